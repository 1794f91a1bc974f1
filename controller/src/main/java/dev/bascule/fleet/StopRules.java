package dev.bascule.fleet;

import org.jspecify.annotations.Nullable;

/**
 * When a run ends early because of what became of its nodes. That a node may be lost, and that a
 * canary was rolled back, always ends it.
 *
 * @param maxFailPercentage when more of a wave than this fails; null for no such rule
 * @param maxUnreachable how many nodes of the stage may be unreachable; those do not count as
 *     failures then; null where they count as failures
 * @param anyErrorsFatal whether the first failure ends it
 * @param among of how many nodes at least percentages are; 0 for those of the wave, or the stage
 */
public record StopRules(
    @Nullable Integer maxFailPercentage,
    @Nullable WaveSize maxUnreachable,
    boolean anyErrorsFatal,
    int among) {
  /** Only what always ends a run. */
  public static final StopRules NONE = new StopRules(null, null, false);

  /** Percentages are of the wave, or the stage. */
  public StopRules(
      @Nullable Integer maxFailPercentage,
      @Nullable WaveSize maxUnreachable,
      boolean anyErrorsFatal) {
    this(maxFailPercentage, maxUnreachable, anyErrorsFatal, 0);
  }

  /** The same for a few of so many nodes: half of two says nothing of a hundred. */
  public StopRules among(int nodes) {
    return new StopRules(maxFailPercentage, maxUnreachable, anyErrorsFatal, nodes);
  }
}
