package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.batch.Batch;
import dev.bascule.network.batch.NetworkOp;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptMacTest {
  private static final InterfaceName BRIDGE = new InterfaceName("ovsbr0");
  private static final String NODE =
      """
      link ovsbr0 ovs system mac 00:16:3e:00:00:99 ovs-vlans all
      link v9 veth ? mac 00:16:3e:00:00:99 master ovsbr0 ovs-vlans all
      link v1 veth ? mac 00:16:3e:00:00:01
      """;
  private final NetworkState before = NetworkNotation.state(NODE);
  private final NetworkState joined =
      NetworkNotation.state(NODE.replace("00:01", "00:01 master ovsbr0 ovs-vlans all"));

  @Test
  void a_bridge_of_open_vswitch_that_keeps_its_mac_is_told_so_and_forgets_it_on_the_way_back() {
    NetworkState target = KeptMac.in(before, joined);
    Link bridge = target.link(BRIDGE).orElseThrow();
    assertThat(bridge.macPinned()).isTrue();
    assertThat(told(before, target)).containsExactly("SetMac");
    assertThat(told(target, before)).containsExactly("FollowPorts");
  }

  @Test
  void one_that_has_the_lowest_of_its_ports_is_left_alone() {
    NetworkState higher = NetworkNotation.state(NODE.replace("3e:00:00:01", "3e:00:01:01"));
    NetworkState target =
        NetworkNotation.state(
            NODE.replace("3e:00:00:01", "3e:00:01:01 master ovsbr0 ovs-vlans all"));
    assertThat(KeptMac.in(higher, target)).isEqualTo(target);
    assertThat(told(higher, target)).isEmpty();
  }

  @Test
  void one_whose_mac_somebody_set_keeps_it_both_ways() {
    NetworkState pinned = NetworkNotation.state(NODE.replace("99 ovs-", "99 pinned ovs-"));
    NetworkState target = pinned.withLink(joined.link(new InterfaceName("v1")).orElseThrow());
    assertThat(told(pinned, KeptMac.in(pinned, target))).isEmpty();
    assertThat(told(target, pinned)).isEmpty();
  }

  private static List<String> told(NetworkState from, NetworkState to) {
    return Batch.between(from, to).stream()
        .map(NetworkOp::plain)
        .filter(op -> op instanceof NetworkOp.SetMac || op instanceof NetworkOp.FollowPorts)
        .map(op -> op.getClass().getSimpleName())
        .toList();
  }
}
