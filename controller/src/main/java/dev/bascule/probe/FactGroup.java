package dev.bascule.probe;

import java.util.EnumSet;
import java.util.Set;

/** Facts that one part of the probe finds out together. */
public enum FactGroup {
  /** What files and shell builtins say; costs no process. */
  BASE("facts"),
  /** Which programs there are, and what they and the file system say about the node's kind. */
  FEATURES("features"),
  /** The machine's architecture. */
  MACHINE("machine"),
  /** Interfaces, addresses, the default route. */
  NETWORK("network"),
  /** Other network namespaces, and whose the other ends of pairs are. */
  SPACES("spaces");

  private final String part;

  FactGroup(String part) {
    this.part = part;
  }

  /** The name of the script's part and of its function. */
  String part() {
    return part;
  }

  /**
   * The groups that hold some facts, by the facts' names; {@code *} stands for all that a playbook
   * may use without knowing it: not for namespaces, which cost some processes each and are to be
   * named beside it.
   */
  public static Set<FactGroup> of(Set<String> used) {
    Set<FactGroup> groups = EnumSet.noneOf(FactGroup.class);
    if (used.contains("*")) {
      groups.addAll(EnumSet.complementOf(EnumSet.of(SPACES)));
    }
    for (String name : used) {
      groups.add(
          switch (name) {
            case "architecture" -> MACHINE;
            case "container",
                "init",
                "lxc",
                "openvz",
                "openvz_generation",
                "ovs",
                "persistence",
                "tools" ->
                FEATURES;
            case "interfaces", "default_ipv4", "gateway" -> NETWORK;
            case "namespaces" -> SPACES;
            default -> BASE;
          });
    }
    return groups;
  }
}
