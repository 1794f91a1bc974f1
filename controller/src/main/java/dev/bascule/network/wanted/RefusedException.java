package dev.bascule.network.wanted;

import org.jspecify.annotations.Nullable;

/** A wish that cannot be granted; never leaves this package. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  RefusedException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  Reach.Impossible reach() {
    return new Reach.Impossible(String.valueOf(getMessage()), hint);
  }
}
