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
 */
public record StopRules(
    @Nullable Integer maxFailPercentage,
    @Nullable WaveSize maxUnreachable,
    boolean anyErrorsFatal) {
  /** Only what always ends a run. */
  public static final StopRules NONE = new StopRules(null, null, false);
}
