package dev.bascule.fleet;

import org.jspecify.annotations.Nullable;

/**
 * When a run ends early because of what became of its nodes. That a node may be lost, and that a
 * canary was rolled back, always ends one that changes nodes.
 *
 * @param maxFailPercentage when more of a wave than this fails; null for no such rule
 * @param maxUnreachable how many nodes of the stage may be unreachable; those do not count as
 *     failures then; null where they count as failures
 * @param anyErrorsFatal whether the first failure ends it
 * @param among of how many nodes at least percentages are; 0 for those of the wave, or the stage
 * @param never whether nothing does, whatever became of a node
 */
public record StopRules(
    @Nullable Integer maxFailPercentage,
    @Nullable WaveSize maxUnreachable,
    boolean anyErrorsFatal,
    int among,
    boolean never) {
  /** Only what always ends a run. */
  public static final StopRules NONE = new StopRules(null, null, false);

  /**
   * Of runs that begin no change: each node is asked, or told to end, whatever another one says.
   */
  public static final StopRules NEVER = new StopRules(null, null, false, 0, true);

  /** Percentages are of the wave, or the stage. */
  public StopRules(
      @Nullable Integer maxFailPercentage,
      @Nullable WaveSize maxUnreachable,
      boolean anyErrorsFatal) {
    this(maxFailPercentage, maxUnreachable, anyErrorsFatal, 0, false);
  }

  /** The same for a few of so many nodes: half of two says nothing of a hundred. */
  public StopRules among(int nodes) {
    return new StopRules(maxFailPercentage, maxUnreachable, anyErrorsFatal, nodes, never);
  }
}
