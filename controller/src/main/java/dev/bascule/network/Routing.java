package dev.bascule.network;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which way packets take, as far as rules and routes tell: marks, users and ports are not known
 * here, and a rule that asks for them is passed over.
 */
public final class Routing {
  private static final Set<String> UNKNOWN =
      Set.of("fwmark", "iif", "uidrange", "ipproto", "sport", "dport", "tos", "dsfield", "not");
  private static final List<String> USUAL =
      List.of("from all lookup main", "from all lookup default");

  private Routing() {}

  /** The route of packets from one of the node's addresses to another machine. */
  public static Optional<Route> way(NetworkState state, IpAddress to, IpAddress from) {
    Family family = to.isV6() ? Family.V6 : Family.V4;
    for (String words : rules(state, family)) {
      if (!applies(words, to, from)) {
        continue;
      }
      Optional<Route> found = best(state, family, table(words), to, shortest(words));
      if (found.isPresent() || forbids(words)) {
        return found.filter(route -> route.type().equals("unicast"));
      }
    }
    return Optional.empty();
  }

  private static List<String> rules(NetworkState state, Family family) {
    List<String> rules =
        state.rules().stream()
            .filter(rule -> rule.family() == family)
            .sorted(Comparator.comparingLong(Rule::priority))
            .map(Rule::words)
            .toList();
    return rules.isEmpty() ? USUAL : rules;
  }

  private static boolean applies(String words, IpAddress to, IpAddress from) {
    List<String> all = Arrays.asList(words.split(" "));
    return all.stream().noneMatch(UNKNOWN::contains)
        && matches(after(all, "from"), from)
        && matches(after(all, "to"), to)
        && !all.contains("oif");
  }

  private static boolean matches(String selector, IpAddress address) {
    return selector.isEmpty()
        || selector.equals("all")
        || Cidr.parse(selector).map(prefix -> prefix.contains(address)).orElse(false);
  }

  private static boolean forbids(String words) {
    return words.matches(".*\\b(blackhole|unreachable|prohibit)\\b.*");
  }

  private static String table(String words) {
    List<String> all = Arrays.asList(words.split(" "));
    String table = after(all, "lookup");
    return table.isEmpty() ? after(all, "table") : table;
  }

  // suppress_prefixlength 0: a default route of that table does not count.
  private static int shortest(String words) {
    String length = after(Arrays.asList(words.split(" ")), "suppress_prefixlength");
    return length.matches("\\d+") ? Integer.parseInt(length) + 1 : 0;
  }

  private static String after(List<String> words, String word) {
    int at = words.indexOf(word);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
  }

  private static Optional<Route> best(
      NetworkState state, Family family, String table, IpAddress to, int shortest) {
    return state.routes().stream()
        .filter(route -> route.family() == family && route.table().equals(table))
        .filter(route -> length(route) >= shortest && covers(route, to))
        .filter(route -> usable(state, route))
        .min(
            Comparator.comparingInt((Route route) -> -length(route))
                .thenComparingLong(Route::metric));
  }

  private static boolean usable(NetworkState state, Route route) {
    return route.dev() == null || state.link(route.dev()).map(Link::up).orElse(false);
  }

  private static boolean covers(Route route, IpAddress to) {
    return route.isDefault()
        || Cidr.parse(route.destination()).map(prefix -> prefix.contains(to)).orElse(false);
  }

  private static int length(Route route) {
    return Cidr.parse(route.destination()).map(Cidr::prefix).orElse(0);
  }
}
