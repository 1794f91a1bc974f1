package dev.bascule.cli;

import org.jspecify.annotations.Nullable;

/** The command line is wrong; the program ends with exit code 64. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  UsageException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do, or null. */
  @Nullable String hint() {
    return hint;
  }
}
