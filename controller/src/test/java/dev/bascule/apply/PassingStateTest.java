package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Change;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transactions;
import dev.bascule.network.WishNotation;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes and goes on a node by itself makes no other plan; what somebody did makes one. */
class PassingStateTest {
  private static final String ROUTED =
      """
      link eth0 mac 52:54:00:00:00:01
      link v0 veth ? ns mac fe:00:00:00:00:07
      address eth0 10.66.0.5/24
      address eth0 2001:db8::5/64 valid 1794
      address eth0 fe80::5/64
      route default via 10.66.0.1 dev eth0
      route default via fe80::1 dev eth0 proto ra more expires=1794
      control 10.66.0.9 10.66.0.5 eth0
      """;
  private static final String BRIDGED =
      """
      link br0 bridge stp_state=0,forward_delay=0 mac 52:54:00:00:00:01
      link eth0 mac 52:54:00:00:00:01 master br0 port path_cost=100,priority=32
      link eth1 mac 52:54:00:00:00:02
      link eth2 mac 52:54:00:00:00:03
      link v0 veth ? ns mac fe:00:00:00:00:07
      address br0 10.66.0.5/24
      route default via 10.66.0.1 dev br0
      control 10.66.0.9 10.66.0.5 br0
      """;

  private static Plan plan(String node, String wish) {
    NodeNetwork seen = NetworkNotation.node(node);
    List<NetworkResource> wishes = WishNotation.wishes(wish);
    NetworkState state = seen.state();
    List<Change> changes = new ArrayList<>();
    for (NetworkResource one : wishes) {
      Reach reach = Target.of(seen, state, one);
      assertThat(reach).isInstanceOf(Reach.Reached.class);
      Reach.Reached reached = (Reach.Reached) reach;
      changes.addAll(reached.changes());
      state = reached.after();
    }
    Edits.Planned noFiles = new Edits.Planned(List.of(), null, List.of(), null);
    Transactions.Outcome made =
        Transactions.of(seen, state, wishes, SafeApply.USUAL, noFiles, Set.of());
    return new Plan(
        new NodeName("hn-1"),
        List.of(new PlannedTask("play", "task", "site.yml:1:1", false, changes)),
        ((Transactions.Outcome.Made) made).transaction());
  }

  private static void same(Plan one, Plan other, boolean same) {
    List<PlanEssence.Part> saved = PlanEssence.of(one);
    if (same) {
      assertThat(PlanEssence.of(other)).as("saved").isEqualTo(saved);
    } else {
      assertThat(PlanEssence.of(other)).as("saved").isNotEqualTo(saved);
    }
    assertThat(PlanEssence.hasTasks(one, other) && PlanEssence.isSameWay(one, other))
        .as("shown and asked")
        .isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fe80::5/64       | fe80::5/64 flags tentative                  | true
          valid 1794       | valid 1500                                  | true
          expires=1794     | expires=1500                                | true
          fe80::5/64       | fe80::5/64 flags nodad                      | false
          10.66.0.5/24     | 10.66.0.5/24 label eth0:1                   | false
          via 10.66.0.1    | via 10.66.0.2                               | false
          """)
  void of_a_link_that_becomes_a_port(String was, String is, boolean same) {
    String wish = "bridge br0 adopt=eth0";
    same(plan(ROUTED, wish), plan(ROUTED.replace(was, is), wish), same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path_cost=100    | path_cost=4                                 | true
          priority=32      | priority=16                                 | false
          """)
  void of_a_port_whose_bridge_goes(String was, String is, boolean same) {
    String wish = "bridge br0 absent give_back=eth0";
    same(plan(BRIDGED, wish), plan(BRIDGED.replace(was, is), wish), same);
  }

  @Test
  void of_a_bridge_that_containers_join_and_leave() {
    String wish = "bridge br0 stp=true bpdu_guard ports=eth1";
    String more =
        BRIDGED.replace(
            "link v0 veth ? ns mac fe:00:00:00:00:07",
            "link v0 veth ? ns mac fe:00:00:00:00:07 master br0");
    same(plan(BRIDGED, wish), plan(more, wish), true);
    same(
        plan(BRIDGED, wish),
        plan(BRIDGED, "bridge br0 stp=true bpdu_guard ports=eth1,eth2"),
        false);
  }

  @Test
  void a_program_that_is_there_in_the_meantime_makes_no_other_plan() {
    String wish = "bridge br0 adopt=eth0";
    same(plan(ROUTED, wish), plan(ROUTED + "tools without-ovs\n", wish), true);
  }

  @Test
  void a_default_route_that_goes_is_the_same_one_a_minute_later() {
    String vlan =
        ROUTED
            + """
            link eth0.5 vlan eth0 5
            address eth0.5 2001:db8:5::5/64 valid 1794
            route default via fe80::5:1 dev eth0.5 metric 2048 proto ra more expires=1794
            """;
    String wish = "vlan eth0.5 link=eth0 id=5 absent";
    same(plan(vlan, wish), plan(vlan.replace("1794", "1734"), wish), true);
  }
}
