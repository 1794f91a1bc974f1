package dev.bascule.plan;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The links whose files must agree with what a wish leads to. */
final class WishedLinks {
  private WishedLinks() {}

  static Set<InterfaceName> of(NetworkResource wish, NetworkState before, NetworkState after) {
    Set<InterfaceName> links = new TreeSet<>();
    if (wish instanceof NetworkResource.Bridge bridge) {
      links.add(bridge.name());
      links.addAll(ports(bridge, before));
      links.addAll(ports(bridge, after));
    } else if (wish instanceof NetworkResource.LinkAddresses addresses) {
      links.add(addresses.link());
    } else if (wish instanceof NetworkResource.RouteEntry route) {
      links.addAll(carrying(route.route(), before));
      links.addAll(carrying(route.route(), after));
    } else if (wish instanceof NetworkResource.Vlan vlan) {
      links.add(vlan.name());
    } else if (wish instanceof NetworkResource.Macvlan macvlan) {
      links.add(macvlan.name());
    } else if (wish instanceof NetworkResource.Veth veth) {
      links.addAll(ends(veth, before));
      links.addAll(ends(veth, after));
    }
    return links;
  }

  // What is in a namespace no file can say.
  private static Set<InterfaceName> ends(NetworkResource.Veth wish, NetworkState state) {
    Set<InterfaceName> ends = new TreeSet<>(Set.of(wish.end().name()));
    if (wish.end().namespace() == null
        && state.link(wish.end().name()).map(Link::kind).orElse(null) instanceof LinkKind.Veth pair
        && pair.peer() != null
        && pair.peerNamespace() == null) {
      ends.add(pair.peer());
    }
    return ends;
  }

  // Ports that nobody named are a runtime's: no file is about them.
  private static Set<InterfaceName> ports(NetworkResource.Bridge wish, NetworkState state) {
    Set<InterfaceName> ports = new TreeSet<>();
    if (wish.ports() != null) {
      ports.addAll(wish.ports());
    }
    Stream.of(wish.adopt(), wish.giveBack()).filter(Objects::nonNull).forEach(ports::add);
    if (!wish.present()) {
      state.ports(wish.name()).forEach(port -> ports.add(port.name()));
    }
    if (wish.ovs() != null) {
      wish.ovs().internal().forEach(internal -> ports.add(internal.name()));
    }
    ports.removeIf(name -> state.link(name).filter(WishedLinks::isOfContainer).isPresent());
    return ports;
  }

  // Who starts the container makes it again, and no boot does.
  private static boolean isOfContainer(Link link) {
    return link.kind() instanceof LinkKind.Veth veth
        && !Layers.CARD.matcher(link.name().text()).matches()
        && (veth.peer() == null || veth.peerNamespace() != null);
  }

  private static Set<InterfaceName> carrying(WantedRoute wish, NetworkState state) {
    Set<InterfaceName> links = new TreeSet<>();
    if (wish.dev() != null) {
      links.add(wish.dev());
    }
    for (Route route : state.routes()) {
      boolean meant =
          route.destination().equals(wish.destination())
              && route.table().equals(wish.table())
              && Objects.equals(route.via(), wish.via());
      if (meant && route.dev() != null) {
        links.add(route.dev());
      }
    }
    return links;
  }

  /** Who took over from whom. */
  static Map<InterfaceName, InterfaceName> adopted(
      NetworkResource wish, NetworkState before, NetworkState after) {
    Map<InterfaceName, InterfaceName> adopted = new TreeMap<>();
    if (!(wish instanceof NetworkResource.Bridge bridge)) {
      return adopted;
    }
    if (bridge.present() && bridge.adopt() != null) {
      adopted.put(bridge.name(), bridge.adopt());
    } else if (!bridge.present()) {
      for (Link port : before.ports(bridge.name())) {
        if (bridge.giveBack() == null
            ? gets(before, after, port.name(), bridge.name())
            : port.name().equals(bridge.giveBack())) {
          adopted.put(port.name(), bridge.name());
        }
      }
    }
    return adopted;
  }

  private static boolean gets(
      NetworkState before, NetworkState after, InterfaceName port, InterfaceName bridge) {
    return before.addressesOf(bridge).stream()
        .map(Address::local)
        .anyMatch(
            local -> after.addressesOf(port).stream().anyMatch(held -> held.local().equals(local)));
  }
}
