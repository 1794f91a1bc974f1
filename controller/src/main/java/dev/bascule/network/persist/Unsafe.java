package dev.bascule.network.persist;

import org.jspecify.annotations.Nullable;

/**
 * Thrown within a backend where a file cannot be edited safely; it ends as {@link Edits.Refused}.
 */
public final class Unsafe extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String where;
  private final String reason;
  private final @Nullable String hint;

  /**
   * A reason.
   *
   * @param where the file and line
   * @param reason what stands there
   * @param hint what the user can do, null for nothing
   */
  public Unsafe(String where, String reason, @Nullable String hint) {
    super(where + ": " + reason);
    this.where = where;
    this.reason = reason;
    this.hint = hint;
  }

  /** As a backend answers it. */
  public Edits.Refused refused() {
    return new Edits.Refused(where, reason, hint);
  }
}
