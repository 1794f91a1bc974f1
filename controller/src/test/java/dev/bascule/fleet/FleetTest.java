package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FleetTest {
  private static final Outcome IN_SYNC = new Outcome.InSync();
  private static final Outcome FAILED =
      new Outcome.Failed(Phase.APPLY, "No space left on device", null, List.of());

  private final StopSwitch stop = new StopSwitch();
  private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);

  @Test
  void every_node_gets_its_outcome_in_the_order_of_the_play() throws Exception {
    Map<String, Outcome> outcomes =
        run(
            limits(2),
            stage(nodes(5), (node, context) -> node.text().equals("n2") ? FAILED : IN_SYNC));
    assertThat(outcomes.keySet()).containsExactlyInAnyOrder("n1", "n2", "n3", "n4", "n5");
    assertThat(outcomes.get("n2")).isEqualTo(FAILED);
    assertThat(outcomes.get("n5")).isEqualTo(IN_SYNC);
  }

  @Test
  void as_many_nodes_as_forks_are_worked_on_at_the_same_time() throws Exception {
    // Each waits for two others: with fewer than three threads at once this would never end.
    CyclicBarrier three = new CyclicBarrier(3);
    Map<String, Outcome> outcomes = run(limits(3), stage(nodes(9), (node, context) -> meet(three)));
    assertThat(outcomes.values()).containsOnly(IN_SYNC).hasSize(9);
  }

  @Test
  void a_node_that_hangs_while_it_is_probed_is_unreachable_at_its_deadline_and_holds_up_nobody()
      throws Exception {
    Map<String, Outcome> outcomes =
        run(
            new JumpingTime(3, hanging),
            limits(2),
            stage(
                nodes(4),
                (node, context) ->
                    node.text().equals("n1") ? hang(context, Phase.PROBE) : IN_SYNC));
    assertThat(outcomes)
        .containsEntry("n4", IN_SYNC)
        .containsEntry(
            "n1",
            new Outcome.Unreachable(
                "no answer to the probe within 5m (--node-timeout)",
                "something hangs there, such as a dead mount or a disk that does not answer; 'ps' on"
                    + " the node shows what the probe waits for"));
  }

  @Test
  void a_node_that_hangs_while_it_is_changed_has_an_unknown_outcome() throws Exception {
    Map<String, Outcome> outcomes =
        run(
            new JumpingTime(0, hanging),
            limits(1),
            stage(nodes(1), (n, c) -> hang(c, Phase.APPLY)));
    assertThat(outcomes.get("n1"))
        .isEqualTo(
            new Outcome.Unknown(
                new Plan(new NodeName("n1"), List.of()),
                "no answer within 5m (--node-timeout) while changes were being made",
                "run 'bascule plan' for n1 to see what is done"));
  }

  @Test
  void a_late_answer_of_a_node_that_was_given_up_changes_nothing() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    // n1 ignores its interrupt and answers once it was given up, while n2 is being worked on.
    NodeWork work =
        (node, context) -> {
          if (node.text().equals("n2")) {
            return IN_SYNC;
          }
          awaitStubbornly(givenUp);
          return FAILED;
        };
    JumpingTime time = new JumpingTime(0, new CountDownLatch(0));
    Fleet fleet =
        new Fleet(
            limits(1),
            time,
            stop,
            event -> {
              if (event instanceof RunEvent.NodeFinished) {
                givenUp.countDown();
              }
            });
    List<NodeResult> results = fleet.run(List.of(stage(nodes(1), work)));
    assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Unreachable.class);
  }

  @Test
  void when_the_time_of_the_run_is_over_waiting_nodes_are_skipped() throws Exception {
    Limits limits = new Limits(1, Duration.ofMinutes(5), Duration.ofMinutes(1));
    Map<String, Outcome> outcomes =
        run(new JumpingTime(0, hanging), limits, stage(nodes(2), (n, c) -> hang(c, Phase.APPLY)));
    assertThat(outcomes)
        .containsEntry(
            "n1",
            new Outcome.Unknown(
                new Plan(new NodeName("n1"), List.of()),
                "no answer before the run's time was over (--run-timeout) while changes were being"
                    + " made",
                "run 'bascule plan' for n1 to see what is done"))
        .containsEntry("n2", new Outcome.Skipped("the run's time was over (--run-timeout)"));
  }

  @Test
  void a_wave_in_which_all_fail_ends_the_play_but_not_the_next_one() throws Exception {
    Stage first =
        new Stage("first", nodes(5), List.of(new WaveSize(2, false)), null, (n, c) -> FAILED);
    Stage second = stage(List.of(new NodeName("other")), (n, c) -> IN_SYNC);
    Map<String, Outcome> outcomes = run(Pacer.system(), limits(4), first, second);
    assertThat(outcomes.get("n2")).isEqualTo(FAILED);
    assertThat(outcomes.get("n3"))
        .isEqualTo(new Outcome.Skipped("no node of the wave before it ended well"));
    assertThat(outcomes.get("other")).isEqualTo(IN_SYNC);
  }

  @Test
  void more_failures_than_max_fail_percentage_end_the_run() throws Exception {
    NodeWork work = (n, c) -> n.text().equals("n1") ? FAILED : IN_SYNC;
    Stage first = new Stage("first", nodes(6), List.of(new WaveSize(50, true)), 30, work);
    Stage second = stage(List.of(new NodeName("other")), (n, c) -> IN_SYNC);
    Map<String, Outcome> outcomes = run(Pacer.system(), limits(4), first, second);
    Outcome skipped = new Outcome.Skipped("1 of 3 nodes failed, more than max_fail_percentage 30");
    assertThat(outcomes)
        .containsEntry("n3", IN_SYNC)
        .containsEntry("n4", skipped)
        .containsEntry("other", skipped);
  }

  @Test
  void a_node_that_failed_in_one_play_is_not_begun_in_the_next() throws Exception {
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    Stage first = stage(nodes(2), (n, c) -> n.text().equals("n1") ? FAILED : IN_SYNC);
    Stage second =
        stage(
            nodes(2),
            (n, c) -> {
              begun.add(n.text());
              return IN_SYNC;
            });
    assertThat(run(Pacer.system(), limits(2), first, second)).containsEntry("n1", FAILED);
    assertThat(begun).containsExactly("n2");
  }

  @Test
  void an_exception_nobody_foresaw_fails_its_node_and_is_kept() throws Exception {
    Fleet fleet = new Fleet(limits(2), Pacer.system(), stop, events::add);
    NodeWork work =
        (n, c) -> {
          if (n.text().equals("n1")) {
            throw new IllegalStateException("oops");
          }
          return IN_SYNC;
        };
    List<NodeResult> results = fleet.run(List.of(stage(nodes(2), work)));
    assertThat(results).hasSize(2);
    assertThat(fleet.crashes()).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_exception_while_changes_are_made_does_not_claim_that_nothing_was_changed()
      throws Exception {
    NodeWork work =
        (n, c) -> {
          c.emit(new RunEvent.NodePhase(n, Phase.APPLY));
          throw new IllegalStateException("oops");
        };
    assertThat(run(limits(1), stage(nodes(1), work)).get("n1"))
        .isEqualTo(
            new Outcome.Unknown(
                new Plan(new NodeName("n1"), List.of()),
                "this is a bug in bascule: java.lang.IllegalStateException: oops",
                "run 'bascule plan' for n1 to see what is done"));
  }

  @Test
  void asked_to_stop_once_no_node_is_begun_and_the_running_one_ends_by_itself() throws Exception {
    NodeWork work =
        (n, c) -> {
          stop.ask();
          assertThat(c.stopping()).isTrue();
          return IN_SYNC;
        };
    Map<String, Outcome> outcomes = run(limits(1), stage(nodes(2), work));
    assertThat(outcomes)
        .containsEntry("n1", IN_SYNC)
        .containsEntry("n2", new Outcome.Skipped("interrupted before it was begun"));
  }

  @Test
  void asked_to_stop_twice_the_run_ends_at_once_and_says_what_is_unknown() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    NodeWork work =
        (n, c) -> {
          c.emit(new RunEvent.NodePhase(n, n.text().equals("n1") ? Phase.APPLY : Phase.PROBE));
          meet(both);
          stop.ask();
          never.await();
          return IN_SYNC;
        };
    Map<String, Outcome> outcomes = run(limits(2), stage(nodes(2), work));
    assertThat(outcomes.get("n1"))
        .isInstanceOfSatisfying(
            Outcome.Unknown.class,
            unknown ->
                assertThat(unknown.message())
                    .isEqualTo(
                        "no answer before the run was interrupted while changes were being made"));
    assertThat(outcomes.get("n2"))
        .isEqualTo(new Outcome.Skipped("interrupted; nothing was written"));
  }

  private static Outcome meet(CyclicBarrier barrier) {
    try {
      barrier.await();
      return IN_SYNC;
    } catch (Exception e) {
      return FAILED;
    }
  }

  private Outcome hang(WorkContext context, Phase phase) throws InterruptedException {
    context.emit(new RunEvent.NodePhase(new NodeName("n1"), phase));
    hanging.countDown();
    never.await();
    return IN_SYNC;
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // the point: this thread does not let itself be interrupted
      }
    }
  }

  private static Limits limits(int forks) {
    return new Limits(forks, Duration.ofMinutes(5), null);
  }

  private static List<NodeName> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new NodeName("n" + i)).toList();
  }

  private static Stage stage(List<NodeName> nodes, NodeWork work) {
    return new Stage("a play", nodes, List.of(), null, work);
  }

  private Map<String, Outcome> run(Limits limits, Stage stage) throws InterruptedException {
    return run(Pacer.system(), limits, stage);
  }

  private Map<String, Outcome> run(Pacer pacer, Limits limits, Stage... stages)
      throws InterruptedException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Fleet fleet = new Fleet(limits, pacer, stop, events::add);
    for (NodeResult result : fleet.run(List.of(stages))) {
      outcomes.put(result.node().text(), result.outcome());
    }
    return outcomes;
  }
}
