package dev.bascule.probe.net;

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

/** The words of a route behind its destination. */
final class RouteWords {
  private static final Set<String> STATES =
      Set.of("linkdown", "dead", "offload", "rt_offload", "trap", "rt_trap", "notify", "pervasive");
  // What each route of IPv6 showed before Linux 3.x, though nobody had set it.
  private static final String NO_HOP_LIMIT = "4294967295";

  private final Map<String, String> pairs = new TreeMap<>();
  private final List<String> hops = new ArrayList<>();
  private boolean onlink;

  RouteWords(List<String> words) {
    int at = words.indexOf("nexthop");
    List<String> own = at < 0 ? words : words.subList(0, at);
    for (int i = 0; i < own.size(); i++) {
      String word = own.get(i);
      if (word.equals("onlink")) {
        onlink = true;
      } else if (!STATES.contains(word) && i + 1 < own.size()) {
        boolean longer =
            own.get(i + 1).equals("lock")
                || (word.equals("via") && own.get(i + 1).matches("inet6?"));
        int take = longer && i + 2 < own.size() ? 2 : 1;
        pairs.put(word, String.join(" ", own.subList(i + 1, i + 1 + take)));
        i += take;
      }
    }
    if (at >= 0) {
      addHops(words.subList(at, words.size()));
    }
  }

  private void addHops(List<String> words) {
    for (String hop : String.join(" ", words).split("nexthop ", -1)) {
      if (!hop.isBlank()) {
        hops.add(hop.replaceAll("\\b(linkdown|dead)\\b", "").replaceAll(" +", " ").strip());
      }
    }
  }

  Route route(Family family, String type, String destination) {
    if (NO_HOP_LIMIT.equals(pairs.get("hoplimit"))) {
      List.of("hoplimit", "mtu", "advmss").forEach(pairs::remove);
    }
    if ("medium".equals(pairs.get("pref"))) {
      pairs.remove("pref");
    }
    List.of("error", "users", "age", "used").forEach(pairs::remove);
    String via = take("via");
    long usual = family == Family.V6 ? 1024 : 0;
    return new Route(
        family,
        type,
        destination,
        takeOr("table", "main"),
        via == null ? null : address(via).orElse(null),
        link(take("dev")),
        Optional.ofNullable(take("src")).flatMap(Words::address).orElse(null),
        Words.number(takeOr("metric", ""), usual),
        takeOr("scope", "global"),
        takeOr("proto", "boot"),
        onlink,
        pairs,
        hops);
  }

  private static Optional<IpAddress> address(String via) {
    return Words.address(via.substring(via.indexOf(' ') + 1));
  }

  private static @Nullable InterfaceName link(@Nullable String name) {
    return name == null ? null : Words.link(name).orElse(null);
  }

  private @Nullable String take(String key) {
    return pairs.remove(key);
  }

  private String takeOr(String key, String otherwise) {
    String value = pairs.remove(key);
    return value == null ? otherwise : value;
  }
}
