package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.DhcpClient;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Neighbour;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Operations that lead from nothing to some links of a state, in an order that needs no second try.
 */
final class StateOps {
  /** The rules that are always there. */
  private static final Set<Long> USUAL_RULES = Set.of(0L, 32766L, 32767L);

  private final NetworkState state;
  private final Set<InterfaceName> links;

  StateOps(NetworkState state, Set<InterfaceName> links) {
    this.state = state;
    this.links = Set.copyOf(links);
  }

  /** The links of the state that are meant, in its order. */
  List<Link> those() {
    return state.links().stream().filter(link -> links.contains(link.name())).toList();
  }

  /** The links that a command can make. */
  List<NetworkOp> make(Predicate<Link> which) {
    List<NetworkOp> ops = new ArrayList<>();
    those().stream().filter(which).forEach(link -> ops.add(new NetworkOp.AddLink(link)));
    return ops;
  }

  /** Options of bridges, masters, MTUs; then up; then options of ports and VLANs. */
  List<NetworkOp> layer2() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link link : those()) {
      link.bridge().ifPresent(bridge -> options(ops, link, bridge));
      // An end that came with the other one has an address of the kernel's choice.
      if (link.kind() instanceof LinkKind.Veth && link.mac() != null) {
        ops.add(new NetworkOp.SetMac(link.name(), link.mac()));
      }
      ops.add(new NetworkOp.PinMtu(link.name(), link.mtu()));
    }
    for (Link link : those()) {
      InterfaceName master = link.master();
      if (master != null && state.link(master).filter(Link::hasPorts).isPresent()) {
        ops.add(new NetworkOp.Enslave(link.name(), master));
      }
    }
    those().stream()
        .filter(Link::up)
        .forEach(link -> ops.add(new NetworkOp.SetUp(link.name(), true)));
    those().forEach(link -> port(ops, link));
    return ops;
  }

  private static void options(List<NetworkOp> ops, Link link, LinkKind.Bridge bridge) {
    bridge
        .options()
        .forEach(
            (option, value) -> ops.add(new NetworkOp.SetBridgeOption(link.name(), option, value)));
  }

  private static void port(List<NetworkOp> ops, Link link) {
    link.port()
        .forEach(
            (option, value) -> ops.add(new NetworkOp.SetPortOption(link.name(), option, value)));
    link.vlans()
        .forEach(
            (id, flags) ->
                ops.add(new NetworkOp.AddVlan(link.name(), id, flags, link.bridge().isPresent())));
  }

  /** Addresses in their order, routes that did not come with them, rules, neighbours. */
  List<NetworkOp> layer3() {
    List<NetworkOp> ops = new ArrayList<>();
    List<Address> addresses =
        state.addresses().stream().filter(address -> links.contains(address.link())).toList();
    addresses.forEach(address -> ops.add(new NetworkOp.AddAddress(address)));
    ops.addAll(RouteSteps.unwanted(state, addresses));
    routes().forEach(route -> ops.add(new NetworkOp.PutRoute(route)));
    for (Rule rule : state.rules()) {
      if (!USUAL_RULES.contains(rule.priority())) {
        ops.add(new NetworkOp.AddRule(rule));
      }
    }
    for (Neighbour neighbour : state.neighbours()) {
      if (links.contains(neighbour.link())) {
        ops.add(new NetworkOp.PutNeighbour(neighbour));
      }
    }
    return ops;
  }

  // An address that forbids it brings no route along: then the one to its network is like any
  // other.
  private List<Route> routes() {
    return RouteSteps.ordered(
        state.routes().stream()
            .filter(route -> isOver(route) && !ConnectedRoutes.implied(state, route))
            .toList());
  }

  private boolean isOver(Route route) {
    if (!route.hops().isEmpty()) {
      return route.hops().stream()
          .allMatch(
              hop -> links.stream().anyMatch(link -> (hop + " ").contains("dev " + link + " ")));
    }
    return route.dev() == null || links.contains(route.dev());
  }

  /** Parameters of the links, but those that a predicate is against. */
  List<NetworkOp> sysctls(Predicate<String> path) {
    List<NetworkOp> ops = new ArrayList<>();
    for (Map.Entry<String, String> entry : state.sysctls().entrySet()) {
      boolean ours = links.stream().anyMatch(link -> entry.getKey().contains("/" + link + "/"));
      if (ours && path.test(entry.getKey())) {
        ops.add(new NetworkOp.SetSysctl(entry.getKey(), entry.getValue()));
      }
    }
    return ops;
  }

  /** DHCP clients, and an announcement on each link with addresses. */
  List<NetworkOp> speak() {
    List<NetworkOp> ops = new ArrayList<>();
    for (DhcpClient client : state.dhcpClients()) {
      if (links.contains(client.link())) {
        ops.add(new NetworkOp.StartDhcp(client));
      }
    }
    for (Link link : those()) {
      List<Address> addresses = state.addressesOf(link.name());
      if (!addresses.isEmpty()) {
        ops.add(
            new NetworkOp.Announce(
                link.name(),
                addresses.stream().map(address -> address.local().address()).toList()));
      }
    }
    return ops;
  }
}
