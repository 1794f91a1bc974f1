package dev.bascule.cli;

import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.RunRecord;
import dev.bascule.model.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which nodes {@code --retry-failed} means, kept from one apply to the next. */
final class Retry {
  private Retry() {}

  /** The nodes to keep to; nothing without the option. */
  static Optional<Set<NodeName>> nodes(Invocation invocation, Surroundings around)
      throws UsageException {
    if (!invocation.has("--retry-failed")) {
      return Optional.empty();
    }
    try {
      List<NodeName> failed =
          record(invocation, around)
              .load()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--retry-failed: no apply of these inventories and playbooks is known",
                          "run 'bascule apply' without --retry-failed first"));
      return Optional.of(Set.copyOf(failed));
    } catch (IOException e) {
      throw new UsageException("--retry-failed: the last run's record cannot be read: " + e, null);
    }
  }

  /** Keeps the failed nodes of a run; that this fails is told, and changes nothing else. */
  static void save(List<NodeResult> results, Invocation invocation, Surroundings around) {
    if (invocation.command() != CommandName.APPLY) {
      return; // without inventories and playbooks nothing says what to retry
    }
    try {
      record(invocation, around)
          .save(results.stream().filter(RunRecord::isFailed).map(NodeResult::node).toList());
    } catch (IOException e) {
      around.err().println("bascule: cannot keep the failed nodes for --retry-failed: " + e);
    }
  }

  private static RunRecord record(Invocation invocation, Surroundings around) {
    List<String> files = new ArrayList<>();
    for (String source : Inputs.sources(invocation, around)) {
      Path path = Path.of(source);
      files.add(Files.exists(path) ? path.toAbsolutePath().normalize().toString() : source);
    }
    invocation.arguments().stream()
        .map(playbook -> Path.of(playbook).toAbsolutePath().normalize().toString())
        .forEach(files::add);
    return RunRecord.of(StateFolder.of(around), files);
  }
}
