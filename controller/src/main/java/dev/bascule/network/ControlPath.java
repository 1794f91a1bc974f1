package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.List;
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
 */
public record ControlPath(
    IpAddress remote,
    IpAddress local,
    InterfaceName egress,
    @Nullable IpAddress gateway,
    List<InterfaceName> below) {
  public ControlPath {
    below = List.copyOf(below);
  }

  /** Whether the session goes through a link. */
  public boolean uses(InterfaceName link) {
    return egress.equals(link) || below.contains(link);
  }
}
