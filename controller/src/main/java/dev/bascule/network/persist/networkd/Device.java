package dev.bascule.network.persist.networkd;

import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.persist.PersistRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a .netdev file says of a link, see systemd.netdev(5). */
final class Device {
  private Device() {}

  static String kind(Link link) {
    LinkKind kind = link.kind();
    return kind instanceof LinkKind.Other other
        ? other.name()
        : kind.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The file with what the link is, other keys left. */
  static UnitFile agreed(UnitFile file, Link link, PersistRequest request) {
    UnitFile edited = file;
    for (Map.Entry<String, Map<String, String>> section : wanted(link, request).entrySet()) {
      List<String> missing = new ArrayList<>();
      for (Map.Entry<String, String> entry : section.getValue().entrySet()) {
        String key = entry.getKey();
        List<String> values = edited.values(section.getKey(), key);
        boolean same = values.stream().anyMatch(value -> same(value, entry.getValue()));
        if (!same) {
          edited =
              edited.without(
                  old -> old.section().equals(section.getKey()) && old.key().equals(key));
          missing.add(key + "=" + entry.getValue());
        }
      }
      edited = edited.with(section.getKey(), missing);
    }
    return edited;
  }

  private static Map<String, Map<String, String>> wanted(Link link, PersistRequest request) {
    Map<String, String> device = new LinkedHashMap<>();
    boolean lasts = link.bridge().isPresent() ? request.keepsMac(link) : link.macPinned();
    if (link.mac() != null && lasts) {
      device.put("MACAddress", link.mac().text());
    }
    if (link.mtu() != 1500) {
      device.put("MTUBytes", Integer.toString(link.mtu()));
    }
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    all.put("NetDev", device);
    if (link.kind() instanceof LinkKind.Bridge bridge) {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("STP", bridge.stp() ? "yes" : "no");
      options.put("ForwardDelaySec", seconds(bridge.forwardDelay()));
      if (bridge.vlanFiltering()) {
        options.put("VLANFiltering", "yes");
      }
      all.put("Bridge", options);
    } else if (link.kind() instanceof LinkKind.Vlan vlan) {
      all.put("VLAN", Map.of("Id", Integer.toString(vlan.id())));
    } else if (link.kind() instanceof LinkKind.Macvlan macvlan) {
      all.put("MACVLAN", Map.of("Mode", macvlan.mode()));
    } else if (link.kind() instanceof LinkKind.Veth veth && veth.peer() != null) {
      all.put("Peer", Map.of("Name", veth.peer().text()));
    }
    return all;
  }

  private static String seconds(int hundredths) {
    return hundredths % 100 == 0
        ? Integer.toString(hundredths / 100)
        : String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
  }

  private static boolean same(String value, String wanted) {
    return truth(value).equals(truth(wanted));
  }

  private static String truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "y", "true", "t", "on" -> "yes";
      case "0", "no", "n", "false", "f", "off" -> "no";
      default -> value.toLowerCase(Locale.ROOT);
    };
  }
}
