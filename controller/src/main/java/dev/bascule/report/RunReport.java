package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
import dev.bascule.model.Shard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run that ended.
 *
 * @param command the command's name, for example {@code plan}
 * @param interrupted whether the user ended it early
 * @param crashed whether some node met an exception that nobody foresaw
 * @param shard which part of the nodes it was about, null for all of them
 */
public record RunReport(
    String command,
    List<NodeReport> nodes,
    boolean interrupted,
    boolean crashed,
    @Nullable Shard shard) {
  public RunReport {
    nodes =
        nodes.stream()
            .sorted((a, b) -> NaturalOrder.compare(a.node().text(), b.node().text()))
            .toList();
  }

  /** A run over all nodes. */
  public RunReport(String command, List<NodeReport> nodes, boolean interrupted, boolean crashed) {
    this(command, nodes, interrupted, crashed, null);
  }

  /** The same, said of a part of the nodes; null for all of them. */
  public RunReport of(@Nullable Shard part) {
    return new RunReport(command, nodes, interrupted, crashed, part);
  }

  /** Whether what differs is the result, and not what would be done about it. */
  boolean isDriftCheck() {
    return command.equals("drift");
  }

  /**
   * The same with what the history knows.
   *
   * @param since of a node, by a change's target, since when it is not as wanted
   */
  public RunReport with(Function<NodeName, Map<String, Since>> since) {
    return new RunReport(
        command,
        nodes.stream().map(node -> node.with(since.apply(node.node()))).toList(),
        interrupted,
        crashed,
        shard);
  }

  /** The exit code that says it. */
  public ExitCode exitCode() {
    ExitCode code = ExitCode.of(nodes.stream().map(NodeReport::outcome).toList());
    code = interrupted ? code.or(ExitCode.INTERRUPTED) : code;
    return crashed ? code.or(ExitCode.BUG) : code;
  }

  /** How many nodes ended in which way, by the outcome's name; only those that occur. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String name : NAMES) {
      int count = (int) nodes.stream().filter(n -> name(n.outcome()).equals(name)).count();
      if (count > 0) {
        counts.put(name, count);
      }
    }
    return counts;
  }

  /** All outcomes by name, in the order of a summary. */
  static final List<String> NAMES =
      List.of(
          "in_sync",
          "changed",
          "drifted",
          "pending",
          "rolled_back",
          "rolled_back_differs",
          "rollback_failed",
          "refused",
          "failed",
          "unreachable",
          "unknown",
          "skipped");

  /** The outcome's name in JSON and in counts. */
  public static String name(Outcome outcome) {
    if (outcome instanceof Outcome.InSync) {
      return "in_sync";
    } else if (outcome instanceof Outcome.Changed) {
      return "changed";
    } else if (outcome instanceof Outcome.Drifted) {
      return "drifted";
    } else if (outcome instanceof Outcome.Refused) {
      return "refused";
    } else if (outcome instanceof Outcome.Failed) {
      return "failed";
    } else if (outcome instanceof Outcome.Unreachable) {
      return "unreachable";
    } else if (outcome instanceof Outcome.Unknown) {
      return "unknown";
    }
    return nameOfTransaction(outcome);
  }

  private static String nameOfTransaction(Outcome outcome) {
    if (outcome instanceof Outcome.Pending) {
      return "pending";
    } else if (outcome instanceof Outcome.RolledBack) {
      return "rolled_back";
    } else if (outcome instanceof Outcome.RolledBackDiffers) {
      return "rolled_back_differs";
    } else if (outcome instanceof Outcome.RollbackFailed) {
      return "rollback_failed";
    }
    return "skipped";
  }
}
