package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.Address;
import dev.bascule.network.ControlPath;
import dev.bascule.network.Lifetime;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkState;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.Windows;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When two plans are the same plan. */
class PlanEssenceTest {
  private static final InterfaceName CARD = new InterfaceName("eth0");

  private static Plan plan(String task, String address, long seconds, String... flags) {
    Address leased =
        new Address(
            CARD,
            Cidr.of(address),
            null,
            null,
            "global",
            null,
            Set.of(flags),
            new Lifetime(seconds),
            new Lifetime(seconds / 2));
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
    return plan(task, NetworkChange.Effect.INTERRUPTS, transaction);
  }

  private static Plan plan(String task, NetworkChange.Effect effect, Transaction transaction) {
    NetworkChange change = new NetworkChange(Change.Verb.UPDATE, "address", List.of(), effect);
    PlannedTask planned = new PlannedTask("play", task, "site.yml:1:1", false, List.of(change));
    return new Plan(new NodeName("hn-1"), List.of(planned), transaction);
  }

  // A change that is proven in this way, over this session.
  private static List<PlanEssence.Part> proven(
      SafeApply how, @Nullable ControlPath control, String... warnings) {
    List<Window.Part> parts = Windows.parts(0, false, false, how);
    Duration total = how.window() == null ? Window.sum(parts) : how.window();
    Transaction transaction =
        new Transaction(
            NetworkState.EMPTY,
            NetworkState.EMPTY,
            List.of(),
            List.of(),
            Set.of(CARD),
            control,
            Tools.MODERN,
            new Window(parts, total),
            how,
            new Edits.Planned(List.of(), null, List.of(), null),
            control == null ? List.of() : List.of(control.remote()),
            List.of(warnings));
    return PlanEssence.of(plan("a", NetworkChange.Effect.SAFE, transaction));
  }

  private static SafeApply how(
      @Nullable Duration window, long stable, boolean manual, boolean reboot, boolean rehearsed) {
    return new SafeApply(window, Duration.ofSeconds(stable), manual, reboot, rehearsed, List.of());
  }

  private static ControlPath path(String remote, String local, String egress, String below) {
    return new ControlPath(
        IpAddress.of(remote),
        IpAddress.of(local),
        new InterfaceName(egress),
        null,
        List.of(new InterfaceName(below)));
  }

  @Test
  void how_long_a_lease_has_to_go_makes_no_other_plan_nor_how_a_task_is_called() {
    assertThat(PlanEssence.of(plan("a", "192.0.2.5/24", 3600)))
        .isEqualTo(PlanEssence.of(plan("b", "192.0.2.5/24", 3540)))
        .extracting(PlanEssence.Part::what)
        .containsExactly("update address", PlanEssence.NETWORK);
  }

  @Test
  void how_far_the_kernel_has_come_with_an_address_makes_no_other_plan() {
    List<PlanEssence.Part> settled = PlanEssence.of(plan("a", "2001:db8::5/64", -1));
    assertThat(PlanEssence.of(plan("a", "2001:db8::5/64", -1, "tentative"))).isEqualTo(settled);
    assertThat(PlanEssence.of(plan("a", "2001:db8::5/64", -1, "nodad"))).isNotEqualTo(settled);
  }

  @Test
  void another_address_or_one_for_ever_makes_another_plan() {
    List<PlanEssence.Part> leased = PlanEssence.of(plan("a", "192.0.2.5/24", 3600));
    assertThat(PlanEssence.of(plan("a", "192.0.2.6/24", 3600))).isNotEqualTo(leased);
    assertThat(PlanEssence.of(plan("a", "192.0.2.5/24", -1))).isNotEqualTo(leased);
  }

  @Test
  void a_change_that_does_something_else_to_traffic_makes_another_plan() {
    Transaction transaction = Objects.requireNonNull(plan("a", "192.0.2.5/24", 60).transaction());
    Plan safe = plan("a", NetworkChange.Effect.SAFE, transaction);
    Plan cuts = plan("a", NetworkChange.Effect.CUTS, transaction);
    assertThat(PlanEssence.of(safe).get(0)).isNotEqualTo(PlanEssence.of(cuts).get(0));
  }

  @Test
  void what_is_said_of_containers_is_a_part_of_its_own() {
    Plan plan = plan("a", "192.0.2.5/24", 60);
    Plan warned = new Plan(plan.node(), plan.tasks(), plan.transaction(), List.of("ct1 waits"));
    assertThat(PlanEssence.of(warned))
        .startsWith(PlanEssence.of(plan).toArray(new PlanEssence.Part[0]))
        .endsWith(new PlanEssence.Part(PlanEssence.WARNINGS, "ct1 waits"));
  }

  @Test
  void another_proof_or_warning_makes_another_plan_but_not_who_confirms_it() {
    List<PlanEssence.Part> usual = proven(how(null, 35, false, false, true), null);
    assertThat(proven(how(null, 35, true, false, true), null)).as("by hand").isEqualTo(usual);
    assertThat(proven(how(null, 36, false, false, true), null)).as("stable").isNotEqualTo(usual);
    assertThat(proven(how(null, 35, false, true, true), null)).as("reboot").isNotEqualTo(usual);
    assertThat(proven(how(null, 35, false, false, false), null))
        .as("not rehearsed")
        .isNotEqualTo(usual);
    assertThat(proven(how(Duration.ofSeconds(90), 35, false, false, true), null))
        .as("window")
        .isNotEqualTo(usual);
    SafeApply asking =
        new SafeApply(
            null,
            Duration.ofSeconds(35),
            false,
            false,
            true,
            List.of(new SafeApply.Proof.Ping("192.0.2.1")));
    assertThat(proven(asking, null)).as("prove").isNotEqualTo(usual);
    assertThat(proven(SafeApply.USUAL, null, "rules name eth0")).as("warning").isNotEqualTo(usual);
  }

  @Test
  void a_session_that_goes_another_way_makes_another_plan_but_not_another_controller() {
    ControlPath path = path("192.0.2.1", "192.0.2.5", "eth0", "eth1");
    List<PlanEssence.Part> usual = proven(SafeApply.USUAL, path);
    assertThat(proven(SafeApply.USUAL, path("192.0.2.9", "192.0.2.5", "eth0", "eth1")))
        .as("controller")
        .isEqualTo(usual);
    assertThat(proven(SafeApply.USUAL, path("192.0.2.1", "192.0.2.6", "eth0", "eth1")))
        .as("address")
        .isNotEqualTo(usual);
    assertThat(proven(SafeApply.USUAL, path("192.0.2.1", "192.0.2.5", "eth2", "eth1")))
        .as("link")
        .isNotEqualTo(usual);
    assertThat(proven(SafeApply.USUAL, path("192.0.2.1", "192.0.2.5", "eth0", "eth2")))
        .as("another link below that is left alone")
        .isEqualTo(usual);
    assertThat(proven(SafeApply.USUAL, path("192.0.2.1", "192.0.2.5", "eth0", "eth0")))
        .as("below, and touched")
        .isNotEqualTo(usual);
    assertThat(proven(SafeApply.USUAL, null)).as("local").isNotEqualTo(usual);
  }
}
