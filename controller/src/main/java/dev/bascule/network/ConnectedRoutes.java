package dev.bascule.network;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The routes that the kernel makes by itself for the addresses of links that are up. */
public final class ConnectedRoutes {
  private static final long METRIC_V6 = 256;

  private ConnectedRoutes() {}

  /**
   * The route that an address brings along; none for a secondary one, for a single IPv4 address
   * without a peer, on a link that is down, or where a flag forbids it.
   *
   * @param state holds the address
   */
  public static Optional<Route> of(NetworkState state, Address address) {
    Link link = state.link(address.link()).orElse(null);
    if (link == null || !link.up() || address.flags().contains("noprefixroute")) {
      return Optional.empty();
    }
    if (address.family() == Family.V6) {
      return Optional.of(route(address, METRIC_V6));
    }
    boolean alone = prefixOf(address).isHost() && address.peer() == null;
    boolean loopback = link.kind() instanceof LinkKind.Loopback;
    return alone || loopback || isSecondary(state, address)
        ? Optional.empty()
        : Optional.of(route(address, 0));
  }

  /** Those of all addresses of a state. */
  public static List<Route> of(NetworkState state) {
    List<Route> routes = new ArrayList<>();
    state.addresses().forEach(address -> of(state, address).ifPresent(routes::add));
    return routes;
  }

  /** Whether a route is one that an address of the state brings along. */
  public static boolean implied(NetworkState state, Route route) {
    InterfaceName dev = route.dev();
    return route.isConnected()
        && dev != null
        && state.addressesOf(dev).stream()
            .flatMap(address -> of(state, address).stream())
            .anyMatch(other -> sameWay(route, other));
  }

  /** Whether two routes have destination, table, metric and link in common. */
  public static boolean sameWay(Route one, Route other) {
    return one.family() == other.family()
        && one.destination().equals(other.destination())
        && one.table().equals(other.table())
        && one.metric() == other.metric()
        && Objects.equals(one.dev(), other.dev());
  }

  /** Whether an IPv4 address comes after another one in the same prefix on its link. */
  public static boolean isSecondary(NetworkState state, Address address) {
    for (Address other : state.addressesOf(address.link())) {
      if (other.local().equals(address.local())) {
        return false;
      }
      if (other.family() == Family.V4 && prefixOf(other).equals(prefixOf(address))) {
        return true;
      }
    }
    return false;
  }

  /** The prefix that an address puts on its link: the peer's where it has one. */
  public static Cidr prefixOf(Address address) {
    Cidr local = address.local();
    return address.peer() == null
        ? local.network()
        : new Cidr(address.peer(), local.prefix()).network();
  }

  /** As {@code ip route} writes a prefix. */
  public static String written(Cidr prefix) {
    return prefix.isHost() ? prefix.toString() : prefix.network().toString();
  }

  private static Route route(Address address, long metric) {
    boolean v6 = address.family() == Family.V6;
    return new Route(
        address.family(),
        "unicast",
        written(prefixOf(address)),
        "main",
        null,
        address.link(),
        v6 ? null : address.local().address(),
        metric,
        v6 ? "global" : "link",
        "kernel",
        false,
        Map.of(),
        List.of());
  }
}
