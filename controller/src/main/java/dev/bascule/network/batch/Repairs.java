package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import dev.bascule.network.Sameness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts back what the kernel takes away by itself while the other steps run: secondary addresses
 * with their primary one, routes with their link's last address. Also what the opposite batch takes
 * away for a moment, since this one may have to begin at that moment.
 */
final class Repairs {
  private final NetworkState to;
  private final Set<Address> addresses = new LinkedHashSet<>();
  private final Set<Route> routes = new LinkedHashSet<>();
  private final Map<String, String> sysctls = new LinkedHashMap<>();

  private Repairs(NetworkState to) {
    this.to = to;
  }

  static List<NetworkOp> needed(
      NetworkState from, NetworkState to, List<NetworkOp> main, Phases phases) {
    Repairs repairs = new Repairs(to);
    SimulatedKernel there = new SimulatedKernel(from);
    main.forEach(there::run);
    repairs.missing(there.state(), to);
    for (InterfaceName link : phases.rebuilt()) {
      to.routesOver(link).stream()
          .filter(route -> route.family() == Family.V4)
          .forEach(repairs.routes::add);
    }
    List<NetworkOp> end = phases.end();
    Phases back = new Phases(to, from);
    List<NetworkOp> opposite = new ArrayList<>(back.main());
    opposite.addAll(back.end());
    SimulatedKernel kernel = new SimulatedKernel(to);
    for (NetworkOp op : opposite) {
      kernel.run(op);
      repairs.missing(kernel.state(), from);
      repairs.sysctls(kernel.state(), from, end);
    }
    return repairs.ops();
  }

  // What both states have, or the end has, and this moment has not.
  private void missing(NetworkState moment, NetworkState other) {
    for (Address address : to.addresses()) {
      if (in(other.addresses(), address) && !in(moment.addresses(), address)) {
        addresses.add(address);
      }
    }
    for (Route route : to.routes()) {
      if (in(other, route) && !in(moment, route)) {
        routes.add(route);
      }
    }
  }

  private void sysctls(NetworkState moment, NetworkState other, List<NetworkOp> end) {
    moment
        .sysctls()
        .forEach(
            (path, value) -> {
              String last = to.sysctls().get(path);
              if (last != null
                  && !last.equals(value)
                  && last.equals(other.sysctls().get(path))
                  && !end.contains(new NetworkOp.SetSysctl(path, last))) {
                sysctls.put(path, last);
              }
            });
  }

  private static boolean in(List<Address> list, Address address) {
    return list.stream().anyMatch(other -> Sameness.same(other, address));
  }

  private static boolean in(NetworkState state, Route route) {
    return state.routes().stream().anyMatch(other -> Sameness.same(other, route));
  }

  private List<NetworkOp> ops() {
    List<NetworkOp> ops = new ArrayList<>();
    inOrder().forEach(address -> ops.add(new NetworkOp.AddAddress(address)));
    for (Route route : RouteSteps.ordered(List.copyOf(routes))) {
      if (!ConnectedRoutes.implied(to, route)) {
        ops.add(new NetworkOp.PutRoute(route));
      }
    }
    // After the addresses: one of them may be that duplicates are looked for.
    sysctls.forEach((path, value) -> ops.add(new NetworkOp.SetSysctl(path, value)));
    return ops;
  }

  // As the kernel has to hear of them: IPv6 lists the newest first.
  private List<Address> inOrder() {
    Set<InterfaceName> links = new TreeSet<>();
    addresses.forEach(address -> links.add(address.link()));
    List<Address> ordered = new ArrayList<>();
    for (InterfaceName link : links) {
      List<Address> newestFirst = new ArrayList<>();
      for (Address address : to.addressesOf(link)) {
        if (addresses.contains(address)) {
          (address.family() == Family.V6 ? newestFirst : ordered).add(address);
        }
      }
      Collections.reverse(newestFirst);
      ordered.addAll(newestFirst);
    }
    return ordered;
  }
}
