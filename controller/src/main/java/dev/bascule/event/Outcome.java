package dev.bascule.event;

import dev.bascule.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the work on one node ended. */
public sealed interface Outcome {

  /** Nothing differs, nothing was written. */
  record InSync() implements Outcome {}

  /** Something differs and nothing was written: the end of a plan or a drift check. */
  record Drifted(Plan plan) implements Outcome {}

  /** All changes are made and were read back. */
  record Changed(Plan plan) implements Outcome {}

  /** Nothing was written, because it would not be safe or the node has moved on since the plan. */
  record Refused(Plan plan, String reason, @Nullable String hint) implements Outcome {}

  /**
   * A step failed. What was done before it stays done; nothing is half written.
   *
   * @param done the targets changed before the failure
   */
  record Failed(Phase phase, String message, @Nullable String hint, List<String> done)
      implements Outcome {
    public Failed {
      done = List.copyOf(done);
    }
  }

  /** The node could not be reached; nothing was written. */
  record Unreachable(String message, @Nullable String hint) implements Outcome {}

  /** The connection was lost, or a deadline passed, while changes were being made. */
  record Unknown(Plan plan, String message, @Nullable String hint) implements Outcome {}

  /** The run ended before the node was begun; nothing was written. */
  record Skipped(String reason) implements Outcome {}
}
