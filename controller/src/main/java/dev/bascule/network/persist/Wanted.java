package dev.bascule.network.persist;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What files are to say of one link that stays.
 *
 * @param addresses those that a boot has to bring: none that the kernel, a DHCP server or a router
 *     gives
 * @param routes likewise
 * @param gone routes and addresses that were there before, and are to go from the files, by {@link
 *     #key} and {@link RouteWords#key}
 * @param were addresses and routes that were there before, likewise
 * @param dhcp whether a DHCP client runs on it
 * @param ports of a bridge, those that are not made by containers
 * @param left links that were its ports and are not
 * @param vlans itself, where it is a bridge, and those of its ports, whose VLANs files are to say
 * @param cards all links of the node
 * @param was the link before, or where it is new the one whose place it takes; null for none
 * @param setsMac whether it gets its MAC now
 */
public record Wanted(
    Link link,
    List<Address> addresses,
    List<Route> routes,
    Set<String> gone,
    Set<String> were,
    boolean dhcp,
    List<InterfaceName> ports,
    Set<InterfaceName> left,
    List<Link> vlans,
    List<Link> cards,
    @Nullable Link was,
    boolean setsMac) {
  private static final Set<String> LASTING = Set.of("boot", "static");
  private static final Set<String> PASSING = Set.of("dynamic", "temporary", "mngtmpaddr");

  public Wanted {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    gone = Set.copyOf(gone);
    were = Set.copyOf(were);
    ports = List.copyOf(ports);
    left = Set.copyOf(left);
    vlans = List.copyOf(vlans);
    cards = List.copyOf(cards);
  }

  /** What a request wants of a link that is in its target. */
  public static Wanted of(PersistRequest request, Link link) {
    NetworkState target = request.target();
    InterfaceName name = link.name();
    List<Address> addresses = lastingAddresses(target, name);
    List<Route> routes = lastingRoutes(target, name);
    Set<String> now = keys(addresses, routes);
    InterfaceName former = request.adopted().get(name);
    Set<String> were = keys(request.before(), name);
    if (former != null) {
      were.addAll(keys(request.before(), former));
    }
    Set<String> gone = were.stream().filter(key -> !now.contains(key)).collect(Collectors.toSet());
    boolean dhcp = target.dhcpClients().stream().anyMatch(client -> client.link().equals(name));
    Link was =
        request
            .before()
            .link(name)
            .or(() -> Optional.ofNullable(former).flatMap(request.before()::link))
            .orElse(null);
    return new Wanted(
        link,
        addresses,
        routes,
        gone,
        were,
        dhcp,
        ports(request, name),
        left(request, name),
        vlans(request, link),
        target.links(),
        was,
        request.setsMac(link));
  }

  /** What makes two addresses on one link the same one. */
  public static String key(Address address) {
    String peer = address.peer() == null ? "" : " peer " + address.peer();
    return address.local() + peer;
  }

  /** Whether the link has the MAC of one of its ports that last. */
  public boolean hasMacOfPort() {
    return lasting().map(Link::mac).anyMatch(mac -> mac != null && mac.equals(link.mac()));
  }

  private Stream<Link> lasting() {
    return cards.stream().filter(card -> ports.contains(card.name()));
  }

  private static Set<String> keys(NetworkState state, InterfaceName link) {
    return keys(lastingAddresses(state, link), lastingRoutes(state, link));
  }

  private static Set<String> keys(List<Address> addresses, List<Route> routes) {
    Set<String> keys = addresses.stream().map(Wanted::key).collect(Collectors.toSet());
    routes.forEach(route -> keys.add(RouteWords.key(route)));
    return keys;
  }

  private static List<Address> lastingAddresses(NetworkState state, InterfaceName link) {
    Predicate<Address> passing =
        address ->
            address.isDynamic()
                || address.isLinkLocal6()
                || address.isOfLoopback()
                || address.flags().stream().anyMatch(PASSING::contains);
    return state.addressesOf(link).stream().filter(passing.negate()).toList();
  }

  private static List<Route> lastingRoutes(NetworkState state, InterfaceName link) {
    return state.routesOver(link).stream()
        .filter(route -> LASTING.contains(route.proto()) || isOfIfupdown2(route))
        .filter(route -> !route.more().containsKey("expires"))
        .toList();
  }

  private static Set<InterfaceName> left(PersistRequest request, InterfaceName bridge) {
    return request.before().ports(bridge).stream()
        .map(Link::name)
        .filter(
            port ->
                request.target().ports(bridge).stream().noneMatch(now -> now.name().equals(port)))
        .collect(Collectors.toSet());
  }

  /** It says {@code proto kernel} of the gateways that it sets. */
  private static boolean isOfIfupdown2(Route route) {
    return route.proto().equals("kernel") && route.via() != null;
  }

  private static List<InterfaceName> ports(PersistRequest request, InterfaceName bridge) {
    List<InterfaceName> ports = new ArrayList<>();
    for (Link port : request.target().ports(bridge)) {
      if (isLasting(request, port, bridge)) {
        ports.add(port.name());
      }
    }
    return ports;
  }

  /** Whether a port is one that files name: a container's is not. */
  static boolean isLasting(PersistRequest request, Link port, InterfaceName bridge) {
    return port.kind() instanceof LinkKind.Hardware
        || port.kind() instanceof LinkKind.OvsInternal
        || port.kind() instanceof LinkKind.Vlan
        || (port.kind() instanceof LinkKind.Other other && other.name().equals("bond"))
        || port.name().equals(request.adopted().get(bridge));
  }

  private static List<Link> vlans(PersistRequest request, Link bridge) {
    List<Link> members = new ArrayList<>();
    if (request.vlans().contains(bridge.name())) {
      members.add(bridge);
    }
    for (Link port : request.target().ports(bridge.name())) {
      if (request.vlans().contains(port.name()) && isLasting(request, port, bridge.name())) {
        members.add(port);
      }
    }
    return members;
  }
}
