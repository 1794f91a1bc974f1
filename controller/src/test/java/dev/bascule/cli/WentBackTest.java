package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.fleet.NodeResult;
import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On which nodes a saved plan is not tried again. */
class WentBackTest {
  private static final RunId RUN = new RunId("20260301-141402-9f3c");
  private static final Instant ENDED = Instant.parse("2026-03-01T14:15:02.7Z");

  @TempDir Path state;

  private static NodeResult result(String node, Outcome outcome) {
    return new NodeResult(new NodeName(node), outcome, Duration.ofSeconds(1));
  }

  private static void keep(WentBack back, RunId run, List<NodeResult> results) throws IOException {
    back.keep(
        results.stream()
            .flatMap(it -> WentBack.line(it.node(), it.outcome(), ENDED).stream())
            .toList(),
        run);
  }

  @Test
  void nodes_that_went_back_or_are_unknown_are_kept_by_the_plans_seal_and_no_others()
      throws IOException {
    Plan plan = new Plan(new NodeName("hn-0"), List.of());
    List<NodeResult> results =
        List.of(
            result("hn-1", new Outcome.RolledBack(plan, "no login", null)),
            result("hn-2", new Outcome.RolledBackDiffers(plan, "no login", List.of())),
            result("hn-3", new Outcome.RollbackFailed(plan, "no login", "reboot", List.of())),
            result("hn-4", new Outcome.Unknown(plan, "lost", null)),
            result("hn-5", new Outcome.Changed(plan)),
            result("hn-6", new Outcome.InSync()),
            result("hn-7", new Outcome.Unreachable("no route", null)),
            result("hn-8", new Outcome.Failed(Phase.APPLY, "disk full", null, List.of())),
            result("hn-9", new Outcome.Refused(plan, "moved", null)),
            result("hn-10", new Outcome.Skipped("stopped")),
            result("hn-11", new Outcome.Pending(plan, "waits", "confirm it")));
    keep(WentBack.of(state, "ab12"), RUN, results);

    WentBack back = WentBack.of(state, "ab12");
    assertThat(back.pending())
        .isEqualTo(
            Map.of(
                new NodeName("hn-11"),
                "it waited for a person since run 20260301-141402-9f3c at 2026-03-01T14:15:02Z,"
                    + " and is not changed"));
    assertThat(back.why(new NodeName("hn-11"))).isPresent();
    assertThat(back.why(new NodeName("hn-5"))).isEmpty();
    assertThat(back.words())
        .isEqualTo(
            Map.of(
                new NodeName("hn-1"),
                "rolled back by run 20260301-141402-9f3c at 2026-03-01T14:15:02Z",
                new NodeName("hn-2"),
                "rolled back, with differences, by run 20260301-141402-9f3c at 2026-03-01T14:15:02Z",
                new NodeName("hn-3"),
                "its rollback failed in run 20260301-141402-9f3c at 2026-03-01T14:15:02Z",
                new NodeName("hn-4"),
                "what became of it is not known since run 20260301-141402-9f3c at"
                    + " 2026-03-01T14:15:02Z"));
    assertThat(WentBack.of(state, "cd34").words()).as("another plan").isEmpty();
  }

  @Test
  void each_run_keeps_its_own_and_one_that_has_none_keeps_nothing() throws IOException {
    Plan plan = new Plan(new NodeName("hn-0"), List.of());
    WentBack back = WentBack.of(state, "ab12");
    keep(back, RUN, List.of(result("hn-1", new Outcome.Changed(plan))));
    assertThat(Files.exists(state.resolve("saved-plans"))).isFalse();
    keep(back, RUN, List.of(result("hn-1", new Outcome.Unknown(plan, "lost", null))));
    RunId later = new RunId("20260301-150000-0000");
    keep(back, later, List.of(result("hn-2", new Outcome.Unknown(plan, "lost", null))));
    assertThat(back.again().words()).containsOnlyKeys(new NodeName("hn-1"), new NodeName("hn-2"));
  }

  @Test
  void what_runs_kept_goes_when_they_are_too_old_and_with_the_last_one_the_plan()
      throws IOException {
    Plan plan = new Plan(new NodeName("hn-0"), List.of());
    List<NodeResult> lost = List.of(result("hn-1", new Outcome.Unknown(plan, "lost", null)));
    WentBack both = WentBack.of(state, "ab12");
    WentBack old = WentBack.of(state, "cd34");
    keep(both, RUN, lost);
    keep(both, new RunId("20260501-150000-0000"), lost);
    keep(old, RUN, lost);
    both.prune(Instant.parse("2026-03-01T14:14:02Z"));
    assertThat(WentBack.of(state, "cd34").words()).hasSize(1);
    both.prune(Instant.parse("2026-03-01T14:14:03Z"));
    assertThat(state.resolve("saved-plans/cd34")).doesNotExist();
    assertThat(WentBack.of(state, "ab12").words().values())
        .singleElement()
        .asString()
        .contains("20260501-150000-0000");
    WentBack.of(state.resolve("none"), "ab12").prune(ENDED);
  }
}
