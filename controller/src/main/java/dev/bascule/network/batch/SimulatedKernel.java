package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import dev.bascule.network.Sameness;
import dev.bascule.network.Sysctls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel does with each command, side effects too, as far as they were measured: connected
 * routes come with addresses, secondary addresses go with their primary one, routes with their
 * source address and with the last address of their link.
 */
public final class SimulatedKernel {
  private NetworkState state;

  public SimulatedKernel(NetworkState state) {
    this.state = state;
  }

  /** What there is now. */
  public NetworkState state() {
    return state;
  }

  /** Runs a command; the reason where the kernel refuses it, and then nothing has changed. */
  public Optional<String> run(NetworkOp op) {
    if (op instanceof NetworkOp.Inside inside) {
      return inside(inside);
    }
    if (op instanceof NetworkOp.Ovs ovs) {
      return told(ovs);
    }
    SimulatedAddresses addresses = new SimulatedAddresses(state);
    if (op instanceof NetworkOp.AddAddress add) {
      return taken(addresses.added(add.address()), addresses);
    }
    if (op instanceof NetworkOp.DeleteAddress delete) {
      state = addresses.without(delete.address());
      return Optional.empty();
    }
    if (op instanceof NetworkOp.PutRoute put) {
      return put(put.route());
    }
    if (op instanceof NetworkOp.SetSysctl sysctl) {
      return sysctl(sysctl);
    }
    Optional<String> link = new SimulatedLinks(state).problem(op);
    if (link.isPresent()) {
      return link;
    }
    state = new SimulatedLinks(state).after(op);
    others(op);
    return Optional.empty();
  }

  private Optional<String> taken(Optional<String> problem, SimulatedAddresses addresses) {
    if (problem.isEmpty()) {
      state = addresses.state();
    }
    return problem;
  }

  private Optional<String> told(NetworkOp.Ovs ovs) {
    Optional<String> problem = run(ovs.op());
    if (problem.isEmpty()) {
      state = new SimulatedLinks(state).inVlans(ovs);
    }
    return problem;
  }

  private Optional<String> inside(NetworkOp.Inside inside) {
    NetworkState before = state.namespaces().get(inside.namespace());
    if (before == null) {
      return Optional.of("no namespace " + inside.namespace());
    }
    SimulatedKernel kernel = new SimulatedKernel(before);
    Optional<String> problem = kernel.run(inside.op());
    Map<String, NetworkState> all = new TreeMap<>(state.namespaces());
    all.put(inside.namespace(), kernel.state);
    state = state.withNamespaces(all);
    return problem;
  }

  private Optional<String> put(Route route) {
    if (route.dev() != null && !state.link(route.dev()).map(Link::up).orElse(false)) {
      return Optional.of("network is down: " + route);
    }
    if (route.src() != null
        && state.addresses().stream()
            .noneMatch(held -> held.local().address().equals(route.src()))) {
      return Optional.of("no such source: " + route);
    }
    if (!Gateways.reached(state, route)) {
      return Optional.of("nexthop has invalid gateway: " + route);
    }
    List<Route> routes = new ArrayList<>(state.routes());
    if (routes.stream().anyMatch(other -> Sameness.same(other, route))) {
      return Optional.empty();
    }
    routes.stream()
        .filter(other -> Sameness.sameKey(other, route))
        .findFirst()
        .ifPresent(routes::remove);
    routes.add(route);
    state = state.withRoutes(routes);
    return Optional.empty();
  }

  private Optional<String> sysctl(NetworkOp.SetSysctl op) {
    String about = Sysctls.link(op.path());
    if (InterfaceName.isValid(about) && state.link(new InterfaceName(about)).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> all = new TreeMap<>(state.sysctls());
    all.put(op.path(), op.value());
    state = state.withSysctls(all);
    if (op.path().endsWith("/disable_ipv6") && op.value().equals("1")) {
      String link = op.path().split("/", -1)[3];
      state =
          state
              .withAddresses(
                  state.addresses().stream()
                      .filter(a -> !(a.family() == Family.V6 && a.link().text().equals(link)))
                      .toList())
              .withRoutes(
                  state.routes().stream()
                      .filter(r -> !(r.family() == Family.V6 && link.equals(text(r.dev()))))
                      .toList());
    }
    return Optional.empty();
  }

  private static String text(@Nullable InterfaceName name) {
    return name == null ? "" : name.text();
  }

  private void others(NetworkOp op) {
    if (op instanceof NetworkOp.DeleteRoute delete) {
      List<Route> routes = new ArrayList<>(state.routes());
      routes.removeIf(
          route ->
              ConnectedRoutes.sameWay(route, delete.route())
                  && Sameness.sameKey(route, delete.route())
                  && Objects.equals(route.via(), delete.route().via()));
      state = state.withRoutes(routes);
    } else if (op instanceof NetworkOp.AddRule add) {
      state = state.withRules(with(state.rules(), add.rule()));
    } else if (op instanceof NetworkOp.DeleteRule delete) {
      List<Rule> rules = new ArrayList<>(state.rules());
      rules.remove(delete.rule());
      state = state.withRules(rules);
    } else if (op instanceof NetworkOp.PutNeighbour put) {
      state = state.withNeighbours(with(state.neighbours(), put.neighbour()));
    } else if (op instanceof NetworkOp.DeleteNeighbour delete) {
      state =
          state.withNeighbours(
              state.neighbours().stream().filter(n -> !n.equals(delete.neighbour())).toList());
    } else if (op instanceof NetworkOp.StartDhcp start) {
      state = state.withDhcpClients(with(state.dhcpClients(), start.client()));
    } else if (op instanceof NetworkOp.StopDhcp stop) {
      state =
          state.withDhcpClients(
              state.dhcpClients().stream().filter(c -> !c.equals(stop.client())).toList());
    } else {
      namespaces(op);
    }
  }

  private void namespaces(NetworkOp op) {
    Map<String, NetworkState> all = new TreeMap<>(state.namespaces());
    if (op instanceof NetworkOp.AddNamespace add) {
      all.putIfAbsent(add.name(), NetworkState.EMPTY.withLinks(List.of(SimulatedLinks.LOOPBACK)));
    } else if (op instanceof NetworkOp.DeleteNamespace delete) {
      NetworkState gone = all.remove(delete.name());
      if (gone != null) {
        for (Link link : state.links()) {
          if (link.kind() instanceof LinkKind.Veth veth
              && delete.name().equals(veth.peerNamespace())) {
            state = SimulatedLinks.without(state, link.name());
          }
        }
      }
    }
    state = state.withNamespaces(all);
  }

  private static <T> List<T> with(List<T> list, T one) {
    List<T> all = new ArrayList<>(list);
    if (!all.contains(one)) {
      all.add(one);
    }
    return all;
  }

  /** Whether a link has an address of a family. */
  static boolean has(List<Address> addresses, InterfaceName link, Family family) {
    return addresses.stream().anyMatch(a -> a.link().equals(link) && a.family() == family);
  }
}
