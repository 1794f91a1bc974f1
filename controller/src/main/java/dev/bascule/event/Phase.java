package dev.bascule.event;

/** Where the work on a node stands. */
public enum Phase {
  CONNECT,
  PROBE,
  PLAN,
  APPLY,
  VERIFY
}
