package dev.bascule.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.Since;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.notify.Decision.Before;
import dev.bascule.notify.Decision.Decided;
import dev.bascule.plan.Plan;
import dev.bascule.report.NodeReport;
import dev.bascule.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final NodeName NODE = new NodeName("hn-1");
  private static final Plan PLAN = new Plan(NODE, List.of());
  private static final Outcome DRIFTED = new Outcome.Drifted(PLAN);
  private static final Outcome IN_SYNC = new Outcome.InSync();
  private static final Outcome AWAY = new Outcome.Unreachable("no route", null);

  private final Map<NodeName, String> drift = new HashMap<>();
  private final Map<NodeName, String> away = new HashMap<>();
  private String shown = "-a\n+b";

  @Test
  void drift_is_told_once_and_so_is_its_end_and_after_that_it_is_new() {
    assertThat(check(DRIFTED)).containsExactly("drift");
    assertThat(check(DRIFTED)).isEmpty();
    assertThat(check(IN_SYNC)).containsExactly("recovery");
    assertThat(check(IN_SYNC)).isEmpty();
    assertThat(check(DRIFTED)).containsExactly("drift");
  }

  @Test
  void drift_that_changes_is_told_as_such() {
    check(DRIFTED);
    shown = "-a\n+c";
    assertThat(check(DRIFTED)).containsExactly("drift again");
    assertThat(check(DRIFTED)).isEmpty();
  }

  @Test
  void an_apply_ends_drift_and_its_plan_is_none() {
    check(DRIFTED);
    assertThat(run(new Outcome.Changed(PLAN), false)).containsExactly("recovery");
    assertThat(run(DRIFTED, false)).isEmpty();
    assertThat(drift).isEmpty();
  }

  @Test
  void what_could_not_be_looked_at_is_neither_new_nor_over() {
    check(DRIFTED);
    for (Outcome outcome :
        List.of(
            AWAY,
            new Outcome.Skipped(""),
            new Outcome.Refused(PLAN, "", null),
            new Outcome.Failed(Phase.PLAN, "", null, List.of()))) {
      assertThat(run(outcome, false)).isEmpty();
    }
    assertThat(check(DRIFTED)).isEmpty();
  }

  @Test
  void each_way_back_is_told_each_time() {
    for (Outcome outcome :
        List.of(
            new Outcome.RolledBack(PLAN, "", null),
            new Outcome.RolledBackDiffers(PLAN, "", List.of()),
            new Outcome.RollbackFailed(PLAN, "", "", List.of()),
            new Outcome.Unknown(PLAN, "", null))) {
      assertThat(run(outcome, false)).containsExactly("rollback");
      assertThat(run(outcome, false)).containsExactly("rollback");
    }
  }

  @Test
  void a_node_that_is_away_is_told_of_the_second_time_and_once() {
    assertThat(check(AWAY)).isEmpty();
    assertThat(check(AWAY)).containsExactly("unreachable");
    assertThat(check(AWAY)).isEmpty();
    assertThat(check(IN_SYNC)).containsExactly("reachable");
    assertThat(check(AWAY)).isEmpty();
    assertThat(check(IN_SYNC)).isEmpty();
    assertThat(away).isEmpty();
  }

  @Test
  void a_node_that_comes_back_drifted_is_told_of_both() {
    check(AWAY);
    check(AWAY);
    assertThat(check(DRIFTED)).containsExactly("reachable", "drift");
  }

  @Test
  void without_a_memory_drift_is_told_each_time_and_what_ends_never() {
    for (int i = 0; i < 2; i++) {
      assertThat(words(decide(DRIFTED, true, Before.UNKNOWN))).containsExactly("drift");
      assertThat(words(decide(IN_SYNC, true, Before.UNKNOWN))).isEmpty();
      assertThat(words(decide(AWAY, true, Before.UNKNOWN))).isEmpty();
    }
  }

  @Test
  void since_when_is_the_first_of_all_that_differs() {
    Instant first = Instant.parse("2026-03-01T09:00:00Z");
    NodeReport node =
        new NodeReport(NODE, DRIFTED, Duration.ZERO)
            .with(Map.of("a", new Since(first.plusSeconds(9), null), "b", new Since(first, null)));
    RunReport report = new RunReport("drift", List.of(node), false, false);
    assertThat(Decision.of(report, true, Before.UNKNOWN, it -> "").events().get(0).since())
        .isEqualTo(first);
  }

  private List<String> check(Outcome outcome) {
    return run(outcome, true);
  }

  // As if all that is told arrived.
  private List<String> run(Outcome outcome, boolean checks) {
    Decided decided = decide(outcome, checks, new Before(true, drift, away));
    for (Memo memo : decided.memos()) {
      Map<NodeName, String> of = memo.topic() == Topic.DRIFT ? drift : away;
      if (memo.digest() == null) {
        of.remove(memo.node());
      } else {
        of.put(memo.node(), memo.digest());
      }
    }
    assertThat(drift.values())
        .allMatch(it -> it.equals(FileContent.of(shown).sha256()), "the digest of what was shown");
    return words(decided);
  }

  private Decided decide(Outcome outcome, boolean checks, Before before) {
    NodeReport node = new NodeReport(NODE, outcome, Duration.ZERO);
    RunReport report = new RunReport("drift", List.of(node), false, false);
    return Decision.of(report, checks, before, it -> shown);
  }

  private static List<String> words(Decided decided) {
    return decided.events().stream()
        .map(event -> event.topic().word() + (event.again() ? " again" : ""))
        .toList();
  }
}
