package dev.bascule.history;

import dev.bascule.model.FileContent;
import java.util.List;

/**
 * What a check looks at, besides its nodes. What another scope found is neither begun nor ended by
 * it.
 *
 * @param inventory which fleet: a hash of where its inventories lie
 * @param scope which of its wishes: a hash of playbooks, tags and variables
 */
public record DriftScope(String inventory, String scope) {
  private static final int DIGITS = 16;

  /**
   * The scope of a command line.
   *
   * @param inventories as they lie on the disk, absolute
   * @param selection playbooks, absolute, tags, and what {@code -e} gives
   */
  public static DriftScope of(List<String> inventories, List<String> selection) {
    return new DriftScope(hash(inventories), hash(selection));
  }

  private static String hash(List<String> texts) {
    return FileContent.of(String.join("\n", texts)).sha256().substring(0, DIGITS);
  }
}
