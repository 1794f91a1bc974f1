package dev.bascule.graph;

import dev.bascule.model.InterfaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container or a namespace of a node, as a topology shows it; whichever runtime it is of.
 *
 * @param id {@code openvz 101}, {@code netns blue}
 * @param what {@code OpenVZ}, {@code LXC, not running}
 * @param container whether it is a container; else it is only a network namespace
 * @param stopped whether it is known not to run: of what its file names nothing is there by it
 */
public record Guest(
    String id, String name, String what, boolean container, boolean stopped, List<Nic> nics) {
  public Guest {
    nics = List.copyOf(nics);
  }

  /**
   * An interface of a guest.
   *
   * @param host the node's end, null where there is none or it is not known
   * @param base the node's link that it stands on, a macvlan's or a VLAN's; else null
   * @param bridge the bridge that its file names: it counts while the node's end is not there
   * @param vlans of the node's end, likewise, as {@link dev.bascule.network.PortVlans#text} has
   *     them
   * @param far the id of another guest's interface that is its other end, null for none
   * @param lines addresses and what else is to be known
   */
  public record Nic(
      String name,
      @Nullable InterfaceName host,
      @Nullable InterfaceName base,
      @Nullable InterfaceName bridge,
      String vlans,
      @Nullable String far,
      List<String> lines) {
    public Nic {
      lines = List.copyOf(lines);
    }
  }

  /** The id of an interface's vertex. */
  String idOf(Nic nic) {
    return id + " " + nic.name();
  }

  /** The same with other interfaces. */
  Guest withNics(List<Nic> others) {
    return new Guest(id, name, what, container, stopped, others);
  }
}
