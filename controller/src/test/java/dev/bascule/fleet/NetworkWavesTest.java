package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.NodeName;
import dev.bascule.network.EmptyTransaction;
import dev.bascule.network.Transaction;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of the network over many nodes: one, then waves, and what stops them. */
@Timeout(20)
class NetworkWavesTest {
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong waited = new AtomicLong();

  @Test
  void the_first_wave_is_looked_at_again_before_the_next_one_begins() throws Exception {
    Map<String, Outcome> outcomes = run(Map.of(), Set.of());
    assertThat(begun).startsWith("change n1", "look n1", "change n2");
    assertThat(begun).doesNotContain("look n10");
    assertThat(Duration.ofNanos(waited.get())).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(outcomes.values()).allMatch(Outcome.Changed.class::isInstance).hasSize(10);
  }

  @Test
  void a_node_that_is_gone_after_its_confirmation_stops_all() throws Exception {
    Map<String, Outcome> outcomes = run(Map.of(), Set.of("n1"));
    assertThat(outcomes.get("n1"))
        .isEqualTo(
            new Outcome.Unreachable(
                "it is confirmed, and is not reachable 5s later: gone",
                "its rollback timer has ended: look at it on its console"));
    assertThat(outcomes.get("n2"))
        .isEqualTo(new Outcome.Skipped("the run stopped: n1 may be lost"));
  }

  @Test
  void a_node_that_failed_behind_its_confirmed_network_is_looked_at_again_too() throws Exception {
    Outcome failed = new Outcome.Failed(Phase.APPLY, "disk full", null, List.of("br0"), true);
    Map<String, Outcome> well = run(Map.of("n2", failed), Set.of());
    assertThat(begun).contains("look n2");
    assertThat(well).containsEntry("n2", failed);
    Map<String, Outcome> outcomes = run(Map.of("n2", failed), Set.of("n2"));
    assertThat(outcomes.get("n2"))
        .isEqualTo(
            new Outcome.Unreachable(
                "it is confirmed, and is not reachable 5s later: gone; what came behind its network"
                    + " had failed: disk full",
                "its rollback timer has ended: look at it on its console"));
    assertThat(outcomes.get("n9"))
        .isEqualTo(new Outcome.Skipped("the run stopped: n2 may be lost"));
  }

  @Test
  void a_rollback_that_differs_stops_all() throws Exception {
    Map<String, Outcome> outcomes =
        run(
            Map.of("n2", new Outcome.RolledBackDiffers(plan("n2"), "deadline", List.of())),
            Set.of());
    assertThat(outcomes.get("n1")).isInstanceOf(Outcome.Changed.class);
    assertThat(outcomes.get("n9"))
        .isEqualTo(new Outcome.Skipped("the run stopped: n2 may be lost"));
  }

  @Test
  void a_node_whose_end_is_unknown_stops_all_but_those_at_work() throws Exception {
    Map<String, Outcome> outcomes =
        run(Map.of("n1", new Outcome.Unknown(plan("n1"), "lost", null)), Set.of());
    assertThat(begun).containsExactly("change n1");
    assertThat(outcomes.get("n10")).isInstanceOf(Outcome.Skipped.class);
  }

  @Test
  void a_verified_rollback_is_a_failure_of_its_node_alone() throws Exception {
    Map<String, Outcome> outcomes =
        run(Map.of("n4", new Outcome.RolledBack(plan("n4"), "deadline", null)), Set.of());
    assertThat(outcomes.get("n10")).isInstanceOf(Outcome.Changed.class);
    // R41: it is not tried again.
    assertThat(begun.stream().filter("change n4"::equals)).hasSize(1);
  }

  @Test
  void a_change_that_waits_for_a_person_keeps_the_next_wave() throws Exception {
    Map<String, Outcome> outcomes =
        run(Map.of("n1", new Outcome.Pending(plan("n1"), "waits", "confirm")), Set.of());
    assertThat(begun).containsExactly("change n1");
    assertThat(outcomes.get("n2"))
        .isEqualTo(new Outcome.Skipped("no node of the wave before it ended well"));
  }

  private Map<String, Outcome> run(Map<String, Outcome> endings, Set<String> gone)
      throws Exception {
    NodeWork change =
        (node, context) -> {
          begun.add("change " + node);
          return endings.getOrDefault(node.text(), new Outcome.Changed(plan(node.text())));
        };
    NodeWork look =
        (node, context) -> {
          begun.add("look " + node);
          return gone.contains(node.text())
              ? new Outcome.Unreachable("gone", null)
              : new Outcome.InSync();
        };
    List<NodeName> nodes =
        IntStream.rangeClosed(1, 10).mapToObj(i -> new NodeName("n" + i)).toList();
    List<WaveSize> serial =
        List.of(new WaveSize(1, false), new WaveSize(20, true), new WaveSize(50, true));
    Stage stage = new Stage("", nodes, serial, null, change).soaking(look);
    Limits limits = new Limits(1, Duration.ofMinutes(5), null);
    Fleet fleet = new Fleet(limits, pacer(), new StopSwitch(), event -> {});
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    fleet.run(List.of(stage)).forEach(r -> outcomes.put(r.node().text(), r.outcome()));
    return outcomes;
  }

  private Pacer pacer() {
    Pacer real = Pacer.system();
    return new Pacer() {
      @Override
      public long nanos() {
        return waited.get();
      }

      @Override
      public <T> Optional<T> await(BlockingQueue<T> queue, Duration atMost)
          throws InterruptedException {
        if (atMost.equals(Soak.USUAL)) {
          waited.addAndGet(atMost.toNanos());
          return Optional.empty();
        }
        return real.await(queue, atMost);
      }
    };
  }

  private static Plan plan(String node) {
    Transaction transaction = EmptyTransaction.of();
    return new Plan(new NodeName(node), List.of(), transaction);
  }
}
