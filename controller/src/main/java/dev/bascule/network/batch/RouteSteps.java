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
    for (Address address : to.addresses()) {
      boolean isNew = from.addresses().stream().noneMatch(old -> Sameness.same(old, address));
      ConnectedRoutes.of(to, address)
          .filter(made -> isNew && !isThere(made))
          .ifPresent(made -> ops.add(new NetworkOp.DeleteRoute(made)));
    }
    return ops;
  }

  // One with another metric stands in place of what the kernel would make.
  private boolean isThere(Route made) {
    return to.routes().stream().anyMatch(route -> ConnectedRoutes.sameWay(route, made));
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
