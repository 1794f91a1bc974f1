package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A run over many nodes: stages in order, each in waves, each wave with so many nodes at a time. A
 * node that fails is not begun again in a later stage. A run always ends: a node that does not
 * answer is given up at its deadline, whatever its connection does.
 */
public final class Fleet {
  private final Limits limits;
  private final Pacer pacer;
  private final StopSwitch stop;
  private final Consumer<RunEvent> sink;
  private final Map<NodeName, NodeResult> results = new LinkedHashMap<>();
  private final Set<NodeName> gone = new HashSet<>();
  private final Collection<Throwable> crashes = new ConcurrentLinkedQueue<>();

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
    for (Stage stage : stages) {
      ended = ended.isEmpty() ? run(stage, deadline) : skip(stage.nodes(), ended);
    }
    return List.copyOf(results.values());
  }

  /** Exceptions that nobody foresaw; each is also its node's failure. */
  public List<Throwable> crashes() {
    return List.copyOf(crashes);
  }

  // Gives the reason why no later stage may begin, or nothing.
  private String run(Stage stage, long deadline) throws InterruptedException {
    List<NodeName> nodes = stage.nodes().stream().filter(this::mayBegin).toList();
    List<List<NodeName>> waves = WaveSize.cut(nodes, stage.serial());
    for (int i = 0; i < waves.size(); i++) {
      int failed = run(stage, waves.get(i), deadline);
      List<NodeName> rest =
          waves.subList(i + 1, waves.size()).stream().flatMap(List::stream).toList();
      Optional<String> lost = lost(waves.get(i));
      if (lost.isEmpty() && !rest.isEmpty()) {
        failed += soak(stage, waves.get(i), deadline);
        lost = lost(waves.get(i));
      }
      if (lost.isPresent()) {
        return skip(rest, lost.get());
      }
      String tooMany = tooMany(stage, failed, waves.get(i).size());
      if (!tooMany.isEmpty()) {
        return skip(rest, tooMany);
      }
      if (failed == waves.get(i).size()) {
        skip(rest, "every node of the wave before it failed");
        return "";
      }
    }
    return "";
  }

  private boolean mayBegin(NodeName node) {
    NodeResult earlier = results.get(node);
    return earlier == null || !Outcomes.isFailure(earlier.outcome());
  }

  private int run(Stage stage, List<NodeName> nodes, long deadline) throws InterruptedException {
    Wave wave = new Wave(nodes, stage.work(), limits, deadline, pacer, stop, sink, crashes::add);
    Map<NodeName, NodeResult> ended = wave.run();
    ended.values().forEach(this::record);
    return (int) ended.values().stream().filter(r -> Outcomes.isFailure(r.outcome())).count();
  }

  // R40: whoever may have lost a node loses no second one.
  private Optional<String> lost(List<NodeName> nodes) {
    return nodes.stream()
        .filter(this::isLost)
        .findFirst()
        .map(node -> "the run stopped: " + node + " may be lost");
  }

  private boolean isLost(NodeName node) {
    NodeResult result = results.get(node);
    return gone.contains(node) || (result != null && Outcomes.stopsAll(result.outcome()));
  }

  private int soak(Stage stage, List<NodeName> nodes, long deadline) throws InterruptedException {
    Soak soak = stage.soak();
    List<NodeName> changed =
        nodes.stream().filter(node -> Outcomes.changedNetwork(results.get(node))).toList();
    if (soak == null || changed.isEmpty() || stop.stopping()) {
      return 0;
    }
    pacer.await(new LinkedBlockingQueue<Boolean>(), soak.time());
    Consumer<RunEvent> quiet = event -> {};
    Wave wave = new Wave(changed, soak.look(), limits, deadline, pacer, stop, quiet, crashes::add);
    int failed = 0;
    for (NodeResult second : wave.run().values()) {
      if (!(second.outcome() instanceof Outcome.InSync)) {
        failed++;
        gone.add(second.node());
        String message = "it is confirmed, and is not reachable " + Durations.text(soak.time());
        Outcome lost =
            new Outcome.Unreachable(
                message + " later: " + Outcomes.words(second.outcome()),
                "its rollback timer has ended: look at it on its console");
        results.put(second.node(), new NodeResult(second.node(), lost, second.took()));
        sink.accept(new RunEvent.NodeNote(second.node(), message));
      }
    }
    return failed;
  }

  private static String tooMany(Stage stage, int failed, int nodes) {
    Integer most = stage.maxFailPercentage();
    return most == null || failed * 100L <= (long) most * nodes
        ? ""
        : failed + " of " + nodes + " nodes failed, more than max_fail_percentage " + most;
  }

  private String skip(List<NodeName> nodes, String why) {
    for (NodeName node : nodes) {
      if (mayBegin(node)) {
        Outcome outcome = new Outcome.Skipped(why);
        record(new NodeResult(node, outcome, Duration.ZERO));
        sink.accept(new RunEvent.NodeFinished(node, outcome, Duration.ZERO));
      }
    }
    return why;
  }

  private void record(NodeResult later) {
    results.merge(
        later.node(),
        later,
        (a, b) ->
            new NodeResult(
                a.node(), Outcomes.combine(a.outcome(), b.outcome()), a.took().plus(b.took())));
  }
}
