package dev.bascule.network.batch;

import dev.bascule.model.IpAddress;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.List;

/**
 * A bridge that goes takes the MAC of the port that gets its addresses, and tells of it, before all
 * else. Of a bridge's addresses the kernel itself tells the neighbours, also those of IPv6; for a
 * card's no tool does that on every node, and frames to the bridge's own MAC would be for nobody.
 */
final class Handover {
  private Handover() {}

  static List<NetworkOp> of(NetworkState from, NetworkState to) {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link bridge : from.links()) {
      if (bridge.hasPorts() && bridge.up() && to.link(bridge.name()).isEmpty()) {
        to.links().stream()
            .filter(port -> isHeir(from, bridge, port))
            .findFirst()
            .ifPresent(port -> tell(ops, from, bridge, port));
      }
    }
    return ops;
  }

  private static boolean isHeir(NetworkState from, Link bridge, Link port) {
    boolean wasPort =
        from.link(port.name()).map(Link::master).filter(bridge.name()::equals).isPresent();
    return wasPort
        && port.master() == null
        && port.mac() != null
        && !port.mac().equals(bridge.mac());
  }

  private static void tell(List<NetworkOp> ops, NetworkState from, Link bridge, Link port) {
    List<IpAddress> addresses =
        from.addressesOf(bridge.name()).stream()
            .filter(address -> !address.isLinkLocal6())
            .map(address -> address.local().address())
            .toList();
    if (port.mac() != null && !addresses.isEmpty()) {
      ops.add(new NetworkOp.SetMac(bridge.name(), port.mac()));
      ops.add(new NetworkOp.Announce(bridge.name(), addresses));
    }
  }
}
