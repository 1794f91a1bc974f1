package dev.bascule.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkNotation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The head line of a node in a difference: it counts what a reader sees as one thing once. */
class SummaryTest {
  private static final String BRIDGE = "link br0 bridge vlan_filtering=1\n";
  private static final String VETH = "link v0 veth ? master br0 vlans 10=pvid+untagged\n";
  private static final String OTHER_VLAN = "link v0 veth ? master br0 vlans 20=pvid+untagged\n";
  private static final String GUEST = "guest lxc web\nnic eth0 host v0 : 10.0.0.5/24\n";

  @Test
  void a_port_in_another_vlan_is_one_thing_with_the_container_behind_it() {
    Topology change = between(BRIDGE + VETH + GUEST, BRIDGE + OTHER_VLAN + GUEST);
    assertThat(change.summary()).isEqualTo("1 changed");
    assertThat(TextGraph.render(List.of(change), true).lines())
        .filteredOn(line -> line.startsWith("~"))
        .hasSize(1);
  }

  @Test
  void an_interface_that_comes_is_one_thing_with_its_end_on_the_node() {
    assertThat(between(BRIDGE + "guest lxc web\n", BRIDGE + VETH + GUEST).summary())
        .isEqualTo("1 added");
    assertThat(between(BRIDGE + VETH + GUEST, BRIDGE).summary()).isEqualTo("1 removed");
  }

  @Test
  void an_address_inside_is_one_thing_with_the_container() {
    Topology change =
        between(BRIDGE + VETH + GUEST, BRIDGE + VETH + GUEST.replace("10.0.0.5", "10.0.0.6"));
    assertThat(change.summary()).isEqualTo("1 changed");
  }

  @Test
  void an_end_on_the_node_that_is_replaced_is_told_for_itself() {
    String other = BRIDGE + VETH.replace("v0", "v1") + GUEST.replace("v0", "v1");
    assertThat(between(BRIDGE + VETH + GUEST, other).summary()).isEqualTo("1 added, 1 removed");
  }

  @Test
  void a_container_without_any_interface_counts_itself() {
    assertThat(between(BRIDGE, BRIDGE + "guest lxc web\n").summary()).isEqualTo("1 added");
  }

  private static Topology between(String before, String after) {
    return TopologyDifference.between(topology(before), topology(after));
  }

  private static Topology topology(String text) {
    return TopologyBuilder.build(
        new NodeName("hn1"),
        NetworkNotation.state(GuestNotation.network(text)),
        GuestNotation.guests(text));
  }
}
