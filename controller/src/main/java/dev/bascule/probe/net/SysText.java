package dev.bascule.probe.net;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What /sys/class/net and /proc/net/vlan say, by link and by the name of the file. */
record SysText(Map<String, Map<String, String>> links, Map<String, String> masters) {
  private static final Set<String> READ_ONLY =
      Set.of(
          "bridge/bridge_id",
          "bridge/flush",
          "bridge/root_id",
          "bridge/root_path_cost",
          "bridge/root_port",
          "bridge/topology_change",
          "bridge/topology_change_detected",
          "brport/change_ack",
          "brport/config_pending",
          "brport/designated_bridge",
          "brport/designated_cost",
          "brport/designated_port",
          "brport/designated_root",
          "brport/flush",
          "brport/port_id",
          "brport/port_no",
          "brport/state");
  private static final Pattern VLAN = Pattern.compile("([^ |]+) *\\| *(\\d+) *\\| *([^ |]+) *");

  static SysText read(Part part) {
    SysText all = new SysText(new HashMap<>(), new HashMap<>());
    part.lines("sys").forEach(all::addLine);
    for (String path : part.paths("below")) {
      String[] names = path.split("/", -1);
      if (names.length == 3 && names[1].equals("brif")) {
        all.masters.put(names[2], names[0]);
      } else if (names.length == 2) {
        all.link(names[0]).put(names[1], "");
      }
    }
    return all;
  }

  private Map<String, String> link(String name) {
    return links.computeIfAbsent(name, key -> new HashMap<>());
  }

  // eth0/mtu:1500, or /proc/net/vlan/config:eth0.10 | 10 | eth0
  private void addLine(String line) {
    int slash = line.indexOf('/');
    int colon = line.indexOf(':', slash + 1);
    if (slash < 0 || colon < 0) {
      return;
    }
    String value = line.substring(colon + 1);
    if (slash == 0) {
      Matcher vlan = VLAN.matcher(value);
      if (vlan.matches()) {
        link(vlan.group(1)).put("vlan", vlan.group(2));
        link(vlan.group(1)).put("vlan-link", vlan.group(3));
      }
      return;
    }
    String name = line.substring(0, slash);
    String key = line.substring(slash + 1, colon);
    if (key.equals("bonding/slaves")) {
      Words.of(value).forEach(slave -> masters.put(slave, name));
    } else if (!key.equals("uevent")) {
      link(name).put(key, value);
    } else if (value.startsWith("DEVTYPE=")) {
      link(name).put("devtype", value.substring("DEVTYPE=".length()));
    }
  }

  Map<String, String> of(String name) {
    return links.getOrDefault(name, Map.of());
  }

  /** Options of a bridge or of a port that can be set. */
  Map<String, String> options(String name, String folder) {
    Map<String, String> options = new TreeMap<>();
    of(name)
        .forEach(
            (key, value) -> {
              boolean fixed = READ_ONLY.contains(key) || key.endsWith("_timer");
              if (key.startsWith(folder + "/") && !fixed) {
                options.put(key.substring(folder.length() + 1), value);
              }
            });
    return options;
  }
}
