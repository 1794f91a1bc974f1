package dev.bascule.model;

import java.util.Map;
import java.util.Set;

/**
 * The names of all facts, so that a misspelt one is found before any node is contacted. What each
 * means is in docs/facts.md; a node may lack any of them.
 */
public final class FactNames {
  private static final Set<String> PLAIN = Set.of();

  /** Names by their first part; with the second part of those that have one. */
  public static final Map<String, Set<String>> ALL =
      Map.ofEntries(
          Map.entry("architecture", PLAIN),
          Map.entry("boot_id", PLAIN),
          Map.entry("container", PLAIN),
          Map.entry("cpus", PLAIN),
          Map.entry("default_ipv4", Set.of("address", "gateway", "interface")),
          Map.entry("fqdn", PLAIN),
          Map.entry("gateway", PLAIN),
          Map.entry("hostname", PLAIN),
          Map.entry("init", PLAIN),
          Map.entry("interfaces", PLAIN),
          Map.entry("kernel", PLAIN),
          Map.entry("lxc", PLAIN),
          Map.entry("machine_id", PLAIN),
          Map.entry("memory_mb", PLAIN),
          Map.entry("namespaces", PLAIN),
          Map.entry("openvz", PLAIN),
          Map.entry("openvz_generation", PLAIN),
          Map.entry("os", Set.of("family", "id", "name", "version")),
          Map.entry("ovs", PLAIN),
          Map.entry("persistence", PLAIN),
          Map.entry("tools", PLAIN),
          Map.entry("uptime", PLAIN));

  private FactNames() {}
}
