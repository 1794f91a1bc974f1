package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Links as wishes name them. */
final class Links {
  static final int ETHERNET_MTU = 1500;

  private Links() {}

  /** The link of a name, or a refusal that names what there is. */
  static Link existing(NetworkState state, InterfaceName name) throws RefusedException {
    Link link = state.link(name).orElse(null);
    if (link == null) {
      throw new RefusedException(
          "there is no link " + name, "there is " + names(known(state)) + " on this node");
    }
    return link;
  }

  private static List<Link> known(NetworkState state) {
    return state.links().stream()
        .filter(link -> !(link.kind() instanceof LinkKind.Loopback))
        .toList();
  }

  /** {@code a, b and c}. */
  static String names(List<Link> links) {
    List<String> names = links.stream().map(link -> link.name().text()).toList();
    if (names.size() < 2) {
      return names.isEmpty() ? "none" : names.get(0);
    }
    return String.join(", ", names.subList(0, names.size() - 1))
        + " and "
        + names.get(names.size() - 1);
  }

  /** A new link, up. */
  static Link made(
      InterfaceName name, LinkKind kind, @Nullable MacAddress mac, @Nullable Integer mtu) {
    return new Link(
        name,
        kind,
        mac,
        mac != null,
        mtu == null ? ETHERNET_MTU : mtu,
        true,
        null,
        Map.of(),
        Map.of());
  }

  /** What the kernel calls a kind. */
  static String kindOf(Link link) {
    LinkKind kind = link.kind();
    if (kind instanceof LinkKind.Other other) {
      return other.name();
    }
    if (link.isOfOvs()) {
      return (link.isOvsBridge() ? "bridge" : "internal port") + " of Open vSwitch";
    }
    if (kind instanceof LinkKind.Hardware) {
      return "network card";
    }
    return kind.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** A link of a name, if it is there, has the kind that is wanted. */
  static RefusedException otherKind(Link link, String wanted) {
    return new RefusedException(
        link.name() + " is there already and is a " + kindOf(link) + ", not a " + wanted,
        "choose another name, or remove that link first");
  }

  /** The state without a link and all that is on it; its ports are free. */
  static NetworkState without(NetworkState from, InterfaceName name) throws RefusedException {
    List<Link> above = Layers.on(from, name);
    if (!above.isEmpty()) {
      throw new RefusedException(
          names(above) + " would go with " + name + ", on which it stands",
          "remove it first, in a task of its own");
    }
    List<Link> links =
        from.links().stream()
            .filter(link -> !link.name().equals(name))
            .map(link -> name.equals(link.master()) ? link.withMaster(null) : link)
            .toList();
    return bare(from, name).withLinks(links).withSysctls(withoutSysctls(from, name));
  }

  /** The state in which a link carries nothing. */
  static NetworkState bare(NetworkState from, InterfaceName name) {
    return from.withAddresses(
            from.addresses().stream().filter(entry -> !entry.link().equals(name)).toList())
        .withRoutes(
            from.routes().stream().filter(route -> !Objects.equals(route.dev(), name)).toList())
        .withNeighbours(
            from.neighbours().stream().filter(entry -> !entry.link().equals(name)).toList())
        .withDhcpClients(
            from.dhcpClients().stream().filter(entry -> !entry.link().equals(name)).toList());
  }

  private static Map<String, String> withoutSysctls(NetworkState from, InterfaceName name) {
    return from.sysctls().entrySet().stream()
        .filter(entry -> !entry.getKey().contains("/" + name + "/"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The routes that stay when only those that a condition names go. */
  static NetworkState withoutRoutes(NetworkState from, Predicate<Route> gone) {
    return from.withRoutes(from.routes().stream().filter(gone.negate()).toList());
  }
}
