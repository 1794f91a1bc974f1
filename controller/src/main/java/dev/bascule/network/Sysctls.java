package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths of kernel parameters of interfaces: {@code net/ipv4/conf/eth0/rp_filter}. */
public final class Sysctls {
  // net/ipv4/neigh/default is seen only in the machine's first namespace, not in a container's.
  private static final Map<String, String> NEW_NEIGHBOURS =
      Map.ofEntries(
          Map.entry("anycast_delay", "100"),
          Map.entry("app_solicit", "0"),
          Map.entry("base_reachable_time_ms", "30000"),
          Map.entry("delay_first_probe_time", "5"),
          Map.entry("gc_stale_time", "60"),
          Map.entry("interval_probe_time_ms", "5000"),
          Map.entry("mcast_resolicit", "0"),
          Map.entry("mcast_solicit", "3"),
          Map.entry("proxy_delay", "80"),
          Map.entry("proxy_qlen", "64"),
          Map.entry("retrans_time_ms", "1000"),
          Map.entry("ucast_solicit", "3"),
          Map.entry("unres_qlen", "101"),
          Map.entry("unres_qlen_bytes", "212992"));

  private Sysctls() {}

  /** The interface's name in a path; {@code net} itself where it is not about an interface. */
  public static String link(String path) {
    String[] parts = path.split("/", -1);
    return parts.length == 5 ? parts[3] : "the node";
  }

  /** {@code ipv4/conf rp_filter}. */
  static String shortName(String path) {
    String[] parts = path.split("/", -1);
    return parts.length == 5 ? parts[1] + "." + parts[2] + "." + parts[4] : path;
  }

  /** The path of the value that a new interface gets. */
  public static String ofNewLinks(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length == 5) {
      parts[3] = "default";
    }
    return String.join("/", parts);
  }

  /** What a parameter is in a state; where its link is not there, what a new one would get. */
  public static @Nullable String expected(NetworkState state, String path) {
    String value = state.sysctls().get(path);
    String given = value == null ? state.sysctls().get(ofNewLinks(path)) : value;
    return given == null ? byTheKernel(path) : given;
  }

  private static @Nullable String byTheKernel(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals("locktime")) {
      return path.startsWith("net/ipv4/neigh/") ? "100" : "0";
    }
    return path.contains("/neigh/") ? NEW_NEIGHBOURS.get(name) : null;
  }

  /** A parameter's path for an interface. */
  public static String path(String tree, InterfaceName link, String name) {
    return "net/" + tree + "/" + link + "/" + name;
  }
}
