package dev.bascule.fleet;

import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The nodes that the last run did not bring to its end, for {@code --retry-failed}. One small file
 * for each combination of inventories and playbooks, below {@code $XDG_STATE_HOME/bascule/}.
 */
public final class RunRecord {
  private final Path file;

  private RunRecord(Path file) {
    this.file = file;
  }

  /**
   * The record of runs of these files.
   *
   * @param folder where records are kept
   * @param files inventories and playbooks, absolute
   */
  public static RunRecord of(Path folder, List<String> files) {
    String key = FileContent.of(String.join("\n", files)).sha256().substring(0, 16);
    return new RunRecord(folder.resolve("failed-" + key));
  }

  /** Keeps the nodes that failed; an empty list is kept too: then nothing is left to retry. */
  public void save(List<NodeName> failed) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), "failed-", ".tmp");
    Files.write(fresh, failed.stream().map(NodeName::text).toList());
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What was kept last; nothing when there was no run. */
  public Optional<List<NodeName>> load() throws IOException {
    try {
      return Optional.of(
          Files.readAllLines(file).stream().filter(NodeName::isValid).map(NodeName::new).toList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether a result belongs in the record. */
  public static boolean isFailed(NodeResult result) {
    return Outcomes.isFailure(result.outcome());
  }
}
