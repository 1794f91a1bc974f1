package dev.bascule.cli;

import dev.bascule.apply.PlanRunner;
import dev.bascule.history.Leases;
import dev.bascule.history.RunId;
import dev.bascule.model.ConnectionSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Leases of nodes in a history that other controllers keep, too: who finds another one's need not
 * connect to find the node's lock. Whatever fails here is as if there were none: the node's lock
 * decides.
 */
final class NodeLeases {
  /** No other controller is known of. */
  static final NodeLeases NONE = new NodeLeases(null, null);

  private static final Duration LENGTH = Duration.ofSeconds(60);
  private static final Duration BEAT = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final @Nullable Recording history;
  private final @Nullable RunId run;
  private @Nullable Timer beat;
  private boolean broken;

  private NodeLeases(@Nullable Recording history, @Nullable RunId run) {
    this.history = history;
    this.run = run;
  }

  /** Those of a run; a file of this user's alone is not asked, the node's lock is nearer. */
  static NodeLeases of(RunStart start) {
    return start.recording().isShared() ? new NodeLeases(start.recording(), start.id()) : NONE;
  }

  /** What stands for a node in every inventory: where it is connected to. */
  static String key(ConnectionSettings node) {
    String port = node.port() == null ? "" : ":" + node.port();
    List<String> jumps = node.jumps() == null ? List.of() : node.jumps();
    String way = jumps.isEmpty() ? "" : " over " + String.join(",", jumps);
    String here = node.local() ? " on " + HistoryWords.controller() : "";
    return node.host() + port + way + here;
  }

  /** Takes a lease; gives who has it, where another run does. */
  Optional<String> take(String key) {
    Recording from = history;
    RunId own = run;
    if (from == null || own == null || isBroken()) {
      return Optional.empty();
    }
    try {
      Leases.Lease other =
          from.ask(
                  it -> it.leases().acquire(List.of(key), PlanRunner.label(), own, LENGTH), LONGEST)
              .get(key);
      if (other == null) {
        beginBeat(from, own);
        return Optional.empty();
      }
      return Optional.of("run " + other.run() + " of " + other.holder());
    } catch (IOException e) {
      setBroken();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** Gives it back, also where it is not known whether it was taken; waits for nothing. */
  void give(String key) {
    Recording from = history;
    RunId own = run;
    if (from != null && own != null) {
      from.later(it -> it.leases().release(List.of(key), own));
    }
  }

  /** Gives back whatever a run may still have. */
  static void end(RunStart start) {
    if (start.recording().isShared()) {
      start.recording().later(it -> it.leases().release(start.id()));
    }
  }

  private synchronized boolean isBroken() {
    return broken;
  }

  private synchronized void setBroken() {
    broken = true;
    if (beat != null) {
      beat.cancel();
    }
  }

  // A controller that dies gives all back by this: nobody renews them.
  private synchronized void beginBeat(Recording from, RunId own) {
    if (beat != null) {
      return;
    }
    Timer fresh = new Timer("leases", true);
    beat = fresh;
    TimerTask renew =
        new TimerTask() {
          @Override
          public void run() {
            renew(from, own);
          }
        };
    fresh.schedule(renew, BEAT.toMillis(), BEAT.toMillis());
  }

  private void renew(Recording from, RunId own) {
    try {
      from.ask(it -> it.leases().renew(own, LENGTH), LONGEST);
    } catch (IOException e) {
      setBroken();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
