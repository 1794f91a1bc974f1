package dev.bascule.notify;

/** A message did not arrive, or nobody knows. The words are for the user, and not masked. */
public final class UndeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  public UndeliveredException(String message) {
    super(message);
  }
}
