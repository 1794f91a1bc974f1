package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run over many nodes: stages in order, each in waves, each wave with so many nodes at a time. A
 * node that fails is not begun again in a later stage. A run always ends: a node that does not
 * answer is given up at its deadline, whatever its connection does.
 */
public final class Fleet {
  final Limits limits;
  final Pacer pacer;
  final StopSwitch stop;
  final Consumer<RunEvent> sink;
  final Collection<Throwable> crashes = new ConcurrentLinkedQueue<>();
  private final Map<NodeName, NodeResult> results = new LinkedHashMap<>();

  /**
   * A run to come.
   *
   * @param sink told of every event, by one thread at a time
   */
  public Fleet(Limits limits, Pacer pacer, StopSwitch stop, Consumer<RunEvent> sink) {
    this.limits = limits;
    this.pacer = pacer;
    this.stop = stop;
    this.sink = serialised(sink);
  }

  private static Consumer<RunEvent> serialised(Consumer<RunEvent> sink) {
    Object lock = new Object();
    return event -> {
      synchronized (lock) {
        sink.accept(event);
      }
    };
  }

  /** Runs the stages; one result for each node that any of them names, in the order begun. */
  public List<NodeResult> run(List<Stage> stages) throws InterruptedException {
    Duration perRun = limits.perRun();
    long deadline = pacer.nanos() + (perRun == null ? Long.MAX_VALUE / 4 : perRun.toNanos());
    String ended = "";
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (ended.isEmpty()) {
        boolean last = i == stages.size() - 1;
        ended = new StageRun(this, stage, deadline, last).run();
      } else {
        skip(stage.nodes(), ended, 0);
      }
    }
    return List.copyOf(results.values());
  }

  /** Exceptions that nobody foresaw; each is also its node's failure. */
  public List<Throwable> crashes() {
    return List.copyOf(crashes);
  }

  boolean mayBegin(NodeName node) {
    NodeResult earlier = results.get(node);
    return earlier == null || !Outcomes.isFailure(earlier.outcome());
  }

  /** What is known of a node by now. */
  Map<NodeName, NodeResult> results() {
    return results;
  }

  @Nullable Outcome resultOf(NodeName node) {
    NodeResult result = results.get(node);
    return result == null ? null : result.outcome();
  }

  void skip(List<NodeName> nodes, String why, int wave) {
    for (NodeName node : nodes) {
      if (mayBegin(node)) {
        Outcome outcome = new Outcome.Skipped(why);
        record(new NodeResult(node, outcome, Duration.ZERO, wave));
        sink.accept(new RunEvent.NodeFinished(node, outcome, Duration.ZERO));
      }
    }
  }

  void record(NodeResult later) {
    results.merge(
        later.node(),
        later,
        (a, b) ->
            new NodeResult(
                a.node(),
                Outcomes.combine(a.outcome(), b.outcome()),
                a.took().plus(b.took()),
                b.wave() == 0 ? a.wave() : b.wave()));
  }
}
