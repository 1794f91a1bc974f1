package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Unless somebody set it, a bridge has the lowest address of its ports: all that know its own lose
 * it when a port with a lower one joins, or that one leaves. So it is set to what it is then.
 */
public final class KeptMac {
  private KeptMac() {}

  /** Whether a bridge that nobody gave a MAC would get another one by its ports. */
  public static boolean wouldFollow(NetworkState from, NetworkState to, Link before, Link bridge) {
    return bridge.hasPorts()
        && !before.macPinned()
        && !ports(from, bridge).equals(ports(to, bridge))
        && !isLowest(bridge, to.ports(bridge.name()));
  }

  /**
   * The target in which bridges of Open vSwitch that would follow have their MAC set: its database
   * keeps that, and the way back has to know that it was not there.
   */
  public static NetworkState in(NetworkState before, NetworkState target) {
    NetworkState state = target;
    for (Link bridge : target.links()) {
      Optional<Link> there = before.link(bridge.name());
      if (bridge.isOvsBridge()
          && bridge.mac() != null
          && there.filter(link -> wouldFollow(before, target, link, bridge)).isPresent()) {
        state = state.withLink(bridge.withMac(bridge.mac()));
      }
    }
    return state;
  }

  private static Set<InterfaceName> ports(NetworkState state, Link bridge) {
    return state.ports(bridge.name()).stream().map(Link::name).collect(Collectors.toSet());
  }

  private static boolean isLowest(Link bridge, List<Link> ports) {
    String mac = String.valueOf(bridge.mac());
    return ports.stream().anyMatch(port -> mac.equals(String.valueOf(port.mac())))
        && ports.stream()
            .allMatch(port -> port.mac() != null && mac.compareTo(port.mac().text()) <= 0);
  }
}
