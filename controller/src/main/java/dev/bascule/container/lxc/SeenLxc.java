package dev.bascule.container.lxc;

import dev.bascule.container.Inside;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of an LXC container.
 *
 * @param config the text of its file; null where there is none, and so no container
 * @param state as {@code lxc-info} says it: {@code RUNNING}, {@code STOPPED}, {@code FROZEN} …;
 *     empty where LXC cannot say, because it cannot read the file
 * @param included the first line of a network in a file that this one includes, as {@code
 *     FILE:LINE:TEXT}; null where there is none
 * @param live null where it does not run, shares the node's network, or could not be asked
 * @param shares whether it runs with the node's own network
 * @param trouble what it said instead, where it runs and could not be asked
 * @param owner the number of the user who owns the folder of containers
 * @param ofProxmox whether Proxmox VE has this container, and writes its file at each start
 */
public record SeenLxc(
    LxcPlace place,
    @Nullable String config,
    String state,
    @Nullable String included,
    @Nullable Live live,
    boolean shares,
    @Nullable String trouble,
    String owner,
    boolean ofProxmox) {

  /**
   * Its interfaces while it runs.
   *
   * @param inside by {@code ip}
   * @param types of each interface inside, as {@code ip -d link} calls it: {@code veth}, {@code
   *     macvlan}, {@code vlan}, {@code bridge} …; none of a card; {@link #UNKNOWN} where the node's
   *     {@code ip} does not tell
   * @param outer of each the link of the node that belongs to it, by ifindex and iflink: the other
   *     end of a veth, the link below a macvlan or VLAN
   * @param mtus of each
   * @param modes of each macvlan its mode, of each VLAN its number
   * @param nodes the links that the node itself has meanwhile
   */
  public record Live(
      Inside inside,
      Map<String, String> types,
      Map<String, String> outer,
      Map<String, Integer> mtus,
      Map<String, String> modes,
      Set<String> nodes) {
    /** What a link is, where that was not told. */
    public static final String UNKNOWN = "?";

    // Those that each namespace has by itself, by modules that the node has loaded.
    private static final Set<String> ITS_OWN =
        Set.of(
            "lo",
            "sit0",
            "tunl0",
            "gre0",
            "gretap0",
            "erspan0",
            "ip_vti0",
            "ip6_vti0",
            "ip6tnl0",
            "ip6gre0");

    public Live {
      types = Map.copyOf(types);
      outer = Map.copyOf(outer);
      mtus = Map.copyOf(mtus);
      modes = Map.copyOf(modes);
      nodes = Set.copyOf(nodes);
    }

    /** Whether a link inside is the node's, or hangs on it: the container did not make it. */
    boolean isNodes(String name) {
      return outer.containsKey(name) || (!types.containsKey(name) && !ITS_OWN.contains(name));
    }

    /** The node's end of a veth inside; null where it is none, or is not found. */
    public @Nullable String end(String name) {
      return "veth".equals(types.get(name)) ? outer.get(name) : null;
    }
  }

  /** None of this name. */
  public static SeenLxc missing(LxcPlace place) {
    return new SeenLxc(place, null, "", null, null, false, null, "0", false);
  }

  /** Whether its processes run. */
  public boolean isRunning() {
    return state.equals("RUNNING");
  }
}
