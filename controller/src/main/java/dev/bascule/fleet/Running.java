package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.event.TimeOfDay;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node that is being worked on, and what is known of it should it have to be given up. */
final class Running implements WorkContext {
  private static final String LOGIN_HANGS =
      "sshd, PAM or a name server hangs there, or the node is overloaded; look at its console";
  private static final long SHORTEST_LEFT = Duration.ofSeconds(1).toNanos();
  private static final String PROBE_HANGS =
      "something hangs there, such as a dead mount or a disk that does not answer; 'ps' on the node"
          + " shows what the probe waits for";

  private final NodeName node;
  private final long began;
  private final Pacer pacer;
  private final StopSwitch stop;
  private final Consumer<RunEvent> sink;
  private final Places places;
  private Phase phase = Phase.CONNECT;
  private Plan plan;
  private RunEvent.@Nullable NodeArmed armed;
  private boolean givenUp;
  private final long latest;
  private boolean hasTurn;
  private long deadline;
  private long lastHeard;
  // Since when it waits for its turn; nothing where it does not.
  private @Nullable Long queued;
  private @Nullable Thread thread;

  /**
   * Begins to count.
   *
   * @param deadline its own, which the time that it waits for its turn moves
   * @param latest the run's, which nothing moves
   */
  Running(
      NodeName node,
      long deadline,
      long latest,
      Pacer pacer,
      StopSwitch stop,
      Consumer<RunEvent> sink,
      Places places) {
    this.places = places;
    this.node = node;
    this.began = pacer.nanos();
    this.deadline = Math.min(deadline, latest);
    this.latest = latest;
    this.pacer = pacer;
    this.stop = stop;
    this.sink = sink;
    this.plan = new Plan(node, List.of());
    this.lastHeard = began;
  }

  NodeName name() {
    return node;
  }

  // A platform thread each: a node that hangs in a library call must not hold a shared one. A
  // daemon, so that it cannot hold up the end of the program either.
  void startOn(Runnable body) {
    thread = new Thread(null, body, "node-" + node, 512 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  synchronized Outcome crashed(Throwable bug) {
    String message = "this is a bug in bascule: " + bug;
    return mayHaveWritten()
        ? new Outcome.Unknown(plan, message, lookAgain())
        : new Outcome.Failed(phase, message, null, List.of());
  }

  private boolean mayHaveWritten() {
    return phase.writes();
  }

  private String lookAgain() {
    if (armed == null) {
      return "run 'bascule plan' for " + node + " to see what is done";
    }
    return "transaction "
        + armed.transaction()
        + " ends by itself by "
        + TimeOfDay.text(armed.endsBy())
        + " at the latest; which way: bascule status "
        + node;
  }

  synchronized long deadline() {
    return queued == null ? deadline : movedBy(pacer.nanos() - queued);
  }

  // Waiting for others is not its own slowness. At least a second is left, so that whoever waits
  // for the deadline does not have to look all the time.
  private long movedBy(long waited) {
    long since = Objects.requireNonNull(queued);
    return Math.min(latest, Math.max(deadline, since + SHORTEST_LEFT) + waited);
  }

  Duration took() {
    return Duration.ofNanos(pacer.nanos() - began);
  }

  /** Whether it has been silent for so long while nothing is written there. */
  synchronized boolean waitedFor(long now, long patience) {
    return !counts() && now - lastHeard >= patience;
  }

  /** When that will be so, in nanoseconds from now; never for a node that is written to. */
  synchronized long untilWaitedFor(long now, long patience) {
    return counts() ? Long.MAX_VALUE : Math.max(0, lastHeard + patience - now);
  }

  // One that waits for its turn, or has it, has answered and will write.
  private boolean counts() {
    return mayHaveWritten() || queued != null || hasTurn;
  }

  @Override
  public synchronized void emit(RunEvent event) {
    if (givenUp) {
      return;
    }
    lastHeard = pacer.nanos();
    if (event instanceof RunEvent.NodePhase entered) {
      phase = entered.phase();
    } else if (event instanceof RunEvent.NodePlanned planned) {
      plan = planned.plan();
    } else if (event instanceof RunEvent.NodeArmed it) {
      armed = it;
    }
    sink.accept(event);
  }

  @Override
  public boolean stopping() {
    return stop.stopping();
  }

  @Override
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline() - pacer.nanos()));
  }

  @Override
  public void awaitTurn() throws InterruptedException {
    synchronized (this) {
      if (hasTurn) {
        return;
      }
      queued = pacer.nanos();
    }
    places.takeTurn();
    if (!begins()) {
      places.returnTurn();
      throw new InterruptedException();
    }
  }

  private synchronized boolean begins() {
    deadline = deadline();
    lastHeard = pacer.nanos();
    queued = null;
    hasTurn = !givenUp;
    return hasTurn;
  }

  /** Its work is over. */
  synchronized void end() {
    if (hasTurn) {
      hasTurn = false;
      places.returnTurn();
    }
  }

  /** Takes no further events; the outcome that is all one can say about the node now. */
  synchronized Outcome giveUp(String why) {
    givenUp = true;
    return switch (phase) {
      case CONNECT -> new Outcome.Unreachable("no connection " + why, LOGIN_HANGS);
      case PROBE, PLAN -> new Outcome.Unreachable("no answer to the probe " + why, PROBE_HANGS);
      case APPLY, VERIFY, ARM, PROVE, CONFIRM, ROLL_BACK ->
          new Outcome.Unknown(
              plan, "no answer " + why + " while changes were being made", lookAgain());
    };
  }

  /** The same, when it is the user who does not want to wait. */
  synchronized Outcome leave() {
    if (mayHaveWritten()) {
      return giveUp("before the run was interrupted");
    }
    givenUp = true;
    return new Outcome.Skipped("interrupted; nothing was written");
  }
}
