package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node's network, or that of one of its namespaces, at one moment.
 *
 * @param links in the kernel's order
 * @param addresses in the kernel's order: of those in one prefix the first is the primary one
 * @param routes of all tables but local
 * @param rules those that somebody added, and the three that are always there
 * @param sysctls of interfaces, by their path below /proc/sys: {@code
 *     net/ipv4/conf/eth0/rp_filter}; only interfaces that a plan may touch are read
 * @param namespaces named network namespaces and what is in them
 */
public record NetworkState(
    List<Link> links,
    List<Address> addresses,
    List<Route> routes,
    List<Rule> rules,
    List<Neighbour> neighbours,
    List<DhcpClient> dhcpClients,
    Map<String, String> sysctls,
    Map<String, NetworkState> namespaces) {
  /** Nothing at all. */
  public static final NetworkState EMPTY =
      new NetworkState(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());

  public NetworkState {
    links = List.copyOf(links);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    neighbours = List.copyOf(neighbours);
    dhcpClients = List.copyOf(dhcpClients);
    sysctls = Collections.unmodifiableMap(new TreeMap<>(sysctls));
    namespaces = Collections.unmodifiableMap(new TreeMap<>(namespaces));
  }

  /** The link of a name. */
  public Optional<Link> link(InterfaceName name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /** The links whose master is a bridge, in the kernel's order. */
  public List<Link> ports(InterfaceName bridge) {
    return links.stream().filter(link -> bridge.equals(link.master())).toList();
  }

  /** The addresses on a link, in their order. */
  public List<Address> addressesOf(InterfaceName link) {
    return addresses.stream().filter(address -> address.link().equals(link)).toList();
  }

  /** The routes over a link, connected ones too. */
  public List<Route> routesOver(InterfaceName link) {
    return routes.stream().filter(route -> link.equals(route.dev())).toList();
  }

  /** The same with a link added, or replaced at its place. */
  public NetworkState withLink(Link link) {
    List<Link> all = new ArrayList<>(links);
    int at = link(link.name()).map(links::indexOf).orElse(-1);
    if (at < 0) {
      all.add(link);
    } else {
      all.set(at, link);
    }
    return withLinks(all);
  }

  /** The same with other links. */
  public NetworkState withLinks(List<Link> others) {
    return new NetworkState(
        others, addresses, routes, rules, neighbours, dhcpClients, sysctls, namespaces);
  }

  /** The same with other addresses. */
  public NetworkState withAddresses(List<Address> others) {
    return new NetworkState(
        links, others, routes, rules, neighbours, dhcpClients, sysctls, namespaces);
  }

  /** The same with other routes. */
  public NetworkState withRoutes(List<Route> others) {
    return new NetworkState(
        links, addresses, others, rules, neighbours, dhcpClients, sysctls, namespaces);
  }

  /** The same with other rules. */
  public NetworkState withRules(List<Rule> others) {
    return new NetworkState(
        links, addresses, routes, others, neighbours, dhcpClients, sysctls, namespaces);
  }

  /** The same with other neighbours. */
  public NetworkState withNeighbours(List<Neighbour> others) {
    return new NetworkState(
        links, addresses, routes, rules, others, dhcpClients, sysctls, namespaces);
  }

  /** The same with other DHCP clients. */
  public NetworkState withDhcpClients(List<DhcpClient> others) {
    return new NetworkState(
        links, addresses, routes, rules, neighbours, others, sysctls, namespaces);
  }

  /** The same with other sysctls. */
  public NetworkState withSysctls(Map<String, String> others) {
    return new NetworkState(
        links, addresses, routes, rules, neighbours, dhcpClients, others, namespaces);
  }

  /** The same with other namespaces. */
  public NetworkState withNamespaces(Map<String, NetworkState> others) {
    return new NetworkState(
        links, addresses, routes, rules, neighbours, dhcpClients, sysctls, others);
  }
}
