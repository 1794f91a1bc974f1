package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether a link can be a port of a bridge, and may. */
final class PortCheck {
  private static final Pattern WIRELESS = Pattern.compile("wl(an\\d|[psox]\\d|x[0-9a-f]).*");

  private final NetworkState from;
  private final NetworkResource.Bridge wish;

  private PortCheck(NetworkState from, NetworkResource.Bridge wish) {
    this.from = from;
    this.wish = wish;
  }

  static void joins(NetworkState from, NetworkResource.Bridge wish, InterfaceName name)
      throws RefusedException {
    if (name.equals(wish.name())) {
      throw new RefusedException(name + " cannot be a port of itself", null);
    }
    Link port = Links.existing(from, name);
    PortCheck check = new PortCheck(from, wish);
    check.canBe(port);
    if (!wish.name().equals(port.master())) {
      check.isFree(port);
      check.takesNoMacvlan(port);
    }
    check.makesNoLoop(port);
  }

  private void canBe(Link port) throws RefusedException {
    InterfaceName name = port.name();
    if (port.kind() instanceof LinkKind.Loopback) {
      throw new RefusedException(name + " is the loopback; no bridge can have it as a port", null);
    }
    if (port.hasPorts()) {
      throw new RefusedException(
          name + " is a bridge, and a bridge cannot be a port of another one",
          "join two bridges by a veth pair, if they must be");
    }
    // The kernel gives one to what is yet to be made.
    boolean madeHere = port.kind() instanceof LinkKind.Veth || port.kind() instanceof LinkKind.Vlan;
    if (port.mac() == null && !madeHere) {
      throw new RefusedException(
          name + " has no MAC address (" + Links.kindOf(port) + "): it cannot be a bridge's port",
          "route to it instead");
    }
    if (WIRELESS.matcher(name.text()).matches()) {
      throw new RefusedException(
          name + " is a wireless card: its access point takes frames from its own address only",
          "route, or use a cable");
    }
  }

  private void isFree(Link port) throws RefusedException {
    InterfaceName master = port.master();
    if (master == null) {
      return;
    }
    boolean bridged = from.link(master).filter(Link::hasPorts).isPresent();
    String what = bridged ? "a port of " : "a member of ";
    throw new RefusedException(
        port.name() + " is " + what + master + " already",
        bridged
            ? "take " + master + " apart first: bridge " + master + " with state: absent"
            : "make " + master + " the port");
  }

  private void takesNoMacvlan(Link port) throws RefusedException {
    List<Link> macvlans =
        Layers.on(from, port.name()).stream()
            .filter(link -> link.kind() instanceof LinkKind.Macvlan)
            .toList();
    if (!macvlans.isEmpty()) {
      throw new RefusedException(
          port.name()
              + " carries the macvlan "
              + Links.names(macvlans)
              + ": the kernel gives a link's frames to macvlans or to a bridge, not to both",
          "make it a port and let what uses the macvlan join the bridge");
    }
  }

  private void makesNoLoop(Link port) throws RefusedException {
    if (port.kind() instanceof LinkKind.Vlan vlan
        && Layers.below(from, vlan.link()).contains(wish.name())) {
      throw new RefusedException(
          "a loop: " + port.name() + " is a VLAN of " + wish.name() + " and would be its own port",
          null);
    }
    if (port.kind() instanceof LinkKind.Veth veth
        && veth.peer() != null
        && ports().contains(veth.peer())) {
      throw new RefusedException(
          "a loop: "
              + port.name()
              + " and "
              + veth.peer()
              + " are both ends of one pair and would both be ports of "
              + wish.name(),
          "leave one of them out");
    }
  }

  private Set<InterfaceName> ports() {
    Set<InterfaceName> ports = new TreeSet<>();
    from.ports(wish.name()).forEach(port -> ports.add(port.name()));
    if (wish.ports() != null) {
      ports.addAll(wish.ports());
    }
    return ports;
  }
}
