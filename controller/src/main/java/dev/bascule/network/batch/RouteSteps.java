package dev.bascule.network.batch;

import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import dev.bascule.network.Sameness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Routes, but for those that come and go with addresses. */
final class RouteSteps {
  private final NetworkState from;
  private final NetworkState to;
  private final List<Route> put;

  RouteSteps(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
    this.put =
        ordered(
            to.routes().stream()
                .filter(route -> !in(from, route) && !ConnectedRoutes.implied(to, route))
                .toList());
  }

  /** Those on the link first: gateways are found by them. */
  static List<Route> ordered(List<Route> routes) {
    List<Route> ordered = new ArrayList<>(routes);
    ordered.sort(
        Comparator.comparingInt(
            route -> route.via() == null && route.hops().isEmpty() ? 0 : route.onlink() ? 1 : 2));
    return ordered;
  }

  List<NetworkOp> put() {
    List<NetworkOp> ops = new ArrayList<>();
    put.forEach(route -> ops.add(new NetworkOp.PutRoute(route)));
    ops.addAll(
        unwanted(
            to,
            to.addresses().stream()
                .filter(
                    address -> from.addresses().stream().noneMatch(o -> Sameness.same(o, address)))
                .toList()));
    return ops;
  }

  /** Away with what the kernel makes for new addresses and the state does not have. */
  static List<NetworkOp> unwanted(NetworkState to, List<Address> added) {
    // One with another metric stands in place of what the kernel would make.
    return added.stream()
        .flatMap(address -> ConnectedRoutes.of(to, address).stream())
        .filter(made -> to.routes().stream().noneMatch(r -> ConnectedRoutes.sameWay(r, made)))
        .<NetworkOp>map(NetworkOp.DeleteRoute::new)
        .toList();
  }

  List<NetworkOp> removed() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Route route : from.routes()) {
      boolean replaced = put.stream().anyMatch(other -> Sameness.sameKey(other, route));
      if (!in(to, route) && !replaced && !ConnectedRoutes.implied(from, route)) {
        ops.add(new NetworkOp.DeleteRoute(route));
      }
    }
    return ops;
  }

  private static boolean in(NetworkState state, Route route) {
    return state.routes().stream().anyMatch(other -> Sameness.same(other, route));
  }
}
