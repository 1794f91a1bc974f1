package dev.bascule.playbook.lint;

import dev.bascule.model.InterfaceName;
import dev.bascule.playbook.lint.Network.Held;
import dev.bascule.playbook.lint.Network.Port;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.Map;

/** Ports of two bridges, and addresses on ports. */
final class PortLint {
  private PortLint() {}

  static void check(Network network, Problems problems) {
    Map<InterfaceName, Port> first = new HashMap<>();
    for (Port port : network.ports) {
      Port other = first.putIfAbsent(port.port(), port);
      if (other != null && !other.bridge().equals(port.bridge())) {
        problems.add(
            ProblemCode.PORT_IN_TWO_BRIDGES,
            port.by().place(port.key(), port.port()),
            "'"
                + port.port()
                + "' cannot be a port of '"
                + port.bridge()
                + "' and of '"
                + other.bridge()
                + "'",
            "the other is at " + other.by().place(other.key(), other.port()));
      }
    }
    for (Held held : network.addresses) {
      Port port = held.namespace() == null ? first.get(held.link()) : null;
      if (port != null) {
        problems.add(
            ProblemCode.ADDRESS_ON_PORT,
            held.by().place("addresses", held.address()),
            "'" + held.link() + "' is a port of '" + port.bridge() + "', and a port has no address",
            "give the address to '" + port.bridge() + "'");
      }
    }
  }
}
