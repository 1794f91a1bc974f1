package dev.bascule.network.persist;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Routes as the arguments of {@code ip route add}, which is how configuration files hold them. */
public final class RouteWords {
  private static final Set<String> TYPES =
      Set.of("unicast", "blackhole", "unreachable", "prohibit", "throw", "local", "broadcast");
  private static final Set<String> PAIRS =
      Set.of("mtu", "advmss", "window", "rtt", "initcwnd", "initrwnd", "tos", "hoplimit", "realm");

  private RouteWords() {}

  /**
   * Reads what stands behind {@code ip route add}; empty for what is not understood in full.
   *
   * @param family that the command was told, null to take the destination's or the gateway's
   * @param link what {@code $IFACE} and a missing {@code dev} mean
   */
  public static Optional<Route> parse(
      List<String> words, @Nullable Family family, InterfaceName link) {
    Parsed parsed = new Parsed();
    for (int at = 0; at < words.size(); at++) {
      String next = at + 1 < words.size() ? words.get(at + 1) : "";
      int taken = parsed.take(words.get(at), next, at == 0);
      if (taken == 0) {
        return Optional.empty();
      }
      at += taken - 1;
    }
    return parsed.route(family, link);
  }

  /** What makes two routes over one link the same one. */
  public static String key(Route route) {
    Map<String, String> more = new TreeMap<>(route.more());
    more.keySet().removeAll(Set.of("expires", "pref", "error", "users", "age"));
    return String.join(
        " ",
        route.family().toString(),
        route.type(),
        route.destination(),
        route.table().equals("254") ? "main" : route.table(),
        String.valueOf(route.via()),
        String.valueOf(route.src()),
        String.valueOf(metric(route)),
        more.toString());
  }

  /** The words behind {@code ip route replace}. */
  public static String text(Route route) {
    StringBuilder text = new StringBuilder();
    if (!route.type().equals("unicast")) {
      text.append(route.type()).append(' ');
    }
    text.append(route.destination());
    pair(text, "via", route.via());
    pair(text, "dev", route.dev());
    pair(text, "src", route.src());
    if (metric(route) != metric(route.family(), 0)) {
      pair(text, "metric", metric(route));
    }
    if (!route.table().equals("main")) {
      pair(text, "table", route.table());
    }
    if (!Set.of("global", "link").contains(route.scope())
        || (route.scope().equals("link") && route.via() != null)) {
      pair(text, "scope", route.scope());
    }
    route.more().forEach((name, value) -> pair(text, name, PAIRS.contains(name) ? value : null));
    return text.append(route.onlink() ? " onlink" : "").toString();
  }

  /** IPv6 routes without a metric have 1024. */
  public static long metric(Route route) {
    return metric(route.family(), route.metric());
  }

  private static long metric(Family family, long metric) {
    return family == Family.V6 && metric == 0 ? 1024 : metric;
  }

  private static void pair(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(name).append(' ').append(value);
    }
  }

  private static final class Parsed {
    private String type = "unicast";
    private @Nullable String destination;
    private @Nullable IpAddress via;
    private @Nullable IpAddress src;
    private @Nullable String dev;
    private String table = "main";
    private String scope = "global";
    private String proto = "boot";
    private long metric;
    private boolean onlink;
    private final Map<String, String> more = new TreeMap<>();

    /** How many words it took; 0 where it does not understand. */
    int take(String word, String next, boolean first) {
      if (first && TYPES.contains(word)) {
        type = word;
        return 1;
      }
      if (word.equals("onlink")) {
        onlink = true;
        return 1;
      }
      if (pair(word, next)) {
        return 2;
      }
      if (destination != null) {
        return 0;
      }
      destination = word.equals("to") ? next : word;
      return word.equals("to") ? 2 : 1;
    }

    private boolean pair(String word, String next) {
      switch (word) {
        case "via" -> via = IpAddress.parse(next).orElse(null);
        case "src" -> src = IpAddress.parse(next).orElse(null);
        case "dev", "oif" -> dev = next;
        case "table" -> table = next;
        case "scope" -> scope = next;
        case "proto", "protocol" -> proto = next;
        case "metric", "preference", "priority" ->
            metric = next.matches("[0-9]{1,10}") ? Long.parseLong(next) : -1;
        default -> {
          return PAIRS.contains(word) && more.put(word, next) == null;
        }
      }
      boolean missing = (word.equals("via") && via == null) || (word.equals("src") && src == null);
      return !missing && metric >= 0 && !next.isEmpty();
    }

    Optional<Route> route(@Nullable Family given, InterfaceName link) {
      if (destination == null) {
        return Optional.empty();
      }
      Optional<Cidr> prefix = Cidr.parse(destination).map(Cidr::network);
      boolean all = destination.equals("default") || prefix.map(Cidr::prefix).orElse(1) == 0;
      if (!all && prefix.isEmpty()) {
        return Optional.empty();
      }
      boolean six =
          via != null
              ? via.isV6()
              : prefix.map(some -> some.address().isV6()).orElse(given == Family.V6);
      Family family = six ? Family.V6 : Family.V4;
      String to = all ? "default" : prefix.orElseThrow().toString();
      InterfaceName over = name(link);
      return Optional.ofNullable(over)
          .map(
              name ->
                  new Route(
                      family,
                      type,
                      to,
                      table,
                      via,
                      name,
                      src,
                      RouteWords.metric(family, metric),
                      scope,
                      proto,
                      onlink,
                      more,
                      new ArrayList<>()));
    }

    private @Nullable InterfaceName name(InterfaceName link) {
      if (dev == null || Set.of("$IFACE", "${IFACE}", "\"$IFACE\"").contains(dev)) {
        return link;
      }
      return InterfaceName.isValid(dev) ? new InterfaceName(dev) : null;
    }
  }
}
