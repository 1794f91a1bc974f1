package dev.bascule.notify;

/** A message did not arrive, or nobody knows. The words are for the user, and not masked. */
public final class UndeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  public UndeliveredException(String message) {
    this(message, false);
  }

  /**
   * Made where the other side says more.
   *
   * @param refused whether it does not want this message, however often it is sent
   */
  public UndeliveredException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** Whether another attempt with the same message is useless. */
  public boolean isRefused() {
    return refused;
  }
}
