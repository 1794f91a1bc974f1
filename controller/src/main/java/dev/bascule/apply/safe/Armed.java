package dev.bascule.apply.safe;

import java.time.Duration;

/**
 * A transaction whose timer runs on the node.
 *
 * @param machine the node's machine-id; empty where it did not say
 * @param mark its boot, by boot_id and the start of process 1; empty where it did not say
 * @param deadline when it goes back by itself, as {@link Pace#nanos} counts; never too early
 */
record Armed(String machine, String mark, long deadline) {
  /** How long the node's ladder may take, all rungs, after the deadline. */
  static final Duration LADDER = Duration.ofSeconds(150);

  /** When the node has its verdict at the latest. */
  long verdictBy() {
    return deadline + LADDER.toNanos();
  }
}
