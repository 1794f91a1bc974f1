package dev.bascule.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison of desired and observed came to. */
public sealed interface Difference {
  /** Nothing to do. */
  Difference NONE = new Steps(List.of());

  /** What is to be done, in order; empty when what is wanted holds. */
  record Steps(List<Step> steps) implements Difference {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /**
   * What is wanted cannot be had on this node as it is.
   *
   * @param message in plain words, names what is in the way
   * @param hint what to do, or null
   */
  record Impossible(String message, @Nullable String hint) implements Difference {}

  /** One step. */
  static Difference of(Step step) {
    return new Steps(List.of(step));
  }

  /** Not to be had. */
  static Difference impossible(String message, @Nullable String hint) {
    return new Impossible(message, hint);
  }
}
