package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import org.jspecify.annotations.Nullable;

/** The command line is wrong, or what it names cannot be written; no node was contacted. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;
  private final ExitCode code;

  UsageException(String message, @Nullable String hint) {
    this(message, hint, ExitCode.USAGE);
  }

  private UsageException(String message, @Nullable String hint, ExitCode code) {
    super(message);
    this.hint = hint;
    this.code = code;
  }

  /** A file for a result that cannot be written, as is known before the run. */
  static UsageException unwritable(String message, @Nullable String hint) {
    return new UsageException(message, hint, ExitCode.UNWRITTEN);
  }

  /** How the program ends. */
  ExitCode code() {
    return code;
  }

  /** What to do, or null. */
  @Nullable String hint() {
    return hint;
  }
}
