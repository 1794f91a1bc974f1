package dev.bascule.report;

import dev.bascule.event.Outcome;
import java.util.Optional;

/** What an outcome says in a sentence, and what it advises; neither is masked. */
public final class OutcomeWords {
  private OutcomeWords() {}

  /** An outcome's name in JSON as people say it. */
  public static String spoken(String name) {
    return name.equals("drifted") ? "drifted" : TextReport.words(name);
  }

  /** What happened; nothing where the outcome's name and its plan say all. */
  public static Optional<String> message(Outcome outcome) {
    if (outcome instanceof Outcome.Refused it) {
      return Optional.of(it.reason());
    } else if (outcome instanceof Outcome.Failed it) {
      return Optional.of(it.message());
    } else if (outcome instanceof Outcome.Unreachable it) {
      return Optional.of(it.message());
    } else if (outcome instanceof Outcome.Unknown it) {
      return Optional.of(it.message());
    } else if (outcome instanceof Outcome.Skipped it) {
      return Optional.of(it.reason());
    } else if (outcome instanceof Outcome.Pending it) {
      return Optional.of(it.message());
    } else if (outcome instanceof Outcome.RolledBack it) {
      return Optional.of(it.reason());
    } else if (outcome instanceof Outcome.RolledBackDiffers it) {
      return Optional.of(it.reason());
    } else if (outcome instanceof Outcome.RollbackFailed it) {
      return Optional.of(it.reason());
    }
    return Optional.empty();
  }

  /** What to do. */
  public static Optional<String> hint(Outcome outcome) {
    if (outcome instanceof Outcome.Refused it) {
      return Optional.ofNullable(it.hint());
    } else if (outcome instanceof Outcome.Failed it) {
      return Optional.ofNullable(it.hint());
    } else if (outcome instanceof Outcome.Unreachable it) {
      return Optional.ofNullable(it.hint());
    } else if (outcome instanceof Outcome.Unknown it) {
      return Optional.ofNullable(it.hint());
    } else if (outcome instanceof Outcome.Pending it) {
      return Optional.of(it.hint());
    } else if (outcome instanceof Outcome.RolledBack it) {
      return Optional.ofNullable(it.hint());
    }
    return Optional.empty();
  }
}
