package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import org.jspecify.annotations.Nullable;

/** Paths of kernel parameters of interfaces: {@code net/ipv4/conf/eth0/rp_filter}. */
public final class Sysctls {
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
    return value == null ? state.sysctls().get(ofNewLinks(path)) : value;
  }

  /** A parameter's path for an interface. */
  public static String path(String tree, InterfaceName link, String name) {
    return "net/" + tree + "/" + link + "/" + name;
  }
}
