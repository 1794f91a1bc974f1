package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Change;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkState;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a play's plan is part of the one that was shown of all plays. */
class VisitTest {
  private static final InterfaceName CARD = new InterfaceName("eth0");
  private static final PlannedTask BRIDGE = task("bridges", "bridge br0");
  private static final PlannedTask ROUTE = task("routes", "default route");

  private static PlannedTask task(String play, String target) {
    NetworkChange change =
        new NetworkChange(Change.Verb.CREATE, target, List.of(), NetworkChange.Effect.SAFE);
    return new PlannedTask(play, target, "site.yml:1:1", false, List.of(change));
  }

  private static Transaction putting(boolean up, long stable) {
    return new Transaction(
        NetworkState.EMPTY,
        NetworkState.EMPTY,
        List.of(new NetworkOp.SetUp(CARD, up)),
        List.of(new NetworkOp.SetUp(CARD, !up)),
        Set.of(CARD),
        null,
        Tools.MODERN,
        new Window(List.of(), Duration.ofSeconds(60)),
        new SafeApply(null, Duration.ofSeconds(stable), false, false, true, List.of()),
        new Edits.Planned(List.of(), null, List.of(), null),
        List.of(),
        List.of());
  }

  private static Plan plan(@Nullable Transaction transaction, PlannedTask... tasks) {
    return new Plan(new NodeName("hn-1"), List.of(tasks), transaction);
  }

  @Test
  void tasks_that_were_not_shown_are_no_part() {
    Plan shown = plan(putting(true, 35), BRIDGE);
    assertThat(Visit.isPartOf(shown, plan(putting(true, 35), BRIDGE), true)).isTrue();
    assertThat(Visit.isPartOf(shown, plan(putting(true, 35), ROUTE), true)).isFalse();
    assertThat(Visit.isPartOf(shown, plan(putting(true, 35), BRIDGE, ROUTE), false)).isFalse();
  }

  @Test
  void the_same_tasks_by_another_way_are_no_part_where_one_play_changes_the_network() {
    Plan shown = plan(putting(true, 35), BRIDGE);
    assertThat(Visit.isPartOf(shown, plan(putting(false, 35), BRIDGE), true)).isFalse();
    assertThat(Visit.isPartOf(plan(null, BRIDGE), plan(putting(true, 35), BRIDGE), true)).isFalse();
    assertThat(Visit.isPartOf(shown, plan(putting(true, 1), BRIDGE), true))
        .as("another play would have it proven for longer")
        .isTrue();
    assertThat(Visit.isPartOf(shown, plan(null, BRIDGE), true))
        .as("a play that leaves the network alone")
        .isTrue();
  }

  @Test
  void where_several_plays_change_the_network_the_tasks_decide() {
    Plan shown = plan(putting(true, 35), BRIDGE, ROUTE);
    assertThat(Visit.isPartOf(shown, plan(putting(false, 35), BRIDGE), false)).isTrue();
  }
}
