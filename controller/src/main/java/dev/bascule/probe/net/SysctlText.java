package dev.bascule.probe.net;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the parameters of links; those that cannot be set or say what something else says too. */
final class SysctlText {
  private static final Set<String> LEFT_OUT = Set.of("mc_forwarding", "mtu", "stable_secret");

  private SysctlText() {}

  // net/ipv4/conf/eth0/rp_filter:1
  static Map<String, String> read(List<String> lines) {
    Map<String, String> values = new TreeMap<>();
    for (String line : lines) {
      int name = line.lastIndexOf('/', Math.max(line.indexOf(':', line.lastIndexOf('/')), 0));
      int colon = line.indexOf(':', Math.max(name, 0));
      if (name > 0 && colon > name && !LEFT_OUT.contains(line.substring(name + 1, colon))) {
        values.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    // A value in whole seconds would take the finer one away when both are written.
    values.keySet().removeIf(path -> values.containsKey(path + "_ms"));
    return values;
  }
}
