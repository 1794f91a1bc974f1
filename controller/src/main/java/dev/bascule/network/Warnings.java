package dev.bascule.network;

import dev.bascule.network.batch.NetworkOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is worth saying before anybody says yes. */
final class Warnings {
  private Warnings() {}

  static List<String> of(
      NodeNetwork seen, NetworkState target, List<NetworkOp> batch, List<NetworkResource> wishes) {
    List<String> warnings = new ArrayList<>();
    for (NetworkOp each : batch) {
      NetworkOp op = NetworkOp.plain(each);
      if (op instanceof NetworkOp.Enslave enslave) {
        adopted(seen.state(), target, enslave, warnings);
      }
      if (op instanceof NetworkOp.AddLink add && add.link().kind() instanceof LinkKind.Macvlan on) {
        warnings.add(
            add.link().name() + " and the node itself cannot reach each other over " + on.link());
      }
      if (op instanceof NetworkOp.AddLink add && add.link().kind() instanceof LinkKind.Vlan vlan) {
        lonely(target, add.link(), vlan, warnings);
      }
    }
    boolean bridges = batch.stream().anyMatch(NetworkOp.Enslave.class::isInstance);
    if (bridges && "1".equals(seen.state().sysctls().get("net/bridge/bridge-nf-call-iptables"))) {
      warnings.add(
          "net.bridge.bridge-nf-call-iptables is 1: bridged frames pass the FORWARD chain, which"
              + " must let containers' traffic through");
    }
    for (NetworkResource wish : wishes) {
      if (wish instanceof NetworkResource.Bridge bridge
          && bridge.present()
          && bridge.persist()
          && seen.control() == null) {
        warnings.add("over a local connection nobody proves from outside that the node is reached");
        break;
      }
    }
    return List.copyOf(warnings);
  }

  // A bridge that filters passes a VLAN only between its members, and it is one of them itself.
  private static void lonely(
      NetworkState target, Link link, LinkKind.Vlan vlan, List<String> warnings) {
    Link bridge = target.link(vlan.link()).orElse(null);
    if (bridge != null
        && bridge.bridge().filter(LinkKind.Bridge::vlanFiltering).isPresent()
        && !(bridge.vlans().containsKey(vlan.id())
            && target.ports(bridge.name()).stream()
                .anyMatch(port -> port.vlans().containsKey(vlan.id())))) {
      warnings.add(
          link.name()
              + " hears nothing until "
              + bridge.name()
              + " itself and a port of it are members of VLAN "
              + vlan.id()
              + ": tagged: ["
              + vlan.id()
              + "] of both says so");
    }
  }

  private static void adopted(
      NetworkState before, NetworkState target, NetworkOp.Enslave op, List<String> warnings) {
    for (Link above : Layers.on(target, op.port())) {
      if (above.kind() instanceof LinkKind.Vlan vlan) {
        warnings.add(
            above.name()
                + " stays on "
                + op.port()
                + " and keeps working: frames of VLAN "
                + vlan.id()
                + " go to it and not to "
                + op.bridge());
      }
    }
    boolean moves =
        before.addressesOf(op.port()).stream().anyMatch(address -> !address.isLinkLocal6());
    if (moves) {
      warnings.add(
          "firewall rules that name "
              + op.port()
              + " (-i, -o, zones) do not match what comes in by "
              + op.bridge()
              + ": rules are not changed");
    }
    Link port = target.link(op.port()).orElse(null);
    Link bridge = target.link(op.bridge()).orElse(null);
    if (port != null
        && bridge != null
        && Layers.isUplink(target, port)
        && !Objects.equals(port.mac(), bridge.mac())) {
      warnings.add(
          op.bridge()
              + " has another MAC address than "
              + op.port()
              + ": a switch with port security may block it");
    }
  }
}
