package dev.bascule.fleet;

import java.time.Duration;

/**
 * Looks again at nodes that were changed, before the next wave begins.
 *
 * @param time how long after the wave
 * @param look ends with {@code InSync} where the node is still there
 * @param always whether after any change; else only after one of the network
 */
public record Soak(Duration time, NodeWork look, boolean always) {
  /** Long enough for a neighbour to notice that an address has moved. */
  public static final Duration USUAL = Duration.ofSeconds(5);
}
