package dev.bascule.container.lxc;

import java.util.HashMap;
import java.util.Map;

/**
 * What was seen of a node's LXC containers: those that were asked about.
 *
 * @param version as {@code lxc-info --version} prints it, for example {@code 5.0.2}; empty where
 *     there is no LXC
 */
public record SeenLxcs(String version, Map<LxcPlace, SeenLxc> byPlace) {
  /** Nothing was asked. */
  public static final SeenLxcs NOTHING = new SeenLxcs("", Map.of());

  public SeenLxcs {
    byPlace = Map.copyOf(byPlace);
  }

  /** One that was asked about. */
  public SeenLxc get(LxcPlace place) {
    return byPlace.getOrDefault(place, SeenLxc.missing(place));
  }

  /** Both; what is asked later wins. */
  public SeenLxcs plus(SeenLxcs later) {
    Map<LxcPlace, SeenLxc> all = new HashMap<>(byPlace);
    all.putAll(later.byPlace);
    return new SeenLxcs(later.version.isEmpty() ? version : later.version, all);
  }

  /** Whether this LXC knows {@code lxc.net.N.*}: since 2.1. */
  boolean knowsNumbers() {
    String[] parts = version.split("[^0-9]+", -1);
    int major = number(parts, 0);
    return major > 2 || (major == 2 && number(parts, 1) >= 1);
  }

  /** Whether this LXC knows {@code lxc.net.N.veth.vlan.id}: since 5.0. */
  boolean knowsVlans() {
    return number(version.split("[^0-9]+", -1), 0) >= 5;
  }

  private static int number(String[] parts, int at) {
    return at < parts.length && parts[at].matches("[0-9]{1,6}") ? Integer.parseInt(parts[at]) : 0;
  }
}
