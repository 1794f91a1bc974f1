package dev.bascule.event;

/** Where the work on a node stands. */
public enum Phase {
  CONNECT,
  PROBE,
  PLAN,
  APPLY,
  VERIFY,
  /** A transaction goes onto the node; its timer is armed and its batch begins. */
  ARM,
  /** A fresh login is tried, and what it sees is compared. */
  PROVE,
  CONFIRM,
  /** The node's own verdict is waited for. */
  ROLL_BACK;

  /** Whether something may have been written by now. */
  public boolean writes() {
    return compareTo(APPLY) >= 0;
  }
}
