package dev.bascule.network.batch;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;

/** Whether the kernel takes a route's gateway. */
final class Gateways {
  private Gateways() {}

  static boolean reached(NetworkState state, Route route) {
    IpAddress via = route.via();
    if (via == null || route.onlink() || route.dev() == null || via.isLinkLocal()) {
      return true;
    }
    return state.routesOver(route.dev()).stream()
        .filter(other -> other.family() == route.family() && other.via() == null)
        .anyMatch(other -> leadsTo(other, via));
  }

  private static boolean leadsTo(Route route, IpAddress via) {
    return !route.isDefault()
        && Cidr.parse(route.destination()).map(prefix -> prefix.contains(via)).orElse(false);
  }
}
