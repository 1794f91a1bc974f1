package dev.bascule.graph;

import dev.bascule.container.NodeSight;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node's topology as it is and as it is wanted.
 *
 * @param desired the same as observed where nothing is wanted
 */
public record Sides(Topology observed, Topology desired) {

  /** Both topologies of a node. */
  public static Sides of(NodeName node, NodeSight sight) {
    NetworkState target = PvePlugs.after(sight);
    List<Guest> kept = SeenGuests.of(target, sight);
    List<Guest> then = WantedGuests.of(kept, target, sight);
    return new Sides(
        TopologyBuilder.build(node, sight.seen(), SeenGuests.of(sight)),
        TopologyBuilder.build(node, without(target, gone(kept, then)), then));
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
