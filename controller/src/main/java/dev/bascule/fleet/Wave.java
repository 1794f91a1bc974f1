package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Some nodes at the same time, each on a thread of its own; see {@link Places} for how many. One
 * thread coordinates; it alone decides how a node ended, so a thread that hangs is left behind and
 * holds up nobody.
 */
final class Wave {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Limits limits;
  private final long runDeadline;
  private final Pacer pacer;
  private final StopSwitch stop;
  private final Consumer<RunEvent> sink;
  private final Consumer<Throwable> crashes;
  private final Tally tally;
  private final NodeWork work;
  private final Places places;
  private final Deque<NodeName> waiting;
  private final Map<NodeName, Running> running = new LinkedHashMap<>();
  private final Map<NodeName, NodeResult> results = new LinkedHashMap<>();
  private final BlockingQueue<Optional<Ended>> ended = new LinkedBlockingQueue<>();

  private record Ended(Running node, Outcome outcome, @Nullable Throwable crash) {}

  Wave(
      List<NodeName> nodes,
      NodeWork work,
      Fleet fleet,
      long runDeadline,
      Consumer<RunEvent> sink,
      Tally tally) {
    this.waiting = new ArrayDeque<>(nodes);
    this.work = work;
    this.limits = fleet.limits;
    this.places = new Places(limits.forks());
    this.runDeadline = runDeadline;
    this.pacer = fleet.pacer;
    this.stop = fleet.stop;
    this.sink = sink;
    this.crashes = fleet.crashes::add;
    this.tally = tally;
  }

  Map<NodeName, NodeResult> run() throws InterruptedException {
    Runnable wake = () -> ended.add(Optional.empty());
    stop.onAsk(wake);
    try {
      while (!waiting.isEmpty() || !running.isEmpty()) {
        beginOrSkip();
        if (!running.isEmpty()) {
          pacer.await(ended, untilNextDeadline()).ifPresent(this::take);
          giveUpLate();
        }
      }
    } finally {
      stop.forget(wake);
    }
    return results;
  }

  private void beginOrSkip() {
    if (stop.stopping()) {
      skipWaiting("interrupted before it was begun");
    } else if (runDeadline - pacer.nanos() <= 0) {
      skipWaiting("the run's time was over (--run-timeout)");
    } else if (!tally.reason().isEmpty()) {
      skipWaiting(tally.reason());
    }
    while (!waiting.isEmpty() && places.free(running.values(), pacer.nanos())) {
      begin(waiting.remove());
    }
  }

  private void begin(NodeName name) {
    long deadline = pacer.nanos() + limits.perNode().toNanos();
    Running node = new Running(name, deadline, runDeadline, pacer, stop, sink, places);
    running.put(name, node);
    node.emit(new RunEvent.NodeStarted(name));
    node.startOn(() -> ended.add(Optional.of(perform(node))));
  }

  private Ended perform(Running node) {
    try {
      return new Ended(node, work.perform(node.name(), node), null);
    } catch (InterruptedException e) {
      return new Ended(node, new Outcome.Skipped("interrupted"), null);
    } catch (RuntimeException | Error e) {
      return new Ended(node, node.crashed(e), e);
    }
  }

  private void take(Optional<Ended> message) {
    if (message.isEmpty()) {
      return;
    }
    Ended end = message.get();
    if (end.crash() != null) {
      crashes.accept(end.crash());
    }
    // A late answer of a node that was given up changes nothing: its outcome was told already.
    if (running.remove(end.node().name(), end.node())) {
      end.node().end();
      answered(end);
      conclude(end.node().name(), end.outcome(), end.node().took());
    }
  }

  private void answered(Ended end) {
    if (!(end.outcome() instanceof Outcome.Unreachable)) {
      places.answered(end.node().took());
    }
  }

  private void giveUpLate() {
    for (Running node : List.copyOf(running.values())) {
      if (stop.leaving()) {
        abandon(node, node.leave());
      } else if (node.deadline() - pacer.nanos() <= 0) {
        abandon(node, node.giveUp(why(node)));
      }
    }
  }

  private String why(Running node) {
    return node.deadline() == runDeadline
        ? "before the run's time was over (--run-timeout)"
        : "within " + Durations.text(limits.perNode()) + " (--node-timeout)";
  }

  private void abandon(Running node, Outcome outcome) {
    running.remove(node.name(), node);
    node.interrupt();
    node.end();
    conclude(node.name(), outcome, node.took());
  }

  private void skipWaiting(String why) {
    while (!waiting.isEmpty()) {
      conclude(waiting.remove(), new Outcome.Skipped(why), Duration.ZERO);
    }
  }

  private void conclude(NodeName node, Outcome outcome, Duration took) {
    results.put(node, new NodeResult(node, outcome, took));
    tally.add(node, outcome);
    sink.accept(new RunEvent.NodeFinished(node, outcome, took));
  }

  private Duration untilNextDeadline() {
    long now = pacer.nanos();
    long next = running.values().stream().mapToLong(node -> node.deadline() - now).min().orElse(0);
    if (!waiting.isEmpty()) {
      next = Math.min(next, places.untilFree(running.values(), now));
    }
    return Duration.ofNanos(Math.max(0, Math.min(next, LONGEST_WAIT.toNanos())));
  }
}
