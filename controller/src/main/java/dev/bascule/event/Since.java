package dev.bascule.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when something on a node is not as wanted: it came about after the one moment and no later
 * than the other.
 *
 * @param firstSeen the first check that found it
 * @param lastInSync the last check before that which found it as wanted; null where none did
 */
public record Since(Instant firstSeen, @Nullable Instant lastInSync) {}
