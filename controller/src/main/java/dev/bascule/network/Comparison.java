package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node's network is what it was to become. Only the links that were touched count, and of
 * what changes by itself nothing does: see {@link Tolerance}.
 */
public final class Comparison {
  private final NetworkState wanted;
  private final NetworkState observed;
  private final Set<InterfaceName> touched;
  private final List<String> lines = new ArrayList<>();

  private Comparison(NetworkState wanted, NetworkState observed, Set<InterfaceName> touched) {
    this.wanted = wanted;
    this.observed = observed;
    this.touched = new TreeSet<>(touched);
  }

  /** What differs and is no difference. */
  public enum Tolerance {
    /** How long an address or a route is still valid. */
    LIFETIMES,
    /** Whether an address is still probed for duplicates, or deprecated. */
    PROBING,
    /** Addresses and routes that a DHCP client or a router gave meanwhile. */
    DYNAMIC,
    /**
     * IPv6 link-local addresses and routes, and others that the kernel makes by itself; also who
     * makes them.
     */
    KERNELS_OWN,
    /** Options and parameters that the target does not name. */
    UNNAMED
  }

  /**
   * Compares.
   *
   * @param touched the links that count
   * @return a line for each difference; none where all is as wanted
   */
  public static List<String> of(
      NetworkState wanted, NetworkState observed, Set<InterfaceName> touched) {
    Comparison comparison = new Comparison(wanted, observed, touched);
    comparison.touched.forEach(comparison::link);
    comparison.addresses();
    comparison.routes();
    comparison.rules();
    comparison.others();
    comparison.holders();
    comparison.defaults();
    return List.copyOf(comparison.lines);
  }

  private void link(InterfaceName name) {
    Link want = wanted.link(name).orElse(null);
    Link have = observed.link(name).orElse(null);
    if (want == null || have == null) {
      if (want != null) {
        lines.add("link " + name + " is missing");
      } else if (have != null) {
        lines.add("link " + name + " is still there");
      }
      return;
    }
    differ("master of " + name, want.master(), have.master());
    differ("whether " + name + " is up", want.up(), have.up());
    differ("MTU of " + name, want.mtu(), have.mtu());
    if (want.mac() != null && !follows(want)) {
      differ("MAC of " + name, want.mac(), have.mac());
    }
    named("option of " + name, options(want), options(have));
    named("option of port " + name, want.port(), have.port());
    if (!want.vlans().isEmpty()) {
      differ("VLANs of " + name, want.vlans(), have.vlans());
    }
  }

  // Of a bridge that nobody gave one, the kernel takes that of a port, and another one when ports
  // come and go; of a VLAN that of the link below.
  private static boolean follows(Link link) {
    return !link.macPinned() && (link.bridge().isPresent() || link.kind() instanceof LinkKind.Vlan);
  }

  private static Map<String, String> options(Link link) {
    return link.bridge().map(LinkKind.Bridge::options).orElse(Map.of());
  }

  // What was not read cannot be held against the node.
  private void named(String what, Map<String, String> want, Map<String, String> have) {
    want.forEach(
        (name, value) -> {
          if (have.containsKey(name)) {
            differ(what + " " + name, value, have.get(name));
          }
        });
  }

  private void differ(String what, @Nullable Object want, @Nullable Object have) {
    if (!Objects.equals(want, have)) {
      lines.add(what + " is " + have + ", not " + want);
    }
  }

  private void addresses() {
    for (Address address : wanted.addresses()) {
      if (touched.contains(address.link())
          && observed.addresses().stream().noneMatch(have -> Sameness.same(have, address))
          && !address.isLinkLocal6()
          && !address.isDynamic()) {
        lines.add("address " + AddressText.of(address) + " is missing on " + address.link());
      }
    }
    for (Address address : observed.addresses()) {
      if (!touched.contains(address.link())) {
        continue;
      }
      if (address.flags().contains("dadfailed")) {
        lines.add("address " + address.local() + " is a duplicate of another machine's");
      }
      boolean tolerated = address.isLinkLocal6() || address.isDynamic();
      if (!tolerated
          && wanted.addresses().stream().noneMatch(want -> Sameness.same(want, address))) {
        lines.add("address " + AddressText.of(address) + " is on " + address.link() + " as well");
      }
    }
  }

  private void routes() {
    for (Route route : wanted.routes()) {
      if (counts(route) && !isIn(observed, route)) {
        lines.add("route " + RouteText.of(route) + " is missing");
      }
    }
    for (Route route : observed.routes()) {
      if (counts(route) && !isIn(wanted, route)) {
        lines.add("route " + RouteText.of(route) + " is there as well");
      }
    }
  }

  private static boolean isIn(NetworkState state, Route route) {
    return state.routes().stream().anyMatch(other -> Sameness.same(other, route));
  }

  private boolean counts(Route route) {
    boolean near = route.dev() != null && touched.contains(route.dev());
    return near && !Set.of("kernel", "ra", "redirect", "dhcp").contains(route.proto());
  }

  private void rules() {
    for (Rule rule : wanted.rules()) {
      if (!observed.rules().contains(rule)) {
        lines.add("rule " + rule.priority() + ": " + rule.words() + " is missing");
      }
    }
    for (Rule rule : observed.rules()) {
      boolean ours = touched.stream().anyMatch(link -> rule.words().contains("if " + link + " "));
      if (ours && !wanted.rules().contains(rule)) {
        lines.add("rule " + rule.priority() + ": " + rule.words() + " is there as well");
      }
    }
  }

  private void others() {
    for (Neighbour entry : wanted.neighbours()) {
      if (touched.contains(entry.link()) && !observed.neighbours().contains(entry)) {
        lines.add("neighbour " + entry.address() + " is missing on " + entry.link());
      }
    }
    for (DhcpClient client : wanted.dhcpClients()) {
      boolean runs =
          observed.dhcpClients().stream().anyMatch(have -> have.link().equals(client.link()));
      if (touched.contains(client.link()) && !runs) {
        lines.add("no DHCP client runs on " + client.link());
      }
    }
    wanted
        .sysctls()
        .forEach(
            (path, value) -> {
              String have = observed.sysctls().get(path);
              boolean near =
                  touched.stream().anyMatch(link -> Sysctls.link(path).equals(link.text()));
              if (near && have != null && !isServicesOwn(path)) {
                differ("sysctl " + path, value, have);
              }
            });
  }

  // networkd makes link-local addresses itself, and tells the kernel not to.
  private static boolean isServicesOwn(String path) {
    return path.endsWith("/addr_gen_mode");
  }

  private void holders() {
    Map<IpAddress, InterfaceName> holders = new HashMap<>();
    for (Address address : observed.addresses()) {
      IpAddress local = address.local().address();
      if (local.isLinkLocal() || address.peer() != null) {
        continue;
      }
      InterfaceName other = holders.putIfAbsent(local, address.link());
      boolean near = touched.contains(address.link());
      if (other != null && !other.equals(address.link()) && (near || touched.contains(other))) {
        lines.add("address " + local + " is on two links: " + other + " and " + address.link());
      }
    }
  }

  private void defaults() {
    Map<String, Route> ways = new HashMap<>();
    for (Route route : observed.routes()) {
      if (route.isDefault() && route.family() == Family.V4 && !route.more().containsKey("tos")) {
        Route other = ways.putIfAbsent(route.table() + " " + route.metric(), route);
        if (other != null && (counts(route) || counts(other))) {
          lines.add(
              "two default routes are equal: "
                  + RouteText.of(other)
                  + " and "
                  + RouteText.of(route));
        }
      }
    }
  }
}
