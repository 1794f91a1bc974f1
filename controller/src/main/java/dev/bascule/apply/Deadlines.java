package dev.bascule.apply;

import java.time.Duration;

/**
 * How long one exec may take.
 *
 * @param probe for looking at a node
 * @param apply for making the changes; a command that takes longer leaves the outcome unknown
 */
public record Deadlines(Duration probe, Duration apply) {
  /** One minute to look, ten to change. */
  public static final Deadlines USUAL =
      new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(10));
}
