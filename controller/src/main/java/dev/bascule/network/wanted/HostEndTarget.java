package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkResource.HostEnd;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Sysctls;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The node's end of a container's interface, while it is there. */
final class HostEndTarget {
  private HostEndTarget() {}

  static NetworkState granted(NetworkState from, HostEnd wish) throws RefusedException {
    InterfaceName bridge = wish.bridge();
    if (bridge != null && from.link(bridge).flatMap(Link::bridge).isEmpty()) {
      // The container could not start either: its script finds no bridge.
      throw new RefusedException(
          "there is no bridge " + bridge + ", which " + wish.name() + " is to join",
          "make it in a task before: bridge: " + bridge);
    }
    Optional<Link> there = from.link(wish.name());
    if (there.isEmpty()) {
      return left(from, wish);
    }
    NetworkState state = placed(from, there.get(), bridge);
    for (WantedRoute route : wish.routes()) {
      state = RouteTarget.with(state, route);
    }
    return bridge == null ? answering(state, wish.name()) : state;
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
  private static NetworkState placed(NetworkState from, Link there, @Nullable InterfaceName bridge)
      throws RefusedException {
    boolean elsewhere = there.master() != null && !there.master().equals(bridge);
    NetworkState state = elsewhere ? from.withLink(there.withMaster(null)) : from;
    return bridge == null
        ? state.withLink(state.link(there.name()).orElse(there).withUp(true))
        : BridgeTarget.granted(state, JoinWish.of(there.name(), bridge));
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
