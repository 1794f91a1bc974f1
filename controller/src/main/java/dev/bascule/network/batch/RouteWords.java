package dev.bascule.network.batch;

import dev.bascule.model.IpAddress;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import java.util.Map;
import java.util.Set;

/** Routes as {@code ip route} takes them. */
final class RouteWords {
  /** What is printed of a route and cannot be given. */
  private static final Set<String> SHOWN_ONLY = Set.of("error", "users", "age", "used", "iif");

  private static final Set<String> STATES =
      Set.of("dead", "linkdown", "pervasive", "offload", "trap", "notify", "rt_offload", "rt_trap");

  private RouteWords() {}

  /** Behind {@code ip route VERB}: all of it. */
  static Words all(Words words, Route route) {
    return all(words, route, false);
  }

  /** The same; leaving out {@code pref}, which busybox does not know and prints all the same. */
  static Words all(Words words, Route route, boolean plain) {
    identity(words, route);
    if (route.family() == Family.V4) {
      words.and("scope", route.scope());
    }
    words.and("proto", route.proto()).with("src", route.src());
    for (Map.Entry<String, String> more : route.more().entrySet()) {
      if (!SHOWN_ONLY.contains(more.getKey())
          && !more.getKey().equals("tos")
          && !(plain && more.getKey().equals("pref"))) {
        words.and(more.getKey()).split(bare(more));
      }
    }
    route.hops().forEach(hop -> hop(words, hop));
    return words;
  }

  /** Behind {@code ip route del}: what tells it from others. */
  static Words only(Words words, Route route) {
    identity(words, route);
    if (route.family() == Family.V4) {
      words.and("scope", route.scope());
    }
    route.hops().forEach(hop -> hop(words, hop));
    return words.and("proto", route.proto()).with("src", route.src());
  }

  private static void identity(Words words, Route route) {
    words.when(!route.type().equals("unicast"), route.type()).and(destination(route));
    if (route.more().containsKey("tos")) {
      words.with("tos", route.more().get("tos"));
    }
    if (route.via() != null) {
      words.and("via").when(foreign(route, route.via()), "inet6").and(route.via());
    }
    words.with("dev", route.dev()).when(route.onlink(), "onlink");
    words.when(!route.table().equals("main"), "table", route.table());
    words.when(route.metric() != 0, "metric", route.metric());
  }

  /** The family has to be seen by the words: a line of a batch takes no option. */
  private static String destination(Route route) {
    return route.isDefault()
        ? (route.family() == Family.V6 ? "::/0" : "0.0.0.0/0")
        : route.destination();
  }

  private static boolean foreign(Route route, IpAddress via) {
    return route.family() == Family.V4 && via.isV6();
  }

  private static String bare(Map.Entry<String, String> more) {
    return more.getKey().equals("expires") ? more.getValue().replace("sec", "") : more.getValue();
  }

  private static void hop(Words words, String hop) {
    words.and("nexthop");
    for (String word : hop.trim().split(" +", -1)) {
      words.when(!STATES.contains(word), word);
    }
  }
}
