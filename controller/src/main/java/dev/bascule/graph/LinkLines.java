package dev.bascule.graph;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;

/** What is to be known of a link: what it is, its addresses, gateways, and what is unusual. */
final class LinkLines {
  private static final int USUAL_MTU = 1500;

  private LinkLines() {}

  /** In the kernel's order; without addresses that the kernel makes by itself. */
  static List<Line> of(NetworkState state, Link link) {
    List<String> lines = new ArrayList<>(addresses(state, link.name()));
    lines.addAll(gateways(state, link.name()));
    boolean loopback = link.kind() instanceof LinkKind.Loopback;
    if (!link.up() && !loopback) {
      lines.add("down");
    }
    if (link.mtu() != USUAL_MTU && link.mtu() != 0 && !loopback) {
      lines.add("MTU " + link.mtu());
    }
    link.bridge()
        .ifPresent(
            bridge -> {
              if (bridge.stp()) {
                lines.add("STP");
              }
              if (bridge.vlanFiltering()) {
                lines.add("filters VLANs");
                lines.addAll(ownVlans(link));
              }
            });
    return lines.stream().distinct().map(Line::of).toList();
  }

  private static List<String> ownVlans(Link bridge) {
    String label = PortLabel.of(bridge);
    return label.isEmpty() || label.equals("VLAN 1") ? List.of() : List.of("itself " + label);
  }

  static List<String> addresses(NetworkState state, InterfaceName link) {
    return state.addressesOf(link).stream()
        .filter(address -> !address.isLinkLocal6() && !address.isOfLoopback())
        .map(LinkLines::text)
        .toList();
  }

  private static String text(Address address) {
    return address.local() + (address.peer() == null ? "" : " peer " + address.peer());
  }

  static List<String> gateways(NetworkState state, InterfaceName link) {
    return state.routesOver(link).stream()
        .filter(route -> route.isDefault() && route.type().equals("unicast"))
        .map(LinkLines::gateway)
        .distinct()
        .toList();
  }

  private static String gateway(Route route) {
    String way = route.via() == null ? "default route" : "gateway " + route.via();
    return route.table().equals("main") ? way : way + " (table " + route.table() + ")";
  }

  /**
   * OpenVZ's own: all its containers are at its other end, and the kernel gives its kind no name.
   */
  static boolean isVenet(Link link) {
    return link.name().text().matches("venet\\d+");
  }

  /** What a link is, where that does not go without saying. */
  static String what(Link link, Kind shown) {
    LinkKind kind = link.kind();
    if (isVenet(link)) {
      return "venet";
    } else if (kind instanceof LinkKind.OvsBridge bridge) {
      return "Open vSwitch (" + bridge.datapath() + ")";
    } else if (kind instanceof LinkKind.OvsInternal) {
      return "internal port";
    } else if (kind instanceof LinkKind.Vlan vlan) {
      return "VLAN " + vlan.id() + " on " + vlan.link();
    } else if (kind instanceof LinkKind.Macvlan macvlan) {
      return "macvlan " + macvlan.mode() + " on " + macvlan.link();
    } else if (kind instanceof LinkKind.Other other) {
      return other.name().equals("unknown") ? "" : other.name();
    }
    return switch (shown) {
      case UPLINK -> "uplink";
      case BRIDGE -> "bridge";
      case LINK -> kind instanceof LinkKind.Veth ? "veth" : "";
      default -> "";
    };
  }
}
