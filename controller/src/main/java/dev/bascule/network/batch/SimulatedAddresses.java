package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import dev.bascule.network.Sysctls;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Addresses in the simulated kernel, with what comes and goes with them. */
final class SimulatedAddresses {
  private NetworkState state;

  SimulatedAddresses(NetworkState state) {
    this.state = state;
  }

  NetworkState state() {
    return state;
  }

  /** Adds one; the reason where that is refused. */
  Optional<String> added(Address address) {
    InterfaceName link = address.link();
    if (state.link(link).isEmpty()) {
      return Optional.of("no link " + link);
    }
    boolean v6 = address.family() == Family.V6;
    if (v6 && "1".equals(value("ipv6/conf", link, "disable_ipv6"))) {
      return Optional.of("IPv6 is off on " + link);
    }
    if (state.addressesOf(link).stream().anyMatch(a -> a.local().equals(address.local()))) {
      return Optional.empty();
    }
    List<Address> all = new ArrayList<>(state.addresses());
    all.add(v6 ? firstOf(all, link) : all.size(), address);
    state = state.withAddresses(all);
    ConnectedRoutes.of(state, address)
        .filter(made -> state.routes().stream().noneMatch(r -> ConnectedRoutes.sameWay(r, made)))
        .ifPresent(this::addRoute);
    return Optional.empty();
  }

  // IPv6 lists the newest first.
  private static int firstOf(List<Address> all, InterfaceName link) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).link().equals(link) && all.get(i).family() == Family.V6) {
        return i;
      }
    }
    return all.size();
  }

  private void addRoute(Route route) {
    List<Route> routes = new ArrayList<>(state.routes());
    routes.add(route);
    state = state.withRoutes(routes);
  }

  /** The state without an address, and without what goes with it. */
  NetworkState without(Address address) {
    Optional<Address> there =
        state.addressesOf(address.link()).stream()
            .filter(other -> other.local().equals(address.local()))
            .findFirst();
    if (there.isEmpty()) {
      return state;
    }
    NetworkState before = state;
    List<Address> left = new ArrayList<>(before.addresses());
    left.remove(there.get());
    if (address.family() == Family.V4 && !ConnectedRoutes.isSecondary(before, there.get())) {
      left.removeIf(other -> isSecondaryOf(before, other, there.get()) && !promotes(other.link()));
    }
    state = before.withAddresses(left);
    state = state.withRoutes(routesLeft(before));
    return state;
  }

  private static boolean isSecondaryOf(NetworkState before, Address one, Address primary) {
    return one.link().equals(primary.link())
        && one.family() == Family.V4
        && ConnectedRoutes.prefixOf(one).equals(ConnectedRoutes.prefixOf(primary))
        && ConnectedRoutes.isSecondary(before, one);
  }

  private boolean promotes(InterfaceName link) {
    return "1".equals(value("ipv4/conf", link, "promote_secondaries"))
        || "1".equals(state.sysctls().get("net/ipv4/conf/all/promote_secondaries"));
  }

  private String value(String tree, InterfaceName link, String name) {
    return Objects.requireNonNullElse(Sysctls.expected(state, Sysctls.path(tree, link, name)), "");
  }

  private List<Route> routesLeft(NetworkState before) {
    List<Route> left = new ArrayList<>();
    for (Route route : before.routes()) {
      boolean implied = ConnectedRoutes.implied(before, route);
      if (implied && !ConnectedRoutes.implied(state, route)) {
        continue;
      }
      if (implied) {
        left.add(renewed(route));
      } else if (route.family() == Family.V6) {
        left.add(hasLostSource(before, route) ? route.withoutSource() : route);
      } else if (stays(before, route)) {
        left.add(route);
      }
    }
    return left;
  }

  // IPv6 looks at the link that the address was on, not at the others.
  private boolean hasLostSource(NetworkState before, Route route) {
    return route.dev() != null
        && before.addressesOf(route.dev()).stream().anyMatch(a -> isSource(a, route))
        && state.addressesOf(route.dev()).stream().noneMatch(a -> isSource(a, route));
  }

  private static boolean isSource(Address address, Route route) {
    return address.local().address().equals(route.src());
  }

  private Route renewed(Route route) {
    return ConnectedRoutes.of(state).stream()
        .filter(made -> ConnectedRoutes.sameWay(made, route))
        .findFirst()
        .filter(made -> !isHeld(state, route))
        .orElse(route);
  }

  private boolean stays(NetworkState before, Route route) {
    InterfaceName dev = route.dev();
    boolean sourceGone = route.src() != null && isHeld(before, route) && !isHeld(state, route);
    boolean lastGone =
        dev != null
            && SimulatedKernel.has(before.addresses(), dev, Family.V4)
            && !SimulatedKernel.has(state.addresses(), dev, Family.V4);
    return !sourceGone && !lastGone;
  }

  private static boolean isHeld(NetworkState state, Route route) {
    return route.src() != null
        && state.addresses().stream()
            .anyMatch(address -> address.local().address().equals(route.src()));
  }
}
