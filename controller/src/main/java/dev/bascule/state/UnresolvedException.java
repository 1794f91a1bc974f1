package dev.bascule.state;

/** A task cannot be resolved with the node's facts; the message is formatted for the user. */
public final class UnresolvedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean refusal;
  private final boolean pending;

  public UnresolvedException(String message) {
    this(message, false);
  }

  /**
   * A task that could be had.
   *
   * @param refusal whether it is only not safe, rather than not possible
   */
  public UnresolvedException(String message, boolean refusal) {
    this(message, refusal, false);
  }

  /**
   * The same.
   *
   * @param pending whether a transaction is under way on the node, so that it may look otherwise
   *     once that has ended
   */
  public UnresolvedException(String message, boolean refusal, boolean pending) {
    super(message);
    this.refusal = refusal;
    this.pending = pending;
  }

  /** Whether the node may look otherwise in a moment, because somebody changes its network. */
  public boolean isPending() {
    return pending;
  }

  /** Whether nothing is wrong with the task but that it would not be safe. */
  public boolean isRefusal() {
    return refusal;
  }
}
