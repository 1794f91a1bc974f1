package dev.bascule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.WishNotation;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several wishes of the network in one plan. */
class NetworkPlannerTest {
  private static final NodeNetwork NODE =
      NetworkNotation.node(
          """
          link eth0 hardware mac 52:54:00:00:00:01
          address eth0 10.66.0.5/24
          route default via 10.66.0.1 dev eth0
          """);

  private static final String STATIC =
      """
      auto eth0
      iface eth0 inet static
          address 10.66.0.5/24
          gateway 10.66.0.1
      """;
  private static final String SWITCHED =
      """
      allow-ovsbr0 eth0
      iface eth0 inet manual
          ovs_type OVSPort
          ovs_bridge ovsbr0

      auto ovsbr0
      iface ovsbr0 inet static
          address 10.66.0.5/24
          gateway 10.66.0.1
          pre-up service openvswitch-switch status >/dev/null 2>&1 || service openvswitch-switch start
          ovs_type OVSBridge
          ovs_ports eth0
          ovs_extra set bridge ovsbr0 other_config:hwaddr=52:54:00:00:00:01
      """;

  private final List<PlanProblem> problems = new ArrayList<>();

  private Optional<NetworkPlanner.Ending> plan(String wishes) {
    return plan(NODE, wishes);
  }

  private Optional<NetworkPlanner.Ending> plan(NodeNetwork node, String wishes) {
    NetworkPlanner planner = new NetworkPlanner(node, "auto");
    int line = 1;
    for (NetworkResource wish : WishNotation.wishes(wishes)) {
      String name = wish.target();
      String where = "x.yml:" + line++ + ":1";
      planner.grant(new DesiredTask("p", name, where, wish, List.of()), wish, problems);
    }
    return planner.end(SafeApply.USUAL, problems);
  }

  @Test
  void wishes_build_on_each_other_and_become_one_transaction() {
    NetworkPlanner.Ending ending =
        plan("bridge br0 adopt=eth0\naddress br0 addresses=10.66.0.6/24").orElseThrow();
    assertThat(problems).isEmpty();
    assertThat(ending.files()).isEmpty();
    assertThat(ending.transaction().target().addresses())
        .extracting(address -> address.link() + " " + address.local())
        .containsExactly("br0 10.66.0.5/24", "br0 10.66.0.6/24");
  }

  @Test
  void a_task_that_undoes_an_earlier_one_is_a_problem() {
    plan("route default via=10.66.0.2\nroute default via=10.66.0.3");
    assertThat(problems)
        .extracting(PlanProblem::toString)
        .containsExactly(
            "x.yml:2:1: route default: undoes what an earlier task wants: route default"
                + " (x.yml:1:1)");
  }

  @Test
  void what_cannot_be_granted_is_a_problem_of_its_task() {
    plan("bridge br0 ports=eth7");
    assertThat(problems)
        .extracting(PlanProblem::toString)
        .containsExactly(
            "x.yml:1:1: bridge br0: there is no link eth7\n  hint: there is eth0 on this node");
  }

  @Test
  void files_of_another_link_do_not_say_what_open_vswitch_would_keep_over_a_boot() {
    assertThat(plan(with(STATIC), "bridge ovsbr0 ovs adopt=eth0\nbridge br9 persist")).isEmpty();
    assertThat(problems)
        .extracting(PlanProblem::message)
        .containsExactly(
            "Open vSwitch keeps its ports over a boot, and no file would say that what eth0"
                + " carries has moved: the node would boot without a network");
  }

  @Test
  void files_of_the_card_and_its_bridge_say_it() {
    NetworkPlanner.Ending ending =
        plan(with(STATIC), "bridge ovsbr0 ovs adopt=eth0 persist").orElseThrow();
    assertThat(problems).isEmpty();
    assertThat(ending.files()).hasSize(1);
  }

  @Test
  void a_card_joins_open_vswitch_where_the_files_say_so_already() {
    NetworkPlanner.Ending ending =
        plan(with(SWITCHED), "bridge ovsbr0 ovs adopt=eth0 persist").orElseThrow();
    assertThat(problems).isEmpty();
    assertThat(ending.files()).isEmpty();
  }

  private static NodeNetwork with(String interfaces) {
    AbsolutePath path = new AbsolutePath("/etc/network/interfaces");
    NodeFiles files = new NodeFiles(Map.of(path, FileContent.of(interfaces)), Set.of("ifupdown"));
    return new NodeNetwork(
        NODE.state(), NODE.control(), NODE.owners(), NODE.tools(), files, null, List.of());
  }

  @Test
  void nothing_is_planned_where_all_is_as_wanted() {
    assertThat(plan("address eth0 addresses=10.66.0.5/24")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void while_a_transaction_is_pending_no_other_reason_is_given() {
    NodeNetwork busy =
        new NodeNetwork(
            NODE.state(),
            NODE.control(),
            NODE.owners(),
            NODE.tools(),
            NODE.files(),
            "0123abcd",
            List.of());
    NetworkResource wish = WishNotation.wishes("bridge br0 ports=eth7").get(0);
    new NetworkPlanner(busy, "auto")
        .grant(new DesiredTask("p", "t", "x.yml:1:1", wish, List.of()), wish, problems);
    assertThat(problems)
        .extracting(PlanProblem::message)
        .containsExactly("another transaction is pending on this node: 0123abcd");
  }
}
