package dev.bascule.playbook.lint;

import dev.bascule.container.Container;
import dev.bascule.container.Veth.Kept;
import dev.bascule.model.Cidr;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkResource.End;
import dev.bascule.network.NetworkResource.Internal;
import dev.bascule.network.NetworkResource.LinkAddresses;
import dev.bascule.network.NetworkResource.Macvlan;
import dev.bascule.network.NetworkResource.RouteEntry;
import dev.bascule.network.NetworkResource.Veth;
import dev.bascule.network.NetworkResource.Vlan;
import dev.bascule.network.NetworkResource.WantedRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that the tasks want of one node's network, taken apart; what they remove aside. */
final class Network {
  /** A link that a task makes; a namespace of null is the node's own. */
  record Made(Wish by, InterfaceName name, @Nullable String namespace, String kind) {}

  /** An address, and the link that has it. */
  record Held(
      Wish by, Cidr address, InterfaceName link, @Nullable String namespace, boolean exclusive) {}

  /** A MAC, and the link that has it. */
  record Named(Wish by, MacAddress mac, InterfaceName link) {}

  /** A port, and its bridge. */
  record Port(Wish by, String key, InterfaceName port, InterfaceName bridge) {}

  /** A route, and the namespace it is in. */
  record Way(Wish by, WantedRoute route, @Nullable String namespace) {}

  /** A container, and the one who wants it. */
  record Numbered(Wish by, Container container) {}

  private static final InterfaceName VENET = new InterfaceName("venet0");

  final List<Wish> wishes;
  final List<Numbered> containers = new ArrayList<>();
  final List<Made> links = new ArrayList<>();
  final List<Held> addresses = new ArrayList<>();
  final List<Named> macs = new ArrayList<>();
  final List<Port> ports = new ArrayList<>();
  final List<Way> routes = new ArrayList<>();

  Network(List<Wish> wishes) {
    this.wishes = wishes;
    wishes.forEach(this::add);
  }

  /** The wishes of a kind, each with the one who has it. */
  <T extends NetworkResource> Stream<T> all(Class<T> kind) {
    return wishes.stream().map(Wish::resource).filter(kind::isInstance).map(kind::cast);
  }

  /** What a task makes of a bridge's name; the last one where several do. */
  Optional<Bridge> bridge(InterfaceName name) {
    return all(Bridge.class).filter(b -> b.present() && b.name().equals(name)).reduce((a, b) -> b);
  }

  private void add(Wish wish) {
    Desired resource = wish.resource();
    if (resource instanceof Bridge bridge && bridge.present()) {
      bridge(wish, bridge);
    } else if (resource instanceof LinkAddresses on && on.present()) {
      on.addresses().forEach(a -> held(wish, a, on.link(), null, on.exclusive()));
    } else if (resource instanceof RouteEntry entry && entry.present()) {
      routes.add(new Way(wish, entry.route(), null));
    } else if (resource instanceof Vlan vlan && vlan.present()) {
      links.add(new Made(wish, vlan.name(), null, "a VLAN"));
      vlan.addresses().forEach(a -> held(wish, a, vlan.name(), null, false));
    } else if (resource instanceof Macvlan macvlan && macvlan.present()) {
      links.add(new Made(wish, macvlan.name(), null, "a macvlan"));
      macvlan.addresses().forEach(a -> held(wish, a, macvlan.name(), null, false));
      named(wish, macvlan.mac(), macvlan.name());
    } else if (resource instanceof Veth veth && veth.present()) {
      end(wish, veth.end());
      if (veth.peer() != null) {
        end(wish, veth.peer());
      }
    } else if (resource instanceof Container container && container.present()) {
      containers.add(new Numbered(wish, container));
      container.veths().stream()
          .filter(dev.bascule.container.Veth::present)
          .forEach(each -> inside(wish, container, each));
      if (container.venet() != null) {
        container.venet().forEach(a -> held(wish, a, VENET, "CT " + container.id(), false));
      }
    }
  }

  // Whoever is on the same wire sees a container's addresses and MACs as the node's own.
  private void inside(Wish wish, Container container, dev.bascule.container.Veth veth) {
    String end = "the end of " + veth.name() + " of CT " + container.id();
    links.add(new Made(wish, veth.host(), null, end));
    if (veth.addresses() != null) {
      veth.addresses().forEach(a -> held(wish, a, veth.host(), "CT " + container.id(), false));
    }
    if (veth.kept() == Kept.NONE) {
      named(wish, veth.mac(), veth.host());
    }
    if (veth.kept() != Kept.BOTH && !veth.hostMac().equals(dev.bascule.container.Veth.BRIDGED)) {
      named(wish, veth.hostMac(), veth.host());
    }
    if (veth.bridge() != null) {
      ports.add(new Port(wish, "bridge", veth.host(), veth.bridge()));
    }
  }

  private void bridge(Wish wish, Bridge bridge) {
    links.add(new Made(wish, bridge.name(), null, "a bridge"));
    bridge.addresses().forEach(a -> held(wish, a, bridge.name(), null, false));
    bridge.routes().forEach(route -> routes.add(new Way(wish, route, null)));
    named(wish, bridge.mac(), bridge.name());
    if (bridge.ports() != null) {
      bridge.ports().forEach(port -> ports.add(new Port(wish, "ports", port, bridge.name())));
    }
    if (bridge.adopt() != null) {
      ports.add(new Port(wish, "adopt", bridge.adopt(), bridge.name()));
    }
    if (bridge.ovs() != null) {
      bridge.ovs().internal().stream().filter(Internal::present).forEach(i -> internal(wish, i));
    }
  }

  private void internal(Wish wish, Internal internal) {
    links.add(new Made(wish, internal.name(), null, "an internal port"));
    internal.addresses().forEach(a -> held(wish, a, internal.name(), null, false));
    internal.routes().forEach(route -> routes.add(new Way(wish, route, null)));
    named(wish, internal.mac(), internal.name());
  }

  private void end(Wish wish, End end) {
    links.add(new Made(wish, end.name(), end.namespace(), "an end of a pair"));
    end.addresses().forEach(a -> held(wish, a, end.name(), end.namespace(), false));
    end.routes().forEach(route -> routes.add(new Way(wish, route, end.namespace())));
    named(wish, end.mac(), end.name());
    if (end.bridge() != null) {
      ports.add(new Port(wish, "name", end.name(), end.bridge()));
    }
  }

  private void held(
      Wish wish, Cidr address, InterfaceName link, @Nullable String namespace, boolean exclusive) {
    addresses.add(new Held(wish, address, link, namespace, exclusive));
  }

  private void named(Wish wish, @Nullable MacAddress mac, InterfaceName link) {
    if (mac != null) {
      macs.add(new Named(wish, mac, link));
    }
  }
}
