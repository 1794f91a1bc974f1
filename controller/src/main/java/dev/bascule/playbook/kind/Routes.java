package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes as users write them, alone and in the {@code routes} of a link. */
final class Routes {
  static final List<String> KEYS =
      List.of("to", "via", "src", "metric", "table", "onlink", "scope");
  static final ValueType<String> SCOPE =
      Types.oneOf(List.of("global", "site", "link", "host", "nowhere"));
  static final ValueType<Integer> METRIC = NetworkTypes.whole(0, Integer.MAX_VALUE);

  private Routes() {}

  /** The routes of a link, which lead over that link. */
  static List<WantedRoute> over(@Nullable InterfaceName link, List<WantedRoute> routes) {
    List<WantedRoute> all = new ArrayList<>();
    for (WantedRoute r : routes) {
      all.add(
          new WantedRoute(
              r.destination(),
              r.via(),
              link,
              r.src(),
              r.metric(),
              r.table(),
              r.onlink(),
              r.scope(),
              r.more()));
    }
    return all;
  }

  /** One of {@code routes}; its link is the one that the list belongs to. */
  static WantedRoute ofLink(Located value) throws Unresolved {
    Inner keys = Inner.of(value, KEYS);
    Integer metric = keys.maybe("metric", METRIC);
    WantedRoute route =
        new WantedRoute(
            keys.get("to", NetworkTypes::destination),
            keys.maybe("via", NetworkTypes::ip),
            null,
            keys.maybe("src", NetworkTypes::ip),
            metric == null ? null : metric.longValue(),
            keys.get("table", NetworkTypes::table, "main"),
            keys.get("onlink", Types::truth, false),
            keys.maybe("scope", SCOPE),
            Map.of());
    check(route, value.position());
    return route;
  }

  /** Whether its parts go together. */
  static void check(WantedRoute route, Position at) throws Unresolved {
    List<IpAddress> parts = new ArrayList<>();
    if (!route.destination().equals("default")) {
      parts.add(Cidr.of(route.destination()).address());
    }
    add(parts, route.via());
    add(parts, route.src());
    if (parts.stream().map(IpAddress::isV6).distinct().count() > 1) {
      throw new Unresolved(
          ProblemCode.BAD_ADDRESS, at, "this route mixes IPv4 and IPv6", "write one for each");
    }
    if (route.onlink() && route.via() == null) {
      throw new Unresolved(
          ProblemCode.KEYS_CONFLICT,
          at,
          "'onlink' says where the gateway is, and this route has none",
          "add 'via', or remove 'onlink'");
    }
  }

  private static void add(List<IpAddress> parts, @Nullable IpAddress address) {
    if (address != null) {
      parts.add(address);
    }
  }
}
