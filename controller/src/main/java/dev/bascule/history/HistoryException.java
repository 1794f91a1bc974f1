package dev.bascule.history;

import org.jspecify.annotations.Nullable;

/** Why the history cannot be used, in users' words. Never a reason to stop a run. */
public final class HistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  /**
   * A reason.
   *
   * @param message what is wrong, beginning with which history is meant
   * @param hint what to do
   */
  public HistoryException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  public @Nullable String hint() {
    return hint;
  }
}
