package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Since when something is not as wanted, in a real SQLite database. */
class DriftTest extends InFile {
  @Test
  void drift_is_known_since_its_first_check_and_the_one_before() throws HistoryException {
    runs.clock.to("2026-05-01T09:00:00Z");
    runs.check(Runs.SCOPE, "n1");
    runs.clock.to("2026-05-01T10:00:00Z");
    assertThat(runs.check(Runs.SCOPE, "n1", "/etc/a").of(new NodeName("n1")).toString())
        .contains(
            "firstSeen=2026-05-01T10:00:01Z, lastInSync=2026-05-01T09:00:01Z, wishChanged=false");
    runs.clock.to("2026-05-01T11:00:00Z");
    assertThat(
            runs.check(Runs.SCOPE, "n1", "/etc/a", "/etc/b")
                .since(new NodeName("n1"), "/etc/a")
                .orElseThrow()
                .firstSeen())
        .isEqualTo("2026-05-01T10:00:01Z");
  }

  @Test
  void what_was_in_sync_in_between_is_new_again() throws HistoryException {
    runs.check(Runs.SCOPE, "n1", "/etc/a");
    runs.check(Runs.SCOPE, "n1");
    runs.clock.to("2026-05-02T09:00:00Z");
    assertThat(
            runs.check(Runs.SCOPE, "n1", "/etc/a")
                .since(new NodeName("n1"), "/etc/a")
                .orElseThrow()
                .firstSeen())
        .isEqualTo("2026-05-02T09:00:01Z");
  }

  @Test
  void another_scope_and_another_node_are_neither_begun_nor_ended() throws HistoryException {
    DriftScope other = DriftScope.of(List.of("/fleet"), List.of("/other.yml"));
    runs.check(Runs.SCOPE, "n1", "/etc/a");
    runs.check(Runs.SCOPE, "n2");
    runs.check(other, "n1", "/etc/z");
    runs.clock.to("2026-05-02T09:00:00Z");
    assertThat(
            runs.check(Runs.SCOPE, "n1", "/etc/a")
                .since(new NodeName("n1"), "/etc/a")
                .orElseThrow()
                .firstSeen())
        .isEqualTo("2026-05-01T09:00:01Z");
    assertThat(runs.check(other, "n2", "/etc/z").of(new NodeName("n1"))).isEmpty();
  }

  @Test
  void an_apply_that_changes_a_target_ends_it_in_every_scope() throws HistoryException {
    DriftScope other = DriftScope.of(List.of("/fleet"), List.of("/other.yml"));
    runs.check(Runs.SCOPE, "n1", "/etc/a", "/etc/b");
    runs.sees(
        other, new NodeSight(new NodeName("n1"), true, Map.of(), Map.of("/etc/a", Runs.WISH)));
    runs.clock.to("2026-05-02T09:00:00Z");
    Sinces now = runs.check(Runs.SCOPE, "n1", "/etc/a", "/etc/b");
    assertThat(now.since(new NodeName("n1"), "/etc/a").orElseThrow().firstSeen())
        .isEqualTo("2026-05-02T09:00:01Z");
    assertThat(now.since(new NodeName("n1"), "/etc/b").orElseThrow().firstSeen())
        .isEqualTo("2026-05-01T09:00:01Z");
  }

  @Test
  void an_apply_that_wants_something_else_of_a_target_ends_no_other_drift()
      throws HistoryException {
    DriftScope other = DriftScope.of(List.of("/fleet"), List.of("/other.yml"));
    runs.check(Runs.SCOPE, "n1", "/etc/a");
    for (Wish wish : List.of(new Wish(Map.of("mode", "0600")), new Wish(Map.of("owner", "x")))) {
      runs.sees(other, new NodeSight(new NodeName("n1"), true, Map.of(), Map.of("/etc/a", wish)));
    }
    runs.clock.to("2026-05-02T09:00:00Z");
    Sinces now = runs.check(Runs.SCOPE, "n1", "/etc/a");
    assertThat(now.since(new NodeName("n1"), "/etc/a").orElseThrow().firstSeen())
        .isEqualTo("2026-05-01T09:00:01Z");
  }

  @Test
  void a_check_that_saw_it_differ_is_never_the_last_one_in_sync() throws HistoryException {
    DriftScope other = DriftScope.of(List.of("/fleet"), List.of("/other.yml"));
    runs.check(Runs.SCOPE, "n1", "/etc/a");
    runs.sees(
        other, new NodeSight(new NodeName("n1"), true, Map.of(), Map.of("/etc/a", Runs.WISH)));
    runs.clock.to("2026-05-02T09:00:00Z");
    assertThat(runs.check(Runs.SCOPE, "n1", "/etc/a").of(new NodeName("n1")).toString())
        .contains("firstSeen=2026-05-02T09:00:01Z, lastInSync=null");
  }

  @Test
  void a_node_was_looked_at_no_earlier_than_its_run_began() throws HistoryException {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    runs.clock.on(Duration.ofMinutes(20));
    runs.history.end(
        runs.over(run.id()),
        List.of(),
        Runs.SCOPE,
        List.of(new NodeSight(new NodeName("n1"), true, Map.of(), Map.of())));
    runs.clock.on(Duration.ofMinutes(20));
    assertThat(runs.check(Runs.SCOPE, "n1", "/etc/a").of(new NodeName("n1")).toString())
        .contains("firstSeen=2026-05-01T09:40:01Z, lastInSync=2026-05-01T09:00:00Z");
  }

  @Test
  void another_wish_is_a_new_span_and_is_said_to_be_the_wish() throws HistoryException {
    runs.check(Runs.SCOPE, "n1", "/etc/a");
    runs.changeFiles();
    runs.clock.to("2026-05-02T09:00:00Z");
    Wish other = new Wish(Map.of("mode", "0600"));
    Sinces now =
        runs.sees(
            Runs.SCOPE, new NodeSight(new NodeName("n1"), true, Map.of("/etc/a", other), Map.of()));
    assertThat(now.since(new NodeName("n1"), "/etc/a").orElseThrow().toString())
        .contains("firstSeen=2026-05-02T09:00:01Z, lastInSync=null, wishChanged=true");
    // A value that drifts besides is not another wish.
    Wish more = new Wish(Map.of("mode", "0600", "owner", "root"));
    Sinces later =
        runs.sees(
            Runs.SCOPE, new NodeSight(new NodeName("n1"), true, Map.of("/etc/a", more), Map.of()));
    assertThat(later.since(new NodeName("n1"), "/etc/a").orElseThrow().firstSeen())
        .isEqualTo("2026-05-02T09:00:01Z");
  }

  @Test
  void what_appears_when_files_changed_may_be_the_wish() throws HistoryException {
    runs.check(Runs.SCOPE, "n1");
    runs.changeFiles();
    assertThat(
            runs.check(Runs.SCOPE, "n1", "/etc/new")
                .since(new NodeName("n1"), "/etc/new")
                .orElseThrow()
                .wishChanged())
        .isTrue();
  }
}
