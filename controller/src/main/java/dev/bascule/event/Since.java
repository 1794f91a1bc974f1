package dev.bascule.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when something on a node is not as wanted: it came about after the one moment and no later
 * than the other.
 *
 * @param firstSeen the first check that found it
 * @param lastInSync the last check before that which found it as wanted; null where none did, or is
 *     known
 * @param wishChanged whether inventories or playbooks changed in between: then it may be the wish
 *     that is new, and not the node
 */
public record Since(Instant firstSeen, @Nullable Instant lastInSync, boolean wishChanged) {
  /** What a node did by itself. */
  public Since(Instant firstSeen, @Nullable Instant lastInSync) {
    this(firstSeen, lastInSync, false);
  }
}
