package dev.bascule.notify;

import java.util.Locale;

/** What an event is about. */
public enum Topic {
  /** A node is not as wanted, or not in the way that was told before. */
  DRIFT,
  /** A node of which drift was told is as wanted again. */
  RECOVERY,
  /** A change of a network went back, or nobody knows how it ended. */
  ROLLBACK,
  /** A node could not be reached, twice in a row. */
  UNREACHABLE,
  /** A node of which that was told can be reached again. */
  REACHABLE;

  /** The word in JSON and in the memory. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
