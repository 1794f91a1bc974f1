package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Addresses on a link, with the routes that come and go with them. */
final class AddressTarget {
  private AddressTarget() {}

  static NetworkState granted(NetworkState from, NetworkResource.LinkAddresses wish)
      throws RefusedException {
    if (!wish.present()) {
      return from.link(wish.link()).isEmpty() ? from : without(from, wish);
    }
    Links.existing(from, wish.link());
    NetworkState state = wish.exclusive() ? onlyThese(from, wish) : from;
    for (Cidr address : wish.addresses()) {
      state = with(state, wish.link(), address);
    }
    // In one step: a route that needs any address on its link outlives the change of the address.
    return wish.exclusive() ? replaced(from, state.addresses()) : state;
  }

  private static NetworkState without(NetworkState from, NetworkResource.LinkAddresses wish) {
    return replaced(
        from,
        from.addresses().stream()
            .filter(
                address ->
                    !address.link().equals(wish.link())
                        || !wish.addresses().contains(address.local()))
            .toList());
  }

  private static NetworkState onlyThese(NetworkState from, NetworkResource.LinkAddresses wish) {
    return replaced(
        from,
        from.addresses().stream()
            .filter(
                address ->
                    !address.link().equals(wish.link())
                        || address.isLinkLocal6()
                        || wish.addresses().contains(address.local()))
            .toList());
  }

  /** With one more address on a link, which is not there yet. */
  static NetworkState with(NetworkState from, InterfaceName name, Cidr wanted)
      throws RefusedException {
    Link link = Links.existing(from, name);
    List<Address> there = from.addressesOf(name);
    if (there.stream().anyMatch(address -> address.local().equals(wanted))) {
      return from;
    }
    checkHolder(from, link, wanted);
    for (Address address : there) {
      if (address.local().address().equals(wanted.address())) {
        throw new RefusedException(
            name + " has this address with another prefix: " + address.local(),
            "the kernel would keep both; remove that one in a task before");
      }
    }
    List<Address> all = new ArrayList<>(from.addresses());
    all.add(Address.of(name, wanted));
    return replaced(from, all);
  }

  private static void checkHolder(NetworkState from, Link link, Cidr wanted)
      throws RefusedException {
    InterfaceName master = link.master();
    if (master != null && !link.isOfOvs() && from.link(master).filter(Link::hasPorts).isPresent()) {
      throw new RefusedException(
          link.name() + " is a port of " + master + ": an address on a port is not reachable",
          "put it on " + master);
    }
    String off = "net/ipv6/conf/" + link.name() + "/disable_ipv6";
    if (wanted.address().isV6() && "1".equals(from.sysctls().get(off))) {
      throw new RefusedException(
          "IPv6 is switched off on " + link.name() + ": " + off + " is 1",
          "set it to 0 in a sysctl task before");
    }
  }

  /** With other addresses: connected routes come and go, and routes that cannot stay go too. */
  static NetworkState replaced(NetworkState from, List<Address> addresses) {
    NetworkState bare = from.withAddresses(addresses);
    List<Route> routes = new ArrayList<>();
    for (Route route : from.routes()) {
      boolean implied = ConnectedRoutes.implied(from, route);
      if (implied ? ConnectedRoutes.implied(bare, route) : canStay(from, bare, route)) {
        routes.add(implied ? renewed(bare, route) : sourced(from, bare, route));
      }
    }
    for (Route made : ConnectedRoutes.of(bare)) {
      if (!ConnectedRoutes.implied(from, made)
          && routes.stream().noneMatch(route -> ConnectedRoutes.sameWay(route, made))) {
        routes.add(made);
      }
    }
    return bare.withRoutes(routes);
  }

  // IPv6 keeps the route and forgets the source.
  private static Route sourced(NetworkState before, NetworkState after, Route route) {
    boolean lost = route.src() != null && holds(before, route) && !holds(after, route);
    return lost && route.family() == Family.V6 ? route.withoutSource() : route;
  }

  // The same connected route, from another address once its own is gone.
  private static Route renewed(NetworkState state, Route route) {
    if (route.src() != null && holds(state, route)) {
      return route;
    }
    return ConnectedRoutes.of(state).stream()
        .filter(made -> ConnectedRoutes.sameWay(made, route))
        .findFirst()
        .orElse(route);
  }

  // IPv4: a route goes with its source address, and with the last address of its link.
  private static boolean canStay(NetworkState before, NetworkState after, Route route) {
    if (route.family() == Family.V6) {
      return true;
    }
    boolean sourced = route.src() == null || !holds(before, route) || holds(after, route);
    return sourced && (!hasV4(before, route) || hasV4(after, route));
  }

  private static boolean holds(NetworkState state, Route route) {
    return state.addresses().stream()
        .anyMatch(address -> address.local().address().equals(route.src()));
  }

  private static boolean hasV4(NetworkState state, Route route) {
    return state.addresses().stream()
        .anyMatch(
            address ->
                Objects.equals(address.link(), route.dev()) && address.family() == Family.V4);
  }
}
