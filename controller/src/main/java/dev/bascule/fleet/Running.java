package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.event.TimeOfDay;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node that is being worked on, and what is known of it should it have to be given up. */
final class Running implements WorkContext {
  private final NodeName node;
  private final long began;
  private final long deadline;
  private final Pacer pacer;
  private final StopSwitch stop;
  private final Consumer<RunEvent> sink;
  private Phase phase = Phase.CONNECT;
  private Plan plan;
  private RunEvent.@Nullable NodeArmed armed;
  private boolean givenUp;
  private @Nullable Thread thread;

  Running(NodeName node, long deadline, Pacer pacer, StopSwitch stop, Consumer<RunEvent> sink) {
    this.node = node;
    this.began = pacer.nanos();
    this.deadline = deadline;
    this.pacer = pacer;
    this.stop = stop;
    this.sink = sink;
    this.plan = new Plan(node, List.of());
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

  long deadline() {
    return deadline;
  }

  Duration took() {
    return Duration.ofNanos(pacer.nanos() - began);
  }

  @Override
  public synchronized void emit(RunEvent event) {
    if (givenUp) {
      return;
    }
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
    return Duration.ofNanos(Math.max(0, deadline - pacer.nanos()));
  }

  /** Takes no further events; the outcome that is all one can say about the node now. */
  synchronized Outcome giveUp(String why) {
    givenUp = true;
    return switch (phase) {
      case CONNECT -> new Outcome.Unreachable("no connection " + why, null);
      case PROBE, PLAN -> new Outcome.Unreachable("no answer " + why, null);
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
