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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a run early, and what each node that was not begun is told. */
@Timeout(20)
class StopRulesTest {
  private static final Outcome IN_SYNC = new Outcome.InSync();
  private static final Outcome FAILED =
      new Outcome.Failed(Phase.APPLY, "disk full", null, List.of());
  private static final Outcome OFF = new Outcome.Unreachable("no route", null);
  private static final Outcome BACK =
      new Outcome.RolledBack(new Plan(new NodeName("n1"), List.of()), "it did not hold", null);
  private static final WaveSize TWO = new WaveSize(2, false);

  private static final Duration PER_NODE = Duration.ofMinutes(5);

  private final Map<String, Outcome> endings = new LinkedHashMap<>();
  private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> pauses = new ArrayList<>();
  private final StopSwitch stop = new StopSwitch();
  private Map<String, NodeResult> results = Map.of();

  @Test
  void a_canary_that_was_rolled_back_ends_the_run_with_all_later_plays() throws Exception {
    endings.put("n1", BACK);
    run(stage(4, canary(), StopRules.NONE), other());
    assertSkipped("the run stopped: the canary n1 was rolled back", "n2", "n3", "n4", "other");
  }

  @Test
  void nodes_that_are_only_asked_are_asked_whatever_became_of_another() throws Exception {
    List<NodeName> names = List.of(new NodeName("n1"), new NodeName("n2"), new NodeName("n3"));
    endings.put(
        "n1",
        new Outcome.RolledBackDiffers(
            new Plan(names.get(0), List.of()), "", List.of("a route is missing")));
    run(Stage.ofEach(names, this::end), other());
    assertThat(outcomes())
        .containsEntry("n2", IN_SYNC)
        .containsEntry("n3", IN_SYNC)
        .containsEntry("other", IN_SYNC);
  }

  @Test
  void a_rollback_in_a_later_wave_is_that_nodes_alone() throws Exception {
    endings.put("n1", changed());
    endings.put("n2", BACK);
    run(stage(5, canary(), StopRules.NONE), other());
    assertThat(outcomes()).containsEntry("n2", BACK).containsEntry("other", IN_SYNC);
  }

  @Test
  void a_canary_that_is_off_says_nothing_and_the_next_node_is_the_canary() throws Exception {
    endings.put("n1", OFF);
    endings.put("n2", changed());
    run(stage(5, canary(), StopRules.NONE));
    assertThat(waves())
        .containsExactly("1 of 3, canary n1", "2 of 4, canary n2", "3 of 4", "4 of 4");
    assertThat(outcomes()).containsEntry("n5", IN_SYNC);
    endings.put("n2", BACK);
    run(stage(5, canary(), StopRules.NONE));
    assertSkipped("the run stopped: the canary n2 was rolled back", "n3", "n4", "n5");
  }

  @Test
  void a_canary_in_sync_proves_nothing_and_the_first_node_that_would_change_is_the_canary()
      throws Exception {
    IntStream.rangeClosed(3, 6).forEach(i -> endings.put("n" + i, changed()));
    endings.put("n3", BACK);
    run(stage(6, canary(), StopRules.NONE), other());
    assertThat(waves()).containsExactly("1 of 4, canary n1", "2 of 4, canary n3");
    assertThat(outcomes()).containsEntry("n2", IN_SYNC).containsEntry("n3", BACK);
    assertSkipped("the run stopped: the canary n3 was rolled back", "n4", "n5", "n6", "other");
    assertThat(ended()).as("each once").containsOnlyOnce("n2", "n3", "n4");
  }

  @Test
  void a_skipped_canary_proves_nothing_either() throws Exception {
    endings.put("n1", new Outcome.Skipped("not in the saved plan"));
    endings.putAll(Map.of("n2", BACK, "n3", changed(), "n4", changed()));
    run(stage(4, canary(), StopRules.NONE));
    assertSkipped("the run stopped: the canary n2 was rolled back", "n3", "n4");
  }

  @Test
  void asked_to_stop_behind_a_canary_in_sync_the_rest_is_skipped_in_the_waves_it_had()
      throws Exception {
    interruptCanary = true;
    run(stage(6, canary(), StopRules.NONE));
    assertThat(begun).containsExactly("n1");
    assertSkipped("interrupted before it was begun", "n2", "n3", "n4", "n5", "n6");
    assertThat(results.values().stream().map(NodeResult::wave)).containsExactly(1, 2, 2, 3, 3, 4);
  }

  @Test
  void who_waits_for_a_node_while_it_is_looked_at_is_told() throws Exception {
    endings.put("n3", changed());
    run(stage(4, canary(), StopRules.NONE));
    assertThat(events)
        .contains(new RunEvent.NodeWaits(new NodeName("n2"), "eve@ops is at work"))
        .filteredOn(
            it -> it instanceof RunEvent.NodeStarted begun && begun.node().text().equals("n3"))
        .hasSize(1);
  }

  @Test
  void a_fleet_that_is_all_in_sync_is_looked_at_together_after_its_canary() throws Exception {
    run(300, stage(200, canary(), StopRules.NONE));
    assertThat(waves()).containsExactly("1 of 101, canary n1");
    assertThat(outcomes()).hasSize(200).containsEntry("n200", IN_SYNC);
    assertThat(begun).as("none twice").hasSize(200);
  }

  @Test
  void rules_count_what_is_found_by_looking_too() throws Exception {
    endings.putAll(Map.of("n2", OFF, "n3", OFF, "n4", changed()));
    run(stage(4, canary(), new StopRules(null, new WaveSize(1, false), false)));
    assertSkipped("2 of 4 nodes unreachable, more than max_unreachable 1", "n4");
  }

  @Test
  void after_three_canaries_that_are_off_it_is_not_the_machines() throws Exception {
    endings.putAll(Map.of("n1", OFF, "n2", OFF, "n3", OFF));
    run(stage(5, canary(), new StopRules(null, new WaveSize(100, true), false)), other());
    assertSkipped("the run stopped: 3 canaries in a row were unreachable", "n4", "n5", "other");
  }

  @Test
  void with_any_errors_fatal_the_first_failure_ends_the_run() throws Exception {
    endings.put("n3", FAILED);
    run(stage(6, two(), new StopRules(null, null, true)), other());
    assertThat(outcomes()).containsEntry("n4", IN_SYNC);
    assertSkipped("the run stopped: n3 failed (any_errors_fatal)", "n5", "n6", "other");
  }

  @Test
  void with_any_errors_fatal_no_further_node_of_its_wave_is_begun() throws Exception {
    endings.put("n1", BACK);
    run(1, stage(3, WaveRules.ONE, new StopRules(null, null, true)));
    assertSkipped("the run stopped: n1 was rolled back (any_errors_fatal)", "n2", "n3");
  }

  @Test
  void max_fail_percentage_is_of_each_wave() throws Exception {
    endings.putAll(Map.of("n1", FAILED, "n3", FAILED));
    run(stage(6, two(), new StopRules(50, null, false)));
    assertThat(outcomes()).containsEntry("n6", IN_SYNC);
    endings.put("n4", FAILED);
    run(stage(6, two(), new StopRules(50, null, false)));
    assertSkipped("2 of 2 nodes failed, more than max_fail_percentage 50", "n5", "n6");
  }

  @Test
  void percentages_of_a_few_nodes_are_of_as_many_as_the_rules_are_for() throws Exception {
    endings.putAll(Map.of("n1", FAILED, "n2", OFF));
    StopRules half = new StopRules(50, new WaveSize(50, true), false);
    run(stage(2, WaveRules.ONE, half.among(4)), other());
    assertThat(outcomes()).containsEntry("other", IN_SYNC);
    run(stage(2, WaveRules.ONE, half.among(1)), other());
    assertThat(outcomes()).containsEntry("other", IN_SYNC);
    endings.put("n1", OFF);
    run(stage(2, WaveRules.ONE, half.among(3)), other());
    assertSkipped("2 of 3 nodes unreachable, more than max_unreachable 50%", "other");
  }

  @Test
  void unreachable_nodes_are_failures_unless_a_play_says_how_many_may_be() throws Exception {
    endings.put("n2", OFF);
    run(stage(6, two(), new StopRules(0, null, true)));
    assertSkipped("the run stopped: n2 is unreachable (any_errors_fatal)", "n3", "n6");
    run(stage(6, two(), new StopRules(0, new WaveSize(20, true), true)));
    assertThat(outcomes()).containsEntry("n3", IN_SYNC).containsEntry("n6", IN_SYNC);
  }

  @Test
  void more_unreachable_nodes_than_may_be_end_the_run() throws Exception {
    endings.putAll(Map.of("n1", OFF, "n2", OFF, "n3", OFF));
    run(stage(6, two(), new StopRules(null, TWO, false)), other());
    assertThat(outcomes()).containsEntry("n4", IN_SYNC);
    assertSkipped("3 of 6 nodes unreachable, more than max_unreachable 2", "n5", "n6", "other");
    run(stage(6, two(), new StopRules(null, new WaveSize(0, false), false)));
    assertSkipped("1 of 6 nodes unreachable, more than max_unreachable 0", "n3", "n6");
  }

  @Test
  void each_node_knows_its_wave_also_if_it_was_not_begun() throws Exception {
    endings.put("n3", FAILED);
    run(stage(6, two(), new StopRules(null, null, true)));
    assertThat(results.values().stream().map(NodeResult::wave)).containsExactly(1, 1, 2, 2, 3, 3);
    run(stage(3, WaveRules.ONE, StopRules.NONE));
    assertThat(results.values().stream().map(NodeResult::wave)).containsOnly(0);
  }

  @Test
  void a_soak_that_the_play_asks_for_comes_after_any_change_but_not_after_the_last()
      throws Exception {
    IntStream.rangeClosed(1, 4).forEach(i -> endings.put("n" + i, changed()));
    run(stage(4, two(), StopRules.NONE, Duration.ofMinutes(3)));
    assertThat(pauses).containsExactly(Duration.ofMinutes(3));
    assertThat(events).contains(new RunEvent.Soaking(Duration.ofMinutes(3), 2));
  }

  @Test
  void a_soak_also_comes_before_the_next_play() throws Exception {
    endings.put("n1", changed());
    run(stage(1, WaveRules.ONE, StopRules.NONE, Duration.ofSeconds(30)), other());
    assertThat(pauses).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void nothing_is_waited_for_where_nothing_changed_or_no_soak_is_wanted() throws Exception {
    run(stage(4, two(), StopRules.NONE, Duration.ofMinutes(3)));
    endings.put("n1", changed());
    run(stage(4, two(), StopRules.NONE, Duration.ZERO));
    run(stage(4, two(), StopRules.NONE, null));
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_node_that_is_no_longer_as_it_was_changed_ends_the_run() throws Exception {
    endings.put("n1", changed());
    look = new Outcome.Drifted(new Plan(new NodeName("n1"), List.of()));
    run(stage(4, two(), StopRules.NONE, Duration.ofSeconds(30)), other());
    assertThat(outcomes().get("n1"))
        .isEqualTo(
            new Outcome.Failed(
                Phase.VERIFY,
                "it is changed, and is no longer so 30s later",
                "see what differs: bascule plan",
                List.of()));
    assertSkipped("the run stopped: n1 did not stay as it was", "n3", "n4", "other");
  }

  @Test
  void an_interrupt_ends_a_soak_at_once() throws Exception {
    endings.put("n1", changed());
    interruptSoak = true;
    run(stage(4, two(), StopRules.NONE, Duration.ofHours(2)));
    assertThat(outcomes()).containsEntry("n1", endings.get("n1"));
    assertSkipped("interrupted before it was begun", "n3", "n4");
  }

  private Outcome look = IN_SYNC;
  private boolean interruptSoak;
  private boolean interruptCanary;

  private static Outcome changed() {
    return new Outcome.Changed(new Plan(new NodeName("n1"), List.of()));
  }

  private static WaveRules canary() {
    return new WaveRules(List.of(TWO), true, null, Map.of());
  }

  private static WaveRules two() {
    return WaveRules.of(List.of(TWO));
  }

  private Stage other() {
    return new Stage("other", List.of(new NodeName("other")), List.of(), null, this::end);
  }

  private Stage stage(int nodes, WaveRules waves, StopRules stops) {
    return stage(nodes, waves, stops, null);
  }

  private Stage stage(int nodes, WaveRules waves, StopRules stops, Duration pause) {
    List<NodeName> names =
        IntStream.rangeClosed(1, nodes).mapToObj(i -> new NodeName("n" + i)).toList();
    return new Stage("a play", names, waves, stops, pause, this::end, null, this::see)
        .soaking((node, context) -> look);
  }

  // What a look finds before anything is changed.
  private Outcome see(NodeName node, WorkContext context) {
    context.emit(new RunEvent.NodeWaits(node, "eve@ops is at work"));
    Outcome end = end(node, context);
    return end instanceof Outcome.Changed || end instanceof Outcome.RolledBack
        ? new Outcome.Drifted(new Plan(node, List.of()))
        : end;
  }

  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

  private List<String> ended() {
    return events.stream()
        .filter(RunEvent.NodeFinished.class::isInstance)
        .map(event -> ((RunEvent.NodeFinished) event).node().text())
        .toList();
  }

  private Outcome end(NodeName node, WorkContext context) {
    begun.add(node.text());
    if (interruptCanary) {
      stop.ask();
    }
    return endings.getOrDefault(node.text(), IN_SYNC);
  }

  private void run(Stage... stages) throws InterruptedException {
    run(8, stages);
  }

  private void run(int forks, Stage... stages) throws InterruptedException {
    results = new LinkedHashMap<>();
    events.clear();
    Limits limits = new Limits(forks, PER_NODE, null);
    Fleet fleet = new Fleet(limits, pacer(), stop, events::add);
    fleet.run(List.of(stages)).forEach(result -> results.put(result.node().text(), result));
  }

  // Soaks pass at once.
  private Pacer pacer() {
    Pacer real = Pacer.system();
    return new Pacer() {
      @Override
      public long nanos() {
        return 0;
      }

      @Override
      public <T> Optional<T> await(BlockingQueue<T> queue, Duration atMost)
          throws InterruptedException {
        // A node's end, or a place that may become free; a soak is longer than the patience for
        // one.
        if (atMost.equals(PER_NODE) || atMost.compareTo(Duration.ofSeconds(1)) <= 0) {
          return real.await(queue, Duration.ofSeconds(20));
        }
        pauses.add(atMost);
        if (interruptSoak) {
          stop.ask();
          return real.await(queue, Duration.ofSeconds(20));
        }
        return Optional.empty();
      }
    };
  }

  private Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    results.forEach((node, result) -> outcomes.put(node, result.outcome()));
    return outcomes;
  }

  private List<String> waves() {
    return events.stream()
        .filter(RunEvent.WaveBegun.class::isInstance)
        .map(RunEvent.WaveBegun.class::cast)
        .map(
            it ->
                it.number()
                    + " of "
                    + it.of()
                    + (it.canary().isEmpty() ? "" : ", canary " + it.canary()))
        .toList();
  }

  private void assertSkipped(String why, String... nodes) {
    for (String node : nodes) {
      assertThat(outcomes()).containsEntry(node, new Outcome.Skipped(why));
    }
  }
}
