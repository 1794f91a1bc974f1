package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.Address;
import dev.bascule.network.Lifetime;
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
import org.junit.jupiter.api.Test;

/** When two plans are the same plan. */
class PlanEssenceTest {
  private static final InterfaceName CARD = new InterfaceName("eth0");

  private static Plan plan(String task, String address, long seconds) {
    Address leased =
        new Address(
            CARD,
            Cidr.of(address),
            null,
            null,
            "global",
            null,
            Set.of(),
            new Lifetime(seconds),
            new Lifetime(seconds / 2));
    NetworkChange change =
        new NetworkChange(
            Change.Verb.UPDATE, "address", List.of(), NetworkChange.Effect.INTERRUPTS);
    Transaction transaction =
        new Transaction(
            NetworkState.EMPTY,
            NetworkState.EMPTY,
            List.of(new NetworkOp.AddAddress(leased)),
            List.of(new NetworkOp.Inside("blue", new NetworkOp.DeleteAddress(leased))),
            Set.of(CARD),
            null,
            Tools.MODERN,
            new Window(List.of(), Duration.ofSeconds(60)),
            SafeApply.USUAL,
            new Edits.Planned(List.of(), null, List.of(), null),
            List.of(),
            List.of());
    PlannedTask planned = new PlannedTask("play", task, "site.yml:1:1", false, List.of(change));
    return new Plan(new NodeName("hn-1"), List.of(planned), transaction);
  }

  @Test
  void how_long_a_lease_has_to_go_makes_no_other_plan_nor_how_a_task_is_called() {
    assertThat(PlanEssence.of(plan("a", "192.0.2.5/24", 3600)))
        .isEqualTo(PlanEssence.of(plan("b", "192.0.2.5/24", 3540)))
        .extracting(PlanEssence.Part::what)
        .containsExactly("update address", PlanEssence.NETWORK);
  }

  @Test
  void another_address_or_one_for_ever_makes_another_plan() {
    List<PlanEssence.Part> leased = PlanEssence.of(plan("a", "192.0.2.5/24", 3600));
    assertThat(PlanEssence.of(plan("a", "192.0.2.6/24", 3600))).isNotEqualTo(leased);
    assertThat(PlanEssence.of(plan("a", "192.0.2.5/24", -1))).isNotEqualTo(leased);
  }
}
