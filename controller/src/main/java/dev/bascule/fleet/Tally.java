package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;
import org.jspecify.annotations.Nullable;

/** Counts how the nodes of a stage end, and says when its rules want no further one begun. */
final class Tally {
  private final StopRules rules;
  private final int all;
  private int unreachable;
  private int wave;
  private int failed;
  private @Nullable NodeName canary;
  private String reason = "";

  /** Of a stage of so many nodes. */
  Tally(StopRules rules, int all) {
    this.rules = rules;
    this.all = Math.max(all, rules.among());
  }

  /**
   * A wave begins.
   *
   * @param first its only node, where that is the stage's canary
   */
  void begin(int nodes, @Nullable NodeName first) {
    wave = Math.max(nodes, rules.among());
    failed = 0;
    canary = first;
  }

  /** Counts one. */
  void add(NodeName node, Outcome outcome) {
    stop(reason(node, outcome));
  }

  /** No further node, for a reason that was found elsewhere. */
  void stop(String why) {
    reason = reason.isEmpty() ? why : reason;
  }

  /** Why no further node may be begun; empty while they may. */
  String reason() {
    return reason;
  }

  private String reason(NodeName node, Outcome outcome) {
    if (rules.never()) {
      return "";
    } else if (Outcomes.stopsAll(outcome)) {
      return "the run stopped: " + node + " may be lost";
    } else if (node.equals(canary) && outcome instanceof Outcome.RolledBack) {
      return "the run stopped: the canary " + node + " was rolled back";
    } else if (outcome instanceof Outcome.Unreachable && rules.maxUnreachable() != null) {
      return tooManyUnreachable(rules.maxUnreachable());
    } else if (!counts(outcome)) {
      return "";
    }
    failed++;
    return rules.anyErrorsFatal()
        ? "the run stopped: " + node + " " + Outcomes.how(outcome) + " (any_errors_fatal)"
        : tooManyFailed();
  }

  // A node that was never begun, or that waits for a person, has not failed.
  private static boolean counts(Outcome outcome) {
    return Outcomes.isFailure(outcome)
        && !(outcome instanceof Outcome.Skipped || outcome instanceof Outcome.Pending);
  }

  private String tooManyUnreachable(WaveSize most) {
    unreachable++;
    return unreachable <= most.atMost(all)
        ? ""
        : unreachable + " of " + all + " nodes unreachable, more than max_unreachable " + most;
  }

  private String tooManyFailed() {
    Integer most = rules.maxFailPercentage();
    return most == null || failed * 100L <= (long) most * wave
        ? ""
        : failed + " of " + wave + " nodes failed, more than max_fail_percentage " + most;
  }
}
