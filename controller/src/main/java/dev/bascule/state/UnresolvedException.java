package dev.bascule.state;

/** A task cannot be resolved with the node's facts; the message is formatted for the user. */
public final class UnresolvedException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnresolvedException(String message) {
    super(message);
  }
}
