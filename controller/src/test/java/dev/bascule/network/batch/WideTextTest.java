package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Touched;
import dev.bascule.network.WishNotation;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class WideTextTest {
  @Test
  void a_card_leaves_a_new_bridge_of_open_vswitch_before_the_bridge_goes() {
    String node = "link eth0 hardware mac 52:54:00:00:00:01\naddress eth0 10.66.0.5/24\n";
    assertThat(calls(node, "bridge ovsbr0 ovs adopt=eth0"))
        .containsSubsequence(
            "net_ovs_out ovsbr0 eth0", "net_delete ovsbr0", "address 10.66.0.5/24 on eth0");
  }

  @Test
  void an_end_that_open_vswitch_has_in_another_bridge_leaves_it_and_joins_its_own() {
    String node =
        """
        link ovsbr0 ovs system mac 52:54:00:00:00:09 ovs-vlans all
        link ovsbr1 ovs system mac 52:54:00:00:00:08 ovs-vlans all
        link v1 veth ? mac 52:54:00:00:00:01 master ovsbr0 ovs-vlans tag=10
        """;
    assertThat(calls(node, "host v1 bridge=ovsbr1"))
        .containsSubsequence("net_ovs_out ovsbr1 v1", "net_ovs_in ovsbr0 v1")
        .doesNotContain("net_ovs_out ovsbr0");
  }

  @Test
  void ports_that_are_new_go_before_their_bridges() {
    String node = "link eth0 hardware mac 52:54:00:00:00:01\n";
    assertThat(calls(node, "bridge ovsbr0 ovs ports=eth0 internal=vm0:10.70.0.1/24"))
        .containsSubsequence("net_delete vm0", "net_delete ovsbr0");
  }

  @Test
  void bridges_that_stay_are_left_alone_by_links_that_never_were_their_ports() {
    String node =
        """
        link eth0 hardware mac 52:54:00:00:00:01
        link ovsbr0 ovs system mac 52:54:00:00:00:09 ovs-vlans all
        link v1 veth ? mac 52:54:00:00:00:01 master ovsbr0 ovs-vlans tag=10
        """;
    assertThat(calls(node, "bridge ovsbr0 ovs vlans=v1:20:")).doesNotContain("net_ovs_out");
  }

  private static String calls(String text, String wish) {
    NodeNetwork node = NetworkNotation.node(text);
    NetworkState target = node.state();
    List<NetworkResource> wishes = WishNotation.wishes(wish);
    for (NetworkResource one : wishes) {
      target = ((Reach.Reached) Target.of(node, target, one)).after();
    }
    List<NetworkOp> batch = Batch.between(node.state(), target);
    return WideText.of(node.state(), target, Touched.by(batch), Tools.MODERN);
  }
}
