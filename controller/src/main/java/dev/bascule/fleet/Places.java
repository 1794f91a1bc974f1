package dev.bascule.fleet;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;

/**
 * Which of the running nodes count against the forks. A node that one only waits for, because its
 * connection does not come about or its probe does not end, costs the controller a thread and a
 * socket and no work. After a while it makes room for another, so that dead nodes hold up nobody.
 * Nodes that may be written to always count.
 */
final class Places {
  /** How many may be waited for besides the forks: some 300 KiB each. */
  static final int MOST_WAITED_FOR = 256;

  // Less than this a busy controller causes by itself, and SYN retransmits after a second.
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MEMORY = 16;

  private final int forks;
  private final Semaphore turns;
  private long usual;

  Places(int forks) {
    this.forks = forks;
    this.turns = new Semaphore(forks, true);
  }

  /** Waits for the right to write; never more nodes than forks have it. */
  void takeTurn() throws InterruptedException {
    turns.acquire();
  }

  void returnTurn() {
    turns.release();
  }

  /** A node has answered, which took so long: on slow nodes, patience grows with them. */
  void answered(Duration took) {
    usual = usual == 0 ? took.toNanos() : usual + (took.toNanos() - usual) / MEMORY;
  }

  /** How long a node may be silent before it counts no more. */
  Duration patience() {
    // One phase that takes longer than all of a usual node: more patience would leave the sick in
    // their places for as long as the healthy have work.
    return Duration.ofNanos(Math.max(SHORTEST.toNanos(), Math.min(usual, LONGEST.toNanos())));
  }

  /** Whether another node may begin. */
  boolean free(Collection<Running> running, long now) {
    // Counting is for the crowded case only: it is asked before every node.
    return running.size() < forks
        || (running.size() < forks + MOST_WAITED_FOR && counted(running, now) < forks);
  }

  private long counted(Collection<Running> running, long now) {
    long patience = patience().toNanos();
    return running.stream().filter(node -> !node.waitedFor(now, patience)).count();
  }

  /** The nanoseconds until a place may become free without news from any node. */
  long untilFree(Collection<Running> running, long now) {
    if (running.size() >= forks + MOST_WAITED_FOR) {
      return Long.MAX_VALUE;
    }
    long patience = patience().toNanos();
    return running.stream()
        .filter(node -> !node.waitedFor(now, patience))
        .mapToLong(node -> node.untilWaitedFor(now, patience))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
