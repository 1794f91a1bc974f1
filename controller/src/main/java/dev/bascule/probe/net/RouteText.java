package dev.bascule.probe.net;

import dev.bascule.network.Family;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what {@code ip -o route show table all} prints, without what the kernel keeps for itself.
 */
final class RouteText {
  private static final Set<String> TYPES =
      Set.of(
          "unicast",
          "local",
          "broadcast",
          "multicast",
          "anycast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat");
  private static final Set<String> KERNELS_OWN =
      Set.of("local", "broadcast", "multicast", "anycast");

  private RouteText() {}

  static List<Route> read(Family family, List<String> lines) {
    List<Route> routes = new ArrayList<>();
    for (String line : lines) {
      List<String> words = Words.of(line);
      if (!words.isEmpty()) {
        parse(family, words).filter(route -> isKept(route, words)).ifPresent(routes::add);
      }
    }
    return routes;
  }

  private static Optional<Route> parse(Family family, List<String> words) {
    boolean typed = TYPES.contains(words.get(0));
    String type = typed ? words.get(0) : "unicast";
    if (words.size() < (typed ? 2 : 1)) {
      return Optional.empty();
    }
    String destination = words.get(typed ? 1 : 0);
    Optional<String> prefix =
        destination.equals("default")
            ? Optional.of(destination)
            : Words.prefix(destination).map(Object::toString);
    List<String> rest = words.subList(typed ? 2 : 1, words.size());
    return prefix.map(to -> new RouteWords(rest).route(family, type, to));
  }

  private static boolean isKept(Route route, List<String> words) {
    boolean refusal = route.type().equals("unreachable") && route.proto().equals("kernel");
    return !KERNELS_OWN.contains(route.type())
        && !route.table().equals("local")
        && !route.destination().equals("ff00::/8")
        && !words.contains("cache")
        && !refusal;
  }
}
