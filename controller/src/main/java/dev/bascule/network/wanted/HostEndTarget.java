package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource.HostEnd;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import dev.bascule.network.PortVlans;
import dev.bascule.network.Sysctls;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The node's end of a container's interface, while it is there. */
final class HostEndTarget {
  private HostEndTarget() {}

  static NetworkState granted(NetworkState from, HostEnd wish) throws RefusedException {
    InterfaceName bridge = wish.bridge();
    if (bridge != null) {
      // The container could not start either.
      check(from, wish, bridge);
    }
    Optional<Link> there = from.link(wish.name());
    if (there.isEmpty()) {
      return left(from, wish);
    }
    NetworkState state = placed(from, there.get(), wish);
    if (wish.vlan() != null) {
      // The node is not in that VLAN by its bridge.
      return left(state, wish);
    }
    for (WantedRoute route : wish.routes()) {
      state = RouteTarget.with(state, route);
    }
    return bridge == null ? answering(state, wish.name()) : state;
  }

  private static void check(NetworkState from, HostEnd wish, InterfaceName bridge)
      throws RefusedException {
    Optional<Link> there = from.link(bridge);
    if (there.filter(Link::hasPorts).isEmpty()) {
      throw new RefusedException(
          "there is no bridge " + bridge + ", which " + wish.name() + " is to join",
          "make it in a task before: bridge: " + bridge);
    }
    boolean filters =
        there.filter(Link::isOvsBridge).isPresent()
            || there.flatMap(Link::bridge).filter(LinkKind.Bridge::vlanFiltering).isPresent();
    if (wish.vlan() != null && !filters) {
      throw new RefusedException(
          bridge
              + " does not filter VLANs, and "
              + wish.name()
              + " is to be in VLAN "
              + wish.vlan(),
          "make it filter in a task before: bridge: {name: " + bridge + ", vlan_filtering: true}");
    }
  }

  // A container that has stopped, and whose routes stayed: they would hide where it runs now.
  private static NetworkState left(NetworkState from, HostEnd wish) {
    NetworkState state = from;
    for (WantedRoute route : wish.routes()) {
      state = RouteTarget.without(state, route);
    }
    return state;
  }

  // It is ours to move: a container's interface has one bridge, and the task names it.
  private static NetworkState placed(NetworkState from, Link there, HostEnd wish)
      throws RefusedException {
    InterfaceName bridge = wish.bridge();
    boolean elsewhere = there.master() != null && !there.master().equals(bridge);
    NetworkState state = elsewhere ? from.withLink(there.withMaster(null)) : from;
    return bridge == null
        ? state.withLink(state.link(there.name()).orElse(there).withUp(true))
        : BridgeTarget.granted(
            state, JoinWish.of(there.name(), Links.existing(state, bridge), vlans(wish)));
  }

  private static Map<InterfaceName, PortVlans> vlans(HostEnd wish) {
    Integer vlan = wish.vlan();
    return vlan == null
        ? Map.of()
        : Map.of(wish.name(), new PortVlans(vlan, Set.of(vlan), Set.of()));
  }

  // Neighbours ask for the container's addresses, and the container for all others.
  private static NetworkState answering(NetworkState from, InterfaceName end) {
    Map<String, String> sysctls = new TreeMap<>(from.sysctls());
    for (String name : new String[] {"forwarding", "proxy_arp"}) {
      sysctls.computeIfPresent(Sysctls.path("ipv4/conf", end, name), (path, value) -> "1");
    }
    return from.withSysctls(sysctls);
  }
}
