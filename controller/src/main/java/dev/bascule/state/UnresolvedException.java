package dev.bascule.state;

/** A task cannot be resolved with the node's facts; the message is formatted for the user. */
public final class UnresolvedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean refusal;

  public UnresolvedException(String message) {
    this(message, false);
  }

  /**
   * A task that could be had.
   *
   * @param refusal whether it is only not safe, rather than not possible
   */
  public UnresolvedException(String message, boolean refusal) {
    super(message);
    this.refusal = refusal;
  }

  /** Whether nothing is wrong with the task but that it would not be safe. */
  public boolean isRefusal() {
    return refusal;
  }
}
