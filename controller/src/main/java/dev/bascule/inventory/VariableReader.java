package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads variables that stand outside of inventories: {@code vars} and {@code vars_files} of plays.
 * Types, vaults and secrets are those of inventory files.
 */
public final class VariableReader {
  private final List<String> vaultPasswordFiles;
  private final Secrets secrets;
  private final Problems problems;
  private @Nullable Reading reading;

  private VariableReader(List<String> vaultPasswordFiles, Secrets secrets, Problems problems) {
    this.vaultPasswordFiles = List.copyOf(vaultPasswordFiles);
    this.secrets = secrets;
    this.problems = problems;
  }

  /**
   * A reader; what is wrong goes to the problems.
   *
   * @param vaultPasswordFiles as in {@link InventoryRequest}
   */
  public static VariableReader of(
      List<String> vaultPasswordFiles, Secrets secrets, Problems problems) {
    return new VariableReader(vaultPasswordFiles, secrets, problems);
  }

  /** The variables of a file that is one mapping, or a vault of one. */
  public PlacedVariables file(Path path) {
    return SourceText.read(path, reading())
        .map(text -> PlacedVariables.of(text.variables(reading())))
        .orElseGet(() -> new PlacedVariables(Map.of(), Map.of()));
  }

  /** The variables of a mapping. */
  public PlacedVariables mapping(Mapping mapping) {
    return PlacedVariables.of(values().variables(mapping));
  }

  /** A value, typed as a variable's is. */
  public Value value(YamlNode node) {
    return values().variable("", node).value();
  }

  private ValueReader values() {
    return new ValueReader(YamlTyping.YAML, false, reading());
  }

  // Made when it is needed: a vault's password may come from a program.
  private Reading reading() {
    Reading known = reading;
    if (known == null) {
      known = Reading.of(vaultPasswordFiles, secrets, System.getenv(), problems);
      reading = known;
    }
    return known;
  }
}
