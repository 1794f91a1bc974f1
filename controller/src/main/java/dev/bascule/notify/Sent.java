package dev.bascule.notify;

/** How an attempt to deliver a message ended. */
public enum Sent {
  /** It is there. */
  ARRIVED,
  /** It did not arrive, or nobody knows: another attempt may do it. */
  NOT_NOW,
  /** The other side does not want this message, however often it is sent. */
  REFUSED
}
