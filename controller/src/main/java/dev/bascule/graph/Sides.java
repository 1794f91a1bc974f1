package dev.bascule.graph;

import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.Spaces;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node's topology as it is and as it is wanted.
 *
 * @param desired the same as observed where nothing is wanted
 */
public record Sides(Topology observed, Topology desired) {

  /** What was seen and what is wanted of a node. */
  public record Given(
      NetworkState seen,
      NetworkState target,
      SeenContainers containers,
      Spaces spaces,
      SeenLxcs lxcs,
      List<Desired> wishes,
      Set<String> changing) {
    public Given {
      wishes = List.copyOf(wishes);
      changing = Set.copyOf(changing);
    }
  }

  /** Both topologies of a node. */
  public static Sides of(NodeName node, Given given) {
    List<Guest> now = SeenGuests.of(given.seen(), given.spaces(), given.containers(), given.lxcs());
    List<Guest> kept =
        SeenGuests.of(given.target(), given.spaces(), given.containers(), given.lxcs());
    List<Guest> then = WantedGuests.of(kept, given.target(), given.wishes(), given.changing());
    return new Sides(
        TopologyBuilder.build(node, given.seen(), now),
        TopologyBuilder.build(node, without(given.target(), gone(kept, then)), then));
  }

  /**
   * The node's ends that go with the interfaces inside, which the network's target knows not of.
   */
  private static Set<InterfaceName> gone(List<Guest> kept, List<Guest> then) {
    Set<InterfaceName> gone = new TreeSet<>(hosts(kept));
    gone.removeAll(hosts(then));
    return gone;
  }

  private static Set<InterfaceName> hosts(List<Guest> guests) {
    Set<InterfaceName> hosts = new TreeSet<>();
    guests.stream()
        .flatMap(guest -> guest.nics().stream())
        .map(Guest.Nic::host)
        .filter(host -> host != null && !host.text().startsWith("venet"))
        .forEach(hosts::add);
    return hosts;
  }

  private static NetworkState without(NetworkState state, Set<InterfaceName> gone) {
    return state.withLinks(
        state.links().stream().filter(link -> !gone.contains(link.name())).toList());
  }

  /** What lies between them. */
  public Topology difference() {
    return TopologyDifference.between(observed, desired);
  }
}
