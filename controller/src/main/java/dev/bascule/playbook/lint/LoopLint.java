package dev.bascule.playbook.lint;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkResource.End;
import dev.bascule.network.NetworkResource.Macvlan;
import dev.bascule.network.NetworkResource.Veth;
import dev.bascule.network.NetworkResource.Vlan;
import dev.bascule.playbook.lint.Network.Port;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames that would go round for ever. */
final class LoopLint {
  private static final int DEEPEST = 16;

  private final Network network;
  private final Problems problems;
  private final Map<InterfaceName, InterfaceName> below = new HashMap<>();
  private final Map<InterfaceName, InterfaceName> joined = new HashMap<>();

  private LoopLint(Network network, Problems problems) {
    this.network = network;
    this.problems = problems;
    network.all(Vlan.class).filter(Vlan::present).forEach(vlan -> put(vlan.name(), vlan.link()));
    network
        .all(Macvlan.class)
        .filter(Macvlan::present)
        .forEach(macvlan -> put(macvlan.name(), macvlan.link()));
  }

  private void put(InterfaceName name, @Nullable InterfaceName link) {
    if (link != null) {
      below.put(name, link);
    }
  }

  static void check(Network network, Problems problems) {
    LoopLint lint = new LoopLint(network, problems);
    network.ports.forEach(lint::port);
    for (Wish wish : network.wishes) {
      if (wish.resource() instanceof Veth veth && veth.present()) {
        lint.pair(wish, veth);
      }
    }
  }

  private void port(Port port) {
    InterfaceName bridge = port.bridge();
    if (port.port().equals(bridge)) {
      tell(port, "'" + bridge + "' cannot be a port of itself", null);
    } else if (network.bridge(port.port()).isPresent()) {
      tell(
          port,
          "'" + port.port() + "' is a bridge, and no bridge is a port of another",
          "join them by a pair: veth, each end with its 'bridge'");
    } else if (liesOn(port.port(), bridge)) {
      tell(
          port,
          "'" + port.port() + "' lies on '" + bridge + "' and cannot be its port",
          "a frame would go round for ever");
    }
  }

  private boolean liesOn(InterfaceName link, InterfaceName bridge) {
    InterfaceName at = below.get(link);
    for (int i = 0; at != null && i < DEEPEST; i++) {
      if (at.equals(bridge)) {
        return true;
      }
      at = below.get(at);
    }
    return false;
  }

  private void tell(Port port, String message, @Nullable String hint) {
    problems.add(ProblemCode.BRIDGE_LOOP, port.by().place(port.key(), port.port()), message, hint);
  }

  // Bridges are joined by pairs; a second way between two of them is a loop, unless STP cuts it.
  private void pair(Wish wish, Veth veth) {
    InterfaceName one = veth.end().bridge();
    End peer = veth.peer();
    InterfaceName other = peer == null ? null : peer.bridge();
    if (one == null || other == null || cuts(one) || cuts(other)) {
      return;
    }
    InterfaceName a = root(one);
    InterfaceName b = root(other);
    if (!a.equals(b)) {
      joined.put(a, b);
      return;
    }
    problems.add(
        ProblemCode.BRIDGE_LOOP,
        wish.place("bridge", other),
        one.equals(other)
            ? "both ends of '" + veth.end().name() + "' are ports of '" + one + "'"
            : "'" + one + "' and '" + other + "' are joined already",
        "a frame would go round for ever; remove one way, or give the bridges 'stp: true'");
  }

  private boolean cuts(InterfaceName bridge) {
    return network.bridge(bridge).map(Bridge::stp).orElse(false);
  }

  private InterfaceName root(InterfaceName bridge) {
    InterfaceName at = bridge;
    for (InterfaceName up = joined.get(at); up != null; up = joined.get(at)) {
      at = up;
    }
    return at;
  }
}
