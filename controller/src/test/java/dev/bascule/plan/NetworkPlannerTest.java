package dev.bascule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.WishNotation;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final List<PlanProblem> problems = new ArrayList<>();
  private final NetworkPlanner planner = new NetworkPlanner(NODE, "auto");

  private Optional<NetworkPlanner.Ending> plan(String wishes) {
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
