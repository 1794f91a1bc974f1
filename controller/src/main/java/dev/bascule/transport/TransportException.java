package dev.bascule.transport;

import org.jspecify.annotations.Nullable;

/**
 * A node could not be reached or asked. The message is for the user, whole and in plain words, and
 * names what was tried; the hint says what to do.
 */
public final class TransportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** In which way it failed. */
  public enum Kind {
    /** The name has no address. */
    UNKNOWN_HOST,
    REFUSED,
    TIMED_OUT,
    NO_ROUTE,
    /** The other side is not an SSH server, or broke off. */
    PROTOCOL,
    HOST_KEY_UNKNOWN,
    HOST_KEY_CHANGED,
    AUTH_FAILED,
    JUMP_FAILED,
    BECOME_FAILED,
    /** The script's deadline passed; whether it ran to its end is unknown. */
    DEADLINE,
    /** The connection broke while a script ran. */
    LOST,
    /** The settings cannot be honoured. */
    SETTINGS
  }

  private final Kind kind;
  private final @Nullable String hint;

  public TransportException(
      Kind kind, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  /** In which way it failed. */
  public Kind kind() {
    return kind;
  }

  /** What to do, or null. */
  public @Nullable String hint() {
    return hint;
  }
}
