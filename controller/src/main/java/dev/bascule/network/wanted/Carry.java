package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.DhcpClient;
import dev.bascule.network.Neighbour;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves everything of layer 3 from one link to another. */
final class Carry {
  private static final List<String> SYSCTL_TREES =
      List.of("net/ipv4/conf/", "net/ipv6/conf/", "net/ipv4/neigh/", "net/ipv6/neigh/");

  // The first cannot be written; the second is the link's own MTU, which moves as such.
  private static final Set<String> NOT_CARRIED = Set.of("mc_forwarding", "mtu");

  private final InterfaceName giver;
  private final InterfaceName taker;

  private Carry(InterfaceName giver, InterfaceName taker) {
    this.giver = giver;
    this.taker = taker;
  }

  /**
   * Whether a link carries anything but what the kernel gives every link that is up: its IPv6
   * link-local address and the routes that come with it.
   */
  static boolean carries(NetworkState state, InterfaceName link) {
    return state.addressesOf(link).stream().anyMatch(address -> !address.isLinkLocal6())
        || state.routes().stream()
            .anyMatch(route -> names(route, link) && !ConnectedRoutes.implied(state, route))
        || state.rules().stream().anyMatch(rule -> names(rule.words(), link))
        || state.neighbours().stream().anyMatch(entry -> entry.link().equals(link))
        || state.dhcpClients().stream().anyMatch(client -> client.link().equals(link));
  }

  /** The state in which the taker carries what the giver carried. */
  static NetworkState all(NetworkState from, InterfaceName giver, InterfaceName taker) {
    Carry carry = new Carry(giver, taker);
    return from.withAddresses(carry.addresses(from.addresses()))
        .withRoutes(carry.routes(from.routes()))
        .withRules(from.rules().stream().map(carry::rule).distinct().toList())
        .withNeighbours(carry.neighbours(from.neighbours()))
        .withDhcpClients(carry.clients(from.dhcpClients()))
        .withSysctls(carry.sysctls(from.sysctls()));
  }

  private List<Address> addresses(List<Address> from) {
    List<Address> all = new ArrayList<>();
    List<Address> moved = new ArrayList<>();
    for (Address address : from) {
      (address.link().equals(giver) ? moved : all).add(address);
    }
    for (Address address : moved) {
      Address there = address.on(taker);
      if (all.stream().noneMatch(other -> sameAddress(other, there))) {
        all.add(there);
      }
    }
    return all;
  }

  private static boolean sameAddress(Address one, Address other) {
    return one.link().equals(other.link()) && one.local().equals(other.local());
  }

  private List<Route> routes(List<Route> from) {
    List<Route> all = new ArrayList<>();
    for (Route route : from) {
      Route next = route(route);
      if (next.equals(route) || all.stream().noneMatch(other -> sameKey(other, next))) {
        all.removeIf(other -> sameKey(other, next));
        all.add(next);
      }
    }
    return all;
  }

  private static boolean sameKey(Route one, Route other) {
    return ConnectedRoutes.sameWay(one, other)
        && Objects.equals(one.via(), other.via())
        && one.hops().equals(other.hops())
        && Objects.equals(one.more().get("tos"), other.more().get("tos"));
  }

  private Route route(Route route) {
    Route moved = giver.equals(route.dev()) ? route.over(taker) : route;
    if (moved.hops().isEmpty()) {
      return moved;
    }
    List<String> hops = moved.hops().stream().map(hop -> renamed("dev", hop)).toList();
    return new Route(
        moved.family(),
        moved.type(),
        moved.destination(),
        moved.table(),
        moved.via(),
        moved.dev(),
        moved.src(),
        moved.metric(),
        moved.scope(),
        moved.proto(),
        moved.onlink(),
        moved.more(),
        hops);
  }

  private Rule rule(Rule rule) {
    String words = renamed("iif", renamed("oif", rule.words()));
    return new Rule(rule.family(), rule.priority(), words);
  }

  private String renamed(String word, String text) {
    return text.replaceAll(
        "(^| )" + word + " " + Pattern.quote(giver.text()) + "(?= |$)",
        "$1" + word + " " + Matcher.quoteReplacement(taker.text()));
  }

  private static boolean names(Route route, InterfaceName link) {
    return link.equals(route.dev()) || route.hops().stream().anyMatch(hop -> names(hop, link));
  }

  private static boolean names(String words, InterfaceName link) {
    return (" " + words + " ").matches(".* (dev|iif|oif) " + Pattern.quote(link.text()) + " .*");
  }

  private List<Neighbour> neighbours(List<Neighbour> from) {
    Set<Neighbour> all = new LinkedHashSet<>();
    for (Neighbour entry : from) {
      all.add(entry.link().equals(giver) ? entry.on(taker) : entry);
    }
    return List.copyOf(all);
  }

  private List<DhcpClient> clients(List<DhcpClient> from) {
    boolean served = from.stream().anyMatch(client -> client.link().equals(taker));
    return from.stream()
        .filter(client -> !(served && client.link().equals(giver)))
        .map(client -> client.link().equals(giver) ? client.on(taker) : client)
        .toList();
  }

  private Map<String, String> sysctls(Map<String, String> from) {
    Map<String, String> all = new TreeMap<>(from);
    for (String tree : SYSCTL_TREES) {
      String prefix = tree + giver + "/";
      from.forEach(
          (path, value) -> {
            String name = path.substring(Math.min(path.length(), prefix.length()));
            if (path.startsWith(prefix) && !NOT_CARRIED.contains(name)) {
              all.put(tree + taker + "/" + name, value);
            }
          });
    }
    return all;
  }
}
