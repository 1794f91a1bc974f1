package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who works on which node, and what was told, in a real SQLite database. */
class LeasesTest extends InFile {
  @Test
  void a_lease_is_held_by_one_run_until_it_runs_out() throws HistoryException {
    Leases leases = runs.history.leases();
    RunId one = new RunId("20260501-090000-0001");
    RunId two = new RunId("20260501-090000-0002");
    Duration minute = Duration.ofMinutes(1);
    assertThat(leases.acquire(List.of("b", "a"), "ops@one", one, minute)).isEmpty();
    assertThat(leases.acquire(List.of("a", "c"), "ops@two", two, minute))
        .containsOnlyKeys("a")
        .extractingByKey("a")
        .extracting(Leases.Lease::holder)
        .isEqualTo("ops@one");
    runs.clock.on(Duration.ofSeconds(50));
    assertThat(leases.renew(one, minute)).isEqualTo(2);
    runs.clock.on(Duration.ofSeconds(50));
    assertThat(leases.acquire(List.of("a"), "ops@two", two, minute)).hasSize(1);
    leases.release(List.of("a"), two);
    assertThat(leases.acquire(List.of("a"), "ops@two", two, minute)).hasSize(1);
    runs.clock.on(Duration.ofSeconds(11));
    assertThat(leases.acquire(List.of("a"), "ops@two", two, minute)).isEmpty();
    assertThat(leases.renew(one, minute)).isEqualTo(1);
    leases.release(one);
    assertThat(leases.acquire(List.of("b"), "ops@two", two, minute)).isEmpty();
  }

  @Test
  void a_lease_of_a_clock_that_was_ahead_holds_nobody_up() throws HistoryException {
    Leases leases = runs.history.leases();
    Duration minute = Duration.ofMinutes(1);
    leases.acquire(List.of("a"), "ops@one", new RunId("20260501-090000-0001"), minute);
    runs.clock.on(Duration.ofHours(-1));
    assertThat(leases.acquire(List.of("a"), "ops@two", new RunId("20260501-080000-0002"), minute))
        .isEmpty();
  }

  @Test
  void the_same_is_told_once_until_it_changes_or_is_over() throws HistoryException {
    Told told = runs.history.told();
    NodeName node = new NodeName("n1");
    Instant now = runs.clock.instant();
    assertThat(told.tell("fleet", node, "drift", "x", now)).isTrue();
    assertThat(told.tell("fleet", node, "drift", "x", now)).isFalse();
    assertThat(told.tell("fleet", node, "drift", "y", now)).isTrue();
    assertThat(told.last("fleet", node, "drift")).contains("y");
    assertThat(told.forget("fleet", node, "drift")).isTrue();
    assertThat(told.forget("fleet", node, "drift")).isFalse();
    assertThat(told.tell("fleet", node, "drift", "y", now)).isTrue();
  }

  @Test
  void what_was_told_long_ago_is_remembered_while_it_is_not_over() throws Exception {
    Told told = runs.history.told();
    String memory = Told.memory(Runs.SCOPE) + "/channel";
    told.tell(memory, new NodeName("n1"), "drift", "x", runs.clock.instant());
    told.tell(memory, new NodeName("n1"), "drift asks", "x@1", runs.clock.instant());
    told.tell(memory, new NodeName("gone"), "drift", "x", runs.clock.instant());
    for (int i = 0; i < 10; i++) {
      runs.clock.on(Duration.ofDays(10));
      RunBegun run = runs.begun("drift");
      runs.history.begin(run);
      runs.history.end(
          runs.over(run.id()), List.of(Runs.end("n1", "unreachable", null)), Runs.SCOPE, List.of());
    }
    runs.history.prune(Duration.ofDays(90));
    assertThat(told.all(memory, "drift")).containsOnlyKeys(new NodeName("n1"));
    assertThat(told.all(memory, "drift asks")).isEmpty();
  }
}
