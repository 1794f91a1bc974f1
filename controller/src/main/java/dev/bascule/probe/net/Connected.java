package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import java.util.List;

/** Tells the routes that came with an address, for tools that do not say who made a route. */
record Connected(List<Address> addresses) {
  private static final long METRIC_6 = 256;

  /** The same routes; those of addresses marked as the kernel's. */
  List<Route> mark(List<Route> routes) {
    return routes.stream().map(route -> isConnected(route) ? marked(route) : route).toList();
  }

  private boolean isConnected(Route route) {
    boolean plain = route.via() == null && route.type().equals("unicast");
    if (!plain || !route.table().equals("main") || route.dev() == null) {
      return false;
    }
    boolean fits =
        route.family() == Family.V6
            ? route.metric() == METRIC_6
            : route.metric() == 0 && route.scope().equals("link");
    return fits && addresses.stream().anyMatch(address -> brings(address, route));
  }

  private static boolean brings(Address address, Route route) {
    boolean source = route.src() == null || route.src().equals(address.local().address());
    IpAddress far = address.peer() == null ? address.local().address() : address.peer();
    Cidr network = new Cidr(far, address.local().prefix()).network();
    return address.link().equals(route.dev())
        && source
        && network.toString().equals(route.destination());
  }

  private static Route marked(Route route) {
    return new Route(
        route.family(),
        route.type(),
        route.destination(),
        route.table(),
        null,
        route.dev(),
        route.src(),
        route.metric(),
        route.family() == Family.V6 ? "global" : "link",
        "kernel",
        false,
        route.more(),
        List.of());
  }
}
