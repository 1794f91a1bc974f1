package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import dev.bascule.report.ExitCode;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps on which nodes a run tries a saved plan in vain, each as soon as it ends: a run that is
 * killed later must not forget it.
 */
final class WentBackNotes {
  private static final Duration AT_LEAST = Duration.ofDays(90);

  private final WentBack back;
  private final RunId run;
  private final Clock clock;
  private final PrintStream told;
  private final Map<NodeName, String> kinds = new HashMap<>();
  private final Map<NodeName, String> lines = new LinkedHashMap<>();
  private boolean failed;
  private String problem = "";

  /**
   * Of one run.
   *
   * @param told hears at the end that they could not be kept
   */
  WentBackNotes(WentBack back, RunId run, Clock clock, PrintStream told) {
    this.back = back;
    this.run = run;
    this.clock = clock;
    this.told = told;
  }

  /** The same stages, each node's end noted. */
  List<Stage> of(List<Stage> stages) {
    return stages.stream().map(this::noting).toList();
  }

  private Stage noting(Stage stage) {
    NodeWork work =
        (node, context) -> {
          Outcome outcome = stage.work().perform(node, context);
          note(node, outcome);
          return outcome;
        };
    return stage.working(work);
  }

  /**
   * What became of the nodes in the end: the soak may have lost one that was done. What is too old
   * goes.
   *
   * @param history how long it keeps runs
   */
  ExitCode end(List<NodeResult> results, Duration history) {
    results.forEach(result -> note(result.node(), result.outcome()));
    keepWhatFailed();
    back.prune(clock.instant().minus(history.compareTo(AT_LEAST) > 0 ? history : AT_LEAST));
    if (!failed) {
      return ExitCode.OK;
    }
    told.println(
        "bascule: cannot keep on which nodes the saved plan failed, so that it is not tried again: "
            + problem);
    return ExitCode.UNWRITTEN;
  }

  private synchronized void note(NodeName node, Outcome outcome) {
    String how = RunReport.name(outcome);
    if (!how.equals(kinds.put(node, how))) {
      WentBack.line(node, outcome, clock.instant()).ifPresent(line -> keep(node, line));
    }
  }

  private void keep(NodeName node, String line) {
    lines.put(node, line);
    // A node that is given up interrupts its thread, and a file is closed under one that is.
    boolean interrupted = Thread.interrupted();
    failed = !isKept();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // It may have been interrupted in the middle, or there is room again.
  private synchronized void keepWhatFailed() {
    failed = failed && !isKept();
  }

  // All lines are written anew each time.
  private boolean isKept() {
    try {
      back.keep(lines.values(), run);
      return true;
    } catch (IOException e) {
      problem = WholeFile.why(e);
      return false;
    }
  }
}
