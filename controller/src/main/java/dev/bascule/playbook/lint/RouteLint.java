package dev.bascule.playbook.lint;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkResource.RouteEntry;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.playbook.lint.Network.Held;
import dev.bascule.playbook.lint.Network.Way;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gateways that are out of reach, and two ways to one place. */
final class RouteLint {
  private final Network network;
  private final Problems problems;
  private final Map<String, Way> first = new HashMap<>();

  private RouteLint(Network network, Problems problems) {
    this.network = network;
    this.problems = problems;
  }

  static void check(Network network, Problems problems) {
    RouteLint lint = new RouteLint(network, problems);
    for (Way way : network.routes) {
      lint.gateway(way);
      lint.twice(way);
    }
    for (Wish wish : network.wishes) {
      if (wish.resource() instanceof RouteEntry entry && !entry.present()) {
        lint.removed(wish, entry.route());
      }
    }
  }

  // Only of a link that a task makes all addresses are known.
  private void gateway(Way way) {
    WantedRoute route = way.route();
    IpAddress via = route.via();
    InterfaceName dev = route.dev();
    if (via == null || dev == null || route.onlink() || via.isLinkLocal()) {
      return;
    }
    List<Cidr> prefixes =
        network.addresses.stream()
            .filter(held -> held.link().equals(dev))
            .filter(held -> Objects.equals(held.namespace(), way.namespace()))
            .map(Held::address)
            .filter(address -> address.address().isV6() == via.isV6())
            .toList();
    boolean reached =
        prefixes.stream().anyMatch(prefix -> prefix.contains(via)) || hasWayTo(via, way);
    if (!prefixes.isEmpty() && !reached && isWholeKnown(dev, way.namespace())) {
      problems.add(
          ProblemCode.GATEWAY_OUTSIDE,
          way.by().place("via", via),
          "the gateway " + via + " is in no prefix of '" + dev + "'",
          "it has "
              + prefixes.stream().map(Cidr::toString).collect(Collectors.joining(", "))
              + "; add 'onlink: true' if the gateway is on the link all the same");
    }
  }

  private boolean isWholeKnown(InterfaceName dev, @Nullable String namespace) {
    boolean made =
        network.links.stream()
            .anyMatch(
                link -> link.name().equals(dev) && Objects.equals(link.namespace(), namespace));
    boolean adopts =
        network.all(Bridge.class).anyMatch(b -> b.name().equals(dev) && b.adopt() != null);
    return made && !adopts;
  }

  private boolean hasWayTo(IpAddress via, Way from) {
    return network.routes.stream()
        .filter(way -> way.route().via() == null && !way.route().destination().equals("default"))
        .filter(way -> Objects.equals(way.namespace(), from.namespace()))
        .anyMatch(way -> Cidr.of(way.route().destination()).contains(via));
  }

  private void twice(Way way) {
    WantedRoute route = way.route();
    Way other = first.putIfAbsent(key(route, way.namespace()), way);
    if (other == null || other.route().equals(route)) {
      return;
    }
    Position at = place(way.by(), route);
    String where = "the other is at " + place(other.by(), other.route());
    if (route.destination().equals("default")) {
      problems.add(
          ProblemCode.TWO_DEFAULT_ROUTES,
          at,
          "a second default route in table " + route.table() + " with the same metric",
          where + "; keep one, or give them different metrics");
    } else {
      problems.add(
          ProblemCode.MANAGED_TWICE,
          at,
          "another task wants something else of the route to " + route.destination(),
          where + "; keep one of them");
    }
  }

  private void removed(Wish wish, WantedRoute gone) {
    Way way = first.get(key(gone, null));
    if (way == null) {
      return;
    }
    boolean same = gone.via() == null || gone.via().equals(way.route().via());
    boolean here = gone.dev() == null || gone.dev().equals(way.route().dev());
    if (same && here) {
      problems.add(
          ProblemCode.MANAGED_TWICE,
          wish.place("to", gone.destination()),
          "another task wants the route to " + gone.destination() + " that this one removes",
          "the other is at " + place(way.by(), way.route()) + "; keep one of them");
    }
  }

  private static Position place(Wish wish, WantedRoute route) {
    return wish.place("to", route.destination());
  }

  private static String key(WantedRoute route, @Nullable String namespace) {
    IpAddress telling = route.via() == null ? route.src() : route.via();
    boolean v6 = telling != null && telling.isV6();
    return namespace
        + " "
        + route.destination()
        + (v6 ? " 6 " : " ")
        + route.table()
        + " "
        + route.metric();
  }
}
