package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What carries the controller's own session on the node: SSH_CONNECTION, and the kernel's answer to
 * {@code ip route get}.
 *
 * @param remote the controller's address as the node sees it; a jump host's where there is one
 * @param local the node's address that was connected to
 * @param egress the link that replies leave by
 * @param gateway the next hop of replies, null where the controller is on the link
 * @param below the links under the egress, down to hardware: a bridge's uplinks, a VLAN's link
 * @param further the controller's other addresses, from which it may come to a node that moved;
 *     empty where they are not known, or another machine is between them
 */
public record ControlPath(
    IpAddress remote,
    IpAddress local,
    InterfaceName egress,
    @Nullable IpAddress gateway,
    List<InterfaceName> below,
    List<IpAddress> further) {
  public ControlPath {
    below = List.copyOf(below);
    further = List.copyOf(further);
  }

  /** A way of which only its own end on the controller's side is known. */
  public ControlPath(
      IpAddress remote,
      IpAddress local,
      InterfaceName egress,
      @Nullable IpAddress gateway,
      List<InterfaceName> below) {
    this(remote, local, egress, gateway, below, List.of());
  }

  /**
   * The same, with what the controller knows of itself.
   *
   * @param own its addresses; they count only where the session comes from one of them
   */
  public ControlPath from(List<IpAddress> own) {
    List<IpAddress> others =
        own.contains(remote)
            ? own.stream().filter(address -> !address.equals(remote)).toList()
            : List.of();
    return new ControlPath(remote, local, egress, gateway, below, others);
  }

  /** Where a controller may be that connects to an address: of the same family. */
  List<IpAddress> remotes(IpAddress to) {
    return Stream.concat(Stream.of(remote), further.stream())
        .filter(address -> address.isV6() == to.isV6())
        .toList();
  }

  /** Whether the session goes through a link. */
  public boolean uses(InterfaceName link) {
    return egress.equals(link) || below.contains(link);
  }
}
