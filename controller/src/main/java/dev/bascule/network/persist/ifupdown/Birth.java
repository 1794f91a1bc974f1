package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.persist.Unsafe;
import java.util.ArrayList;
import java.util.List;

/** The options that make a link at boot which is not a card. */
final class Birth {
  private Birth() {}

  static List<String> lines(Link link, Spelling spelling) {
    if (link.kind() instanceof LinkKind.Vlan vlan) {
      return vlan(link, vlan, spelling);
    }
    if (link.kind() instanceof LinkKind.Macvlan macvlan) {
      return macvlan(link, macvlan);
    }
    return link.kind() instanceof LinkKind.Veth veth ? veth(link, veth) : List.of();
  }

  private static List<String> vlan(Link link, LinkKind.Vlan vlan, Spelling spelling) {
    InterfaceName name = link.name();
    boolean speaking = name.text().matches(".*\\.0*" + vlan.id() + "|vlan0*" + vlan.id());
    List<String> lines = new ArrayList<>();
    if (speaking) {
      lines.add("vlan-raw-device " + vlan.link());
    } else if (spelling.second()) {
      lines.add("vlan-raw-device " + vlan.link());
      lines.add("vlan-id " + vlan.id());
    } else {
      lines.addAll(
          made(name, "link " + vlan.link() + " name " + name + " type vlan id " + vlan.id()));
    }
    return lines;
  }

  private static List<String> macvlan(Link link, LinkKind.Macvlan macvlan) {
    String mac = link.mac() == null ? "" : " address " + link.mac();
    String type = " type macvlan mode " + macvlan.mode();
    return made(link.name(), "link " + macvlan.link() + " name " + link.name() + mac + type);
  }

  private static List<String> veth(Link link, LinkKind.Veth veth) {
    if (veth.peer() == null || veth.peerNamespace() != null) {
      throw new Unsafe(
          Reading.ROOT.text(),
          "the other end of " + link.name() + " is in a namespace, which no boot makes",
          "say persist: false");
    }
    String mac = link.mac() == null ? "" : " address " + link.mac();
    String pair = "name " + link.name() + mac + " type veth peer name " + veth.peer();
    // Both ends are made by the one that comes first, and go with the one that goes first.
    String there = "/sys/class/net/" + link.name();
    List<String> lines =
        new ArrayList<>(
            List.of(
                made(link.name(), pair).get(0),
                "post-down [ ! -e " + there + " ] || ip link del dev " + link.name()));
    // Open vSwitch knows its ports by itself.
    if (link.master() != null && !OvsOptions.isPort(link)) {
      lines.add("up ip link set dev " + link.name() + " master " + link.master());
    }
    if (link.mac() != null) {
      lines.add(1, "pre-up ip link set dev " + link.name() + " address " + link.mac());
    }
    return lines;
  }

  private static List<String> made(InterfaceName name, String words) {
    return List.of(
        "pre-up [ -e /sys/class/net/" + name + " ] || ip link add " + words,
        "post-down ip link del dev " + name);
  }
}
