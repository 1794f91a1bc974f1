package dev.bascule.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  private static final Plan PLAN = new Plan(new NodeName("hn-1"), List.of());

  // Least serious first, as the reference has it: 70, 64, 1, 6, 5, 3, 4, 74, 2, 0.
  private static final List<Outcome> BY_SERIOUSNESS =
      List.of(
          new Outcome.InSync(),
          new Outcome.Drifted(PLAN),
          new Outcome.Unreachable("", null),
          new Outcome.Failed(Phase.APPLY, "", null, List.of()),
          new Outcome.RolledBack(PLAN, "", null),
          new Outcome.Unknown(PLAN, "", null));

  @Test
  void each_outcome_has_its_code() {
    assertThat(BY_SERIOUSNESS)
        .extracting(outcome -> ExitCode.of(List.of(outcome)).number())
        .containsExactly(0, 2, 4, 3, 5, 6);
    assertThat(ExitCode.of(List.of(new Outcome.Pending(PLAN, "", "")))).isEqualTo(ExitCode.PENDING);
    assertThat(ExitCode.of(List.of(new Outcome.RolledBackDiffers(PLAN, "", List.of()))))
        .isEqualTo(ExitCode.ROLLED_BACK);
    assertThat(ExitCode.of(List.of(new Outcome.RollbackFailed(PLAN, "", "wide", List.of()))))
        .isEqualTo(ExitCode.ROLLED_BACK);
    assertThat(ExitCode.of(List.of(new Outcome.Changed(PLAN)))).isEqualTo(ExitCode.OK);
    assertThat(ExitCode.of(List.of(new Outcome.Refused(PLAN, "", null))))
        .isEqualTo(ExitCode.FAILED);
    assertThat(ExitCode.of(List.of(new Outcome.Skipped("")))).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void of_two_outcomes_the_more_serious_one_decides_whatever_their_order() {
    for (int worse = 0; worse < BY_SERIOUSNESS.size(); worse++) {
      for (int other = 0; other <= worse; other++) {
        List<Outcome> both = new ArrayList<>();
        both.add(BY_SERIOUSNESS.get(other));
        both.add(BY_SERIOUSNESS.get(worse));
        ExitCode expected = ExitCode.of(List.of(BY_SERIOUSNESS.get(worse)));
        assertThat(ExitCode.of(both)).isEqualTo(expected);
        assertThat(ExitCode.of(List.of(both.get(1), both.get(0)))).isEqualTo(expected);
      }
    }
  }

  @Test
  void the_order_is_the_one_of_the_reference() {
    List<ExitCode> order =
        List.of(
            ExitCode.BUG,
            ExitCode.INTERRUPTED,
            ExitCode.USAGE,
            ExitCode.PROBLEMS,
            ExitCode.UNKNOWN,
            ExitCode.ROLLED_BACK,
            ExitCode.FAILED,
            ExitCode.UNREACHABLE,
            ExitCode.UNWRITTEN,
            ExitCode.PENDING,
            ExitCode.OK);
    assertThat(order)
        .extracting(ExitCode::number)
        .containsExactly(70, 130, 64, 1, 6, 5, 3, 4, 74, 2, 0);
    for (int i = 1; i < order.size(); i++) {
      assertThat(order.get(i - 1).or(order.get(i))).isEqualTo(order.get(i - 1));
      assertThat(order.get(i).or(order.get(i - 1))).isEqualTo(order.get(i - 1));
    }
  }

  @Test
  void no_nodes_are_in_sync() {
    assertThat(ExitCode.of(List.of())).isEqualTo(ExitCode.OK);
  }
}
