package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkResource.ContainerLinks;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What keeps a container of LXC from its links, or the node from living with that. */
class ContainerLinksTest {
  private static final NodeNetwork NODE =
      NetworkNotation.node(
          """
          link eth0 mac 52:54:00:00:00:01 mtu 1500 master br0
          link eth1 mac 52:54:00:00:00:02 mtu 1500
          link eth2 mac 52:54:00:00:00:03 mtu 1500
          link eth3 mac 52:54:00:00:00:04 mtu 1500 master br1
          link br0 bridge stp_state=0
          link br1 bridge stp_state=0
          link eth1.7 vlan eth1 7
          address br0 10.66.0.5/24
          route default via 10.66.0.1 dev br0
          control 192.0.2.9 10.66.0.5 br0 10.66.0.1
          """);

  @Test
  void a_card_that_the_node_is_reached_by_is_nobodys_else() {
    String hint = "nobody could reach the node again; give it another card, or a macvlan on ";
    assertThat(given("br0"))
        .isEqualTo(
            "br0 carries the way to the controller, and container web would take it away / "
                + hint
                + "br0");
    assertThat(given("eth0"))
        .isEqualTo(
            "eth0 carries the way to the controller, and container web would take it away / "
                + hint
                + "eth0");
  }

  @Test
  void nor_is_one_that_something_lies_on_or_a_port() {
    assertThat(given("eth1"))
        .isEqualTo(
            "eth1.7 lies on eth1, and would be gone once container web takes that / remove it in a"
                + " task before, or give the container another card");
    assertThat(given("eth3"))
        .isEqualTo(
            "eth3 is a port of br1, and container web would take it away / take it out of the"
                + " bridge first");
  }

  @Test
  void a_free_card_may_be_given_away_also_while_it_is_inside() {
    assertThat(given("eth2")).isEmpty();
    assertThat(given("eth9")).isEmpty();
  }

  @Test
  void a_bridge_has_to_be_there_and_to_be_one() {
    assertThat(said(links(List.of("br9"), List.of(), Map.of(), List.of())))
        .isEqualTo(
            "there is no bridge br9, which container web hangs on / it could not start; make it in"
                + " a task before: bridge: br9");
    assertThat(said(links(List.of("eth2"), List.of(), Map.of(), List.of())))
        .startsWith("eth2 is no bridge, and container web hangs on it / ");
    assertThat(said(links(List.of("br1"), List.of(), Map.of(), List.of()))).isEmpty();
  }

  @Test
  void a_port_carries_no_macvlan() {
    assertThat(said(links(List.of(), List.of("eth3"), Map.of(), List.of())))
        .isEqualTo(
            "eth3 is a port of br1, and a port carries no macvlan / give container web a macvlan on"
                + " br1, or a veth");
    assertThat(said(links(List.of(), List.of("eth9"), Map.of(), List.of())))
        .startsWith("there is no interface eth9, on which container web has its own");
    assertThat(said(links(List.of(), List.of("eth2"), Map.of(), List.of()))).isEmpty();
  }

  @Test
  void a_vlan_of_a_link_is_there_once() {
    assertThat(said(links(List.of(), List.of(), Map.of("eth1", Set.of(7)), List.of())))
        .isEqualTo(
            "the node has VLAN 7 on eth1 itself, as eth1.7, and container web wants one of its own"
                + " / it could not start; put a bridge on eth1.7 and the container on that");
    assertThat(said(links(List.of(), List.of(), Map.of("eth1", Set.of(8)), List.of()))).isEmpty();
  }

  private static String given(String card) {
    return said(links(List.of(), List.of(), Map.of(), List.of(card)));
  }

  private static ContainerLinks links(
      List<String> bridges,
      List<String> macvlans,
      Map<String, Set<Integer>> vlans,
      List<String> given) {
    Map<InterfaceName, Set<Integer>> numbers = new TreeMap<>();
    vlans.forEach((link, ids) -> numbers.put(new InterfaceName(link), ids));
    return new ContainerLinks("web", names(bridges), names(macvlans), numbers, names(given));
  }

  private static List<InterfaceName> names(List<String> names) {
    return names.stream().map(InterfaceName::new).toList();
  }

  private static String said(ContainerLinks wish) {
    return Target.of(NODE, NODE.state(), wish) instanceof Reach.Impossible no
        ? no.message() + " / " + no.hint()
        : "";
  }
}
