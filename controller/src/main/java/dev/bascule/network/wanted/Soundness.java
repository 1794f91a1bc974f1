package dev.bascule.network.wanted;

import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What no wish may lead to: an address with two holders, two ways out that are equally good. */
final class Soundness {
  private Soundness() {}

  /** Only what was not so before is held against a wish. */
  static void check(NetworkState from, NetworkState to) throws RefusedException {
    Map<IpAddress, String> before = heldTwice(from);
    for (Map.Entry<IpAddress, String> twice : heldTwice(to).entrySet()) {
      if (!before.containsKey(twice.getKey())) {
        throw new RefusedException(
            twice.getKey() + " would be on two links: " + twice.getValue(),
            "remove it from one of them in a task before, or let a bridge adopt that link");
      }
    }
    Map<String, String> ways = equalDefaults(from);
    for (Map.Entry<String, String> twice : equalDefaults(to).entrySet()) {
      if (!ways.containsKey(twice.getKey())) {
        throw new RefusedException(
            "there would be two default routes with " + twice.getKey() + ": " + twice.getValue(),
            "remove one of them in a task before, or give it another metric");
      }
    }
  }

  private static Map<IpAddress, String> heldTwice(NetworkState state) {
    Map<IpAddress, Set<String>> holders =
        state.addresses().stream()
            .filter(address -> !address.local().address().isLinkLocal())
            .filter(address -> address.peer() == null)
            .collect(
                Collectors.groupingBy(
                    address -> address.local().address(),
                    Collectors.mapping(
                        (Address address) -> address.link().text(),
                        Collectors.toCollection(TreeSet::new))));
    Map<IpAddress, String> twice = new HashMap<>();
    holders.forEach(
        (address, links) -> {
          if (links.size() > 1) {
            twice.put(address, String.join(" and ", links));
          }
        });
    return twice;
  }

  private static Map<String, String> equalDefaults(NetworkState state) {
    Map<String, String> twice = new HashMap<>();
    Map<String, Route> seen = new HashMap<>();
    for (Route route : state.routes()) {
      String key =
          "metric " + route.metric() + " in table " + route.table() + " (" + familyOf(route) + ")";
      if (route.isDefault() && !route.more().containsKey("tos")) {
        Route other = seen.putIfAbsent(key, route);
        if (other != null) {
          twice.put(key, way(other) + " and " + way(route));
        }
      }
    }
    return twice;
  }

  private static String familyOf(Route route) {
    return route.family() == Family.V6 ? "IPv6" : "IPv4";
  }

  private static String way(Route route) {
    String via = route.via() == null ? "" : "via " + route.via() + " ";
    return via + (route.dev() == null ? route.type() : "dev " + route.dev());
  }
}
