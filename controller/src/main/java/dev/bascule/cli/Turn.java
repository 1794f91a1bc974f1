package dev.bascule.cli;

import dev.bascule.apply.safe.Pace;
import dev.bascule.event.LengthOfTime;
import dev.bascule.event.Outcome;
import dev.bascule.event.Outcome.Refused.Why;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until it is this run's turn on a node. The node's own lock decides who works on it; whoever
 * finds it taken waits, and then connects, looks and plans anew: what the other one did need not be
 * done again.
 *
 * @param longest how long to wait for others, null for as long as the node's time leaves room
 * @param planning whether the work plans anew, so that a plan that does not fit any more is no end
 * @param leases by which other controllers are asked before the node is
 */
record Turn(Pace pace, @Nullable Duration longest, boolean planning, NodeLeases leases) {
  /** Of a command that changes nothing. */
  static final Turn NONE = new Turn(Pace.system(), Duration.ZERO, false, NodeLeases.NONE);

  private static final Duration SHORTEST = Duration.ofMillis(300);
  private static final Duration BETWEEN = Duration.ofSeconds(4);
  // What changes under every plan is not somebody who comes first, but something that never ends.
  private static final int MOVES = 3;

  static Turn of(Invocation invocation, NodeLeases leases) throws UsageException {
    boolean never = invocation.text("--wait").filter(text -> text.matches("0+s?")).isPresent();
    Duration longest = never ? Duration.ZERO : Settings.duration(invocation, "--wait").orElse(null);
    return new Turn(Pace.system(), longest, true, leases);
  }

  /** The same where the work is a plan that was made before. */
  Turn asPlanned() {
    return new Turn(pace, longest, false, leases);
  }

  /**
   * Does the work once, and again after each wait.
   *
   * @param key stands for the node in leases
   */
  Outcome take(NodeName node, String key, WorkContext context, Supplier<Outcome> work) {
    return take(node, context, last -> leased(node, key, last, work));
  }

  // Who waits no longer goes there all the same: a lease may be of a run that is no more.
  private Outcome leased(NodeName node, String key, boolean last, Supplier<Outcome> work) {
    Optional<String> other = leases.take(key);
    if (other.isPresent() && !last) {
      return new Outcome.Refused(
          new Plan(node, List.of()),
          other.get() + " is at work on this node",
          "nothing was written; wait for it to end",
          Why.BUSY);
    }
    try {
      return work.get();
    } finally {
      leases.give(key);
    }
  }

  private interface Round {
    Outcome work(boolean last);
  }

  private Outcome take(NodeName node, WorkContext context, Round work) {
    Duration patience = patience(context);
    long began = pace.nanos();
    int moves = 0;
    for (int round = 0; ; round++) {
      // Only a round that knew of it is the last: it goes to the node whatever a lease says.
      boolean last = pace.nanos() - began >= patience.toNanos();
      Outcome outcome = work.work(last);
      moves += why(outcome) == Why.MOVED ? 1 : 0;
      Duration waited = Duration.ofNanos(pace.nanos() - began);
      boolean over = last || context.stopping() || moves > MOVES;
      // The other one may be changing the way to the node, too.
      boolean ended = isEnd(outcome) && !(round > 0 && isAway(outcome));
      if (ended || over) {
        return round == 0 || ended ? outcome : told(outcome, waited);
      }
      if (round == 0 && outcome instanceof Outcome.Refused it) {
        context.emit(new RunEvent.NodeWaits(node, it.reason()));
      }
      // From here on nothing is being written, should the time be over.
      context.emit(new RunEvent.NodePhase(node, Phase.CONNECT));
      try {
        pace.pause(pause(round, patience.minus(waited)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Skipped("interrupted before anything was written");
      }
    }
  }

  private boolean isEnd(Outcome outcome) {
    return why(outcome) == Why.UNSAFE || (why(outcome) == Why.MOVED && !planning);
  }

  private static boolean isAway(Outcome outcome) {
    return outcome instanceof Outcome.Unreachable;
  }

  private static Why why(Outcome outcome) {
    return outcome instanceof Outcome.Refused it ? it.why() : Why.UNSAFE;
  }

  private static Outcome told(Outcome outcome, Duration waited) {
    return outcome instanceof Outcome.Refused it
        ? new Outcome.Refused(
            it.plan(),
            it.reason() + "; waited for " + LengthOfTime.ofSeconds(waited.toSeconds()),
            it.hint(),
            it.why())
        : outcome;
  }

  // Leaves room for the work itself.
  private Duration patience(WorkContext context) {
    Duration most = context.timeLeft().multipliedBy(2).dividedBy(3);
    return longest == null || longest.compareTo(most) > 0 ? most : longest;
  }

  // Two who met come back at different moments.
  private static Duration pause(int round, Duration left) {
    long most = Math.min(BETWEEN.toMillis(), SHORTEST.toMillis() << Math.min(round, 10));
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    return Duration.ofMillis(Math.min(millis, Math.max(1, left.toMillis())));
  }
}
