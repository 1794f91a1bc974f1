package dev.bascule.report;

import dev.bascule.event.Outcome;
import java.util.Collection;

/** How the program ends, the most serious last. */
public enum ExitCode {
  /** In sync, or all changed as planned. */
  OK(0),
  /** Changes are pending, or wait for a confirmation. */
  PENDING(2),
  /** Standard output could not be written, so the report is not whole; sysexits' EX_IOERR. */
  UNWRITTEN(74),
  /** Some node was not reached. */
  UNREACHABLE(4),
  /** Some node failed, refused, or was not begun because of that. */
  FAILED(3),
  /** Some node rolled back. */
  ROLLED_BACK(5),
  /** What some node is now is not known. */
  UNKNOWN(6),
  /** The input has problems; no node was contacted. */
  PROBLEMS(1),
  /** The command line is wrong. */
  USAGE(64),
  /** The user interrupted the run. */
  INTERRUPTED(130),
  /** A bug in Bascule. */
  BUG(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the shell sees. */
  public int number() {
    return number;
  }

  /** The more serious of two. */
  public ExitCode or(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The most serious of all. */
  public static ExitCode of(Collection<Outcome> outcomes) {
    return outcomes.stream().map(ExitCode::of).reduce(OK, ExitCode::or);
  }

  private static ExitCode of(Outcome outcome) {
    if (outcome instanceof Outcome.Drifted || outcome instanceof Outcome.Pending) {
      return PENDING;
    } else if (outcome instanceof Outcome.RolledBack
        || outcome instanceof Outcome.RolledBackDiffers
        || outcome instanceof Outcome.RollbackFailed) {
      return ROLLED_BACK;
    } else if (outcome instanceof Outcome.Unreachable) {
      return UNREACHABLE;
    } else if (outcome instanceof Outcome.Unknown) {
      return UNKNOWN;
    } else if (outcome instanceof Outcome.InSync || outcome instanceof Outcome.Changed) {
      return OK;
    }
    return FAILED;
  }
}
