package dev.bascule.report;

import java.util.List;

/**
 * What a run is about, as the user named it.
 *
 * @param inventories at least one, or those of the settings
 * @param playbooks none for a command that names nodes
 * @param limits of {@code --limit}; none for all nodes
 * @param tags of {@code --tags}
 * @param skipTags of {@code --skip-tags}
 */
public record Extent(
    List<String> inventories,
    List<String> playbooks,
    List<String> limits,
    List<String> tags,
    List<String> skipTags) {
  public Extent {
    inventories = List.copyOf(inventories);
    playbooks = List.copyOf(playbooks);
    limits = List.copyOf(limits);
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
  }

  /** All nodes of some inventories, and all of some playbooks. */
  public static Extent of(List<String> inventories, List<String> playbooks) {
    return new Extent(inventories, playbooks, List.of(), List.of(), List.of());
  }
}
