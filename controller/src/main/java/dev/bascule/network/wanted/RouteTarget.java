package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A route by its destination and table; what a wish does not say about it stays. */
final class RouteTarget {
  private static final long METRIC_V6 = 1024;

  private RouteTarget() {}

  static NetworkState with(NetworkState from, WantedRoute wish) throws RefusedException {
    InterfaceName dev = wish.dev() != null ? wish.dev() : linkOf(from, wish);
    Links.existing(from, dev);
    List<Route> alike = alike(from, wish);
    if (alike.stream().anyMatch(route -> satisfies(route, wish, dev))) {
      return from;
    }
    checkGateway(from, wish, dev);
    checkSource(from, wish);
    Optional<Route> same = alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    Route next = made(wish, dev, same.orElse(null));
    List<Route> all = new ArrayList<>(from.routes());
    all.removeIf(route -> alike.contains(route) && route.metric() == next.metric());
    all.add(next);
    return from.withRoutes(all);
  }

  static NetworkState without(NetworkState from, WantedRoute wish) {
    List<Route> gone =
        alike(from, wish).stream()
            .filter(route -> wish.via() == null || wish.via().equals(route.via()))
            .filter(route -> wish.dev() == null || wish.dev().equals(route.dev()))
            .toList();
    return Links.withoutRoutes(from, gone::contains);
  }

  static Family family(WantedRoute wish) {
    boolean v6 =
        wish.destination().indexOf(':') >= 0
            || (wish.via() != null && wish.via().isV6())
            || (wish.src() != null && wish.src().isV6());
    return v6 ? Family.V6 : Family.V4;
  }

  private static String destination(WantedRoute wish) {
    return wish.destination().equals("default")
        ? "default"
        : Cidr.parse(wish.destination())
            .map(ConnectedRoutes::written)
            .map(text -> text.matches("0\\.0\\.0\\.0/0|::/0") ? "default" : text)
            .orElse(wish.destination());
  }

  // Those that the kernel made for an address are never meant.
  private static List<Route> alike(NetworkState from, WantedRoute wish) {
    return from.routes().stream()
        .filter(route -> route.family() == family(wish))
        .filter(route -> route.destination().equals(destination(wish)))
        .filter(route -> route.table().equals(wish.table()))
        .filter(route -> wish.metric() == null || wish.metric() == route.metric())
        .filter(route -> !ConnectedRoutes.implied(from, route))
        .toList();
  }

  private static boolean satisfies(Route route, WantedRoute wish, InterfaceName dev) {
    return dev.equals(route.dev())
        && Objects.equals(route.via(), wish.via())
        && (wish.src() == null || wish.src().equals(route.src()))
        && (!wish.onlink() || route.onlink())
        && (wish.scope() == null || wish.scope().equals(route.scope()))
        && route.more().entrySet().containsAll(wish.more().entrySet());
  }

  private static Route made(WantedRoute wish, InterfaceName dev, @Nullable Route old) {
    Family family = family(wish);
    boolean v4 = family == Family.V4;
    String scope = v4 && wish.via() == null ? "link" : "global";
    long metric = v4 ? 0 : METRIC_V6;
    if (old != null) {
      metric = old.metric();
    }
    Map<String, String> more = new TreeMap<>(old == null ? Map.of() : old.more());
    more.putAll(wish.more());
    return new Route(
        family,
        "unicast",
        destination(wish),
        wish.table(),
        wish.via(),
        dev,
        wish.src() == null && old != null ? old.src() : wish.src(),
        wish.metric() == null ? metric : wish.metric(),
        wish.scope() == null ? scope : wish.scope(),
        old == null || !old.proto().equals("static") ? "boot" : "static",
        wish.onlink() || (old != null && old.onlink() && wish.via() != null),
        more,
        List.of());
  }

  private static InterfaceName linkOf(NetworkState from, WantedRoute wish) throws RefusedException {
    IpAddress via = wish.via();
    if (via == null) {
      throw new RefusedException(
          "the route to " + wish.destination() + " has neither a gateway nor a link",
          "say via or dev");
    }
    return onLink(from, via)
        .map(Address::link)
        .orElseThrow(() -> outside(wish, via, "no link of this node", "say dev and onlink: true"));
  }

  private static Optional<Address> onLink(NetworkState from, IpAddress via) {
    return from.addresses().stream()
        .filter(address -> !address.isLinkLocal6())
        .filter(address -> ConnectedRoutes.prefixOf(address).contains(via))
        .max(Comparator.comparingInt(address -> address.local().prefix()));
  }

  private static RefusedException outside(
      WantedRoute wish, IpAddress via, String where, String hint) {
    return new RefusedException(
        "the gateway "
            + via
            + " of the route to "
            + wish.destination()
            + " is in no prefix of "
            + where,
        hint);
  }

  private static void checkGateway(NetworkState from, WantedRoute wish, InterfaceName dev)
      throws RefusedException {
    IpAddress via = wish.via();
    boolean reached =
        via == null
            || wish.onlink()
            || (via.isV6() && via.isLinkLocal())
            || from.addressesOf(dev).stream()
                .anyMatch(address -> ConnectedRoutes.prefixOf(address).contains(via))
            || from.routesOver(dev).stream().anyMatch(route -> leadsTo(route, via));
    if (via != null && !reached) {
      throw outside(wish, via, dev.text(), "say onlink: true if it is on the link all the same");
    }
  }

  private static boolean leadsTo(Route route, IpAddress via) {
    return route.via() == null
        && !route.isDefault()
        && Cidr.parse(route.destination()).map(prefix -> prefix.contains(via)).orElse(false);
  }

  private static void checkSource(NetworkState from, WantedRoute wish) throws RefusedException {
    IpAddress src = wish.src();
    if (src != null
        && from.addresses().stream().noneMatch(held -> held.local().address().equals(src))) {
      throw new RefusedException(
          "the source " + src + " of the route to " + wish.destination() + " is no address here",
          "add the address in a task before");
    }
  }
}
