package dev.bascule.playbook.lint;

import dev.bascule.container.Container;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkResource.Macvlan;
import dev.bascule.network.NetworkResource.Veth;
import dev.bascule.network.NetworkResource.Vlan;
import dev.bascule.playbook.lint.Network.Made;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links that two tasks want different things of, and bridges that cannot be there. */
final class LinkLint {
  private record Claim(Object value, Position position) {}

  private final Network network;
  private final Problems problems;
  private final Map<String, Claim> claims = new HashMap<>();

  private LinkLint(Network network, Problems problems) {
    this.network = network;
    this.problems = problems;
  }

  static void check(Network network, Problems problems) {
    LinkLint lint = new LinkLint(network, problems);
    network.links.forEach(lint::kind);
    network.wishes.forEach(lint::claims);
    network.ports.stream()
        .filter(port -> port.key().equals("name") || port.by().resource() instanceof Container)
        .forEach(lint::bridge);
  }

  private void kind(Made link) {
    String in = link.namespace() == null ? "" : " in " + link.namespace();
    claim(link.by(), "the link " + link.name() + in, link.kind(), "name", link.name());
  }

  private void claims(Wish wish) {
    Desired resource = wish.resource();
    if (resource instanceof Bridge bridge) {
      bridge(wish, bridge);
    } else if (resource instanceof Vlan vlan) {
      presence(wish, vlan.name(), vlan.present());
      if (vlan.present()) {
        claim(wish, "VLAN " + vlan.name(), vlan.id() + " on " + vlan.link(), "name", vlan.name());
      }
    } else if (resource instanceof Macvlan macvlan) {
      presence(wish, macvlan.name(), macvlan.present());
    } else if (resource instanceof Veth veth && veth.end().namespace() == null) {
      presence(wish, veth.end().name(), veth.present());
    }
  }

  private void bridge(Wish wish, Bridge bridge) {
    presence(wish, bridge.name(), bridge.present());
    of(wish, bridge, "mac", bridge.mac());
    of(wish, bridge, "mtu", bridge.mtu());
    of(wish, bridge, "stp", bridge.stp());
    of(wish, bridge, "forward_delay", bridge.forwardDelay());
    of(wish, bridge, "vlan_filtering", bridge.vlanFiltering());
  }

  private void of(Wish wish, Bridge bridge, String key, @Nullable Object value) {
    if (value != null) {
      claim(wish, "the " + key + " of " + bridge.name(), value, key, value);
    }
  }

  private void presence(Wish wish, InterfaceName name, boolean present) {
    claim(wish, "the presence of " + name, present, "name", name);
  }

  private void claim(Wish wish, String what, Object value, String key, Object written) {
    Position at = wish.place(key, written);
    Claim first = claims.putIfAbsent(what, new Claim(value, at));
    if (first != null && !first.value().equals(value)) {
      problems.add(
          ProblemCode.MANAGED_TWICE,
          at,
          "another task wants something else of " + what,
          "the other is at " + first.position() + "; keep one of them");
    }
  }

  // A bridge that no task makes may be there already; one that a later task makes is not at first.
  private void bridge(Network.Port end) {
    InterfaceName bridge = end.bridge();
    Position at = end.by().place("bridge", bridge);
    for (Made link : network.links) {
      boolean named = link.namespace() == null && link.name().equals(bridge);
      if (named && !link.kind().equals("a bridge")) {
        problems.add(
            ProblemCode.UNKNOWN_BRIDGE,
            at,
            "'" + bridge + "' is no bridge, but " + link.kind(),
            "a task at " + link.by().place("name", bridge) + " makes it");
        return;
      }
    }
    if (network.bridge(bridge).isEmpty()) {
      network.wishes.stream()
          .filter(wish -> wish.resource() instanceof Bridge b && b.name().equals(bridge))
          .findFirst()
          .ifPresent(
              wish ->
                  problems.add(
                      ProblemCode.UNKNOWN_BRIDGE,
                      at,
                      "the bridge '" + bridge + "' is removed by another task",
                      "that is at " + wish.place("name", bridge)));
      return;
    }
    later(end, bridge, at);
  }

  private void later(Network.Port end, InterfaceName bridge, Position at) {
    for (Wish wish : network.wishes) {
      if (wish.resource() instanceof Bridge made && made.name().equals(bridge)) {
        return;
      }
      if (wish.equals(end.by())) {
        problems.add(
            ProblemCode.UNKNOWN_BRIDGE,
            at,
            "the bridge '" + bridge + "' is made by a later task",
            "move that task before this one");
        return;
      }
    }
  }
}
