package dev.bascule.fleet;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes at once and how long.
 *
 * @param forks nodes worked on at the same time, at least 1
 * @param perNode how long one node may take in one stage, its connection included
 * @param perRun how long all of it may take, null for as long as it takes
 */
public record Limits(int forks, Duration perNode, @Nullable Duration perRun) {
  public Limits {
    if (forks < 1) {
      throw new IllegalArgumentException("forks must be at least 1: " + forks);
    }
  }
}
