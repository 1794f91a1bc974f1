package dev.bascule.event;

import dev.bascule.model.Clue;
import dev.bascule.plan.Plan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the work on one node ended. */
public sealed interface Outcome {

  /**
   * Nothing differs that could be changed, nothing was written.
   *
   * @param warnings what differs all the same, for example until a container is started again
   */
  record InSync(List<String> warnings) implements Outcome {
    public InSync {
      warnings = List.copyOf(warnings);
    }

    /** Nothing differs. */
    public InSync() {
      this(List.of());
    }
  }

  /**
   * Something differs and nothing was written: the end of a plan or a drift check.
   *
   * @param clues by a change's target, what the node says of who made it; empty where it was not
   *     asked, or does not know
   */
  record Drifted(Plan plan, Map<String, Clue> clues) implements Outcome {
    public Drifted {
      clues = Collections.unmodifiableMap(new LinkedHashMap<>(clues));
    }

    /** Without a question who did it. */
    public Drifted(Plan plan) {
      this(plan, Map.of());
    }
  }

  /**
   * All changes are made and were read back; those of the network were proven by a fresh login and
   * confirmed.
   *
   * @param notes further facts in whole sentences, for example how long traffic stood still
   */
  record Changed(Plan plan, List<String> notes) implements Outcome {
    public Changed {
      notes = List.copyOf(notes);
    }

    /** With nothing further to say. */
    public Changed(Plan plan) {
      this(plan, List.of());
    }
  }

  /**
   * The network is changed and waits for a person's word; without it the node goes back by itself.
   *
   * @param message which transaction waits, and until when
   * @param hint the commands to type
   */
  record Pending(Plan plan, String message, String hint) implements Outcome {}

  /** The node's network is as it was before, and was compared with what it was. */
  record RolledBack(Plan plan, String reason, @Nullable String hint) implements Outcome {}

  /**
   * The node went back, and what it reached before answers it; but not everything is as it was.
   *
   * @param differences lines of a diff: what was, what is
   */
  record RolledBackDiffers(Plan plan, String reason, List<String> differences) implements Outcome {
    public RolledBackDiffers {
      differences = List.copyOf(differences);
    }
  }

  /**
   * The node tried all it has, and what it reached before does not answer it.
   *
   * @param rung the last thing it tried, in words
   * @param differences lines of a diff: what was, what is; empty where it could not look
   */
  record RollbackFailed(Plan plan, String reason, String rung, List<String> differences)
      implements Outcome {
    public RollbackFailed {
      differences = List.copyOf(differences);
    }
  }

  /** Nothing was written, because it would not be safe or the node has moved on since the plan. */
  record Refused(Plan plan, String reason, @Nullable String hint, Why why) implements Outcome {

    /** Because it would not be safe. */
    public Refused(Plan plan, String reason, @Nullable String hint) {
      this(plan, reason, hint, Why.UNSAFE);
    }

    /** What would have to be otherwise. */
    public enum Why {
      /** What was asked for. */
      UNSAFE,
      /** The plan: the node has changed since it was made. */
      MOVED,
      /** The moment: somebody else is at work on the node. */
      BUSY
    }
  }

  /**
   * A step failed. What was done before it stays done; nothing is half written.
   *
   * @param done the targets changed before the failure
   * @param confirmed whether a change of the network is among these, proven and confirmed
   */
  record Failed(
      Phase phase, String message, @Nullable String hint, List<String> done, boolean confirmed)
      implements Outcome {
    public Failed {
      done = List.copyOf(done);
    }

    /** The network is as it was. */
    public Failed(Phase phase, String message, @Nullable String hint, List<String> done) {
      this(phase, message, hint, done, false);
    }
  }

  /** The node could not be reached; nothing was written. */
  record Unreachable(String message, @Nullable String hint) implements Outcome {}

  /** The connection was lost, or a deadline passed, while changes were being made. */
  record Unknown(Plan plan, String message, @Nullable String hint) implements Outcome {}

  /** The run ended before the node was begun; nothing was written. */
  record Skipped(String reason) implements Outcome {}
}
