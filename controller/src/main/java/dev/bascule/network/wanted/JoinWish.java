package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.PortVlans;
import java.util.List;
import java.util.Map;

/** A link as one more port of a bridge that is there already. */
final class JoinWish {
  private JoinWish() {}

  static NetworkResource.Bridge of(InterfaceName port, Link bridge) {
    return of(port, bridge, Map.of());
  }

  /**
   * The same as a member of VLANs.
   *
   * @param vlans by port
   */
  static NetworkResource.Bridge of(
      InterfaceName port, Link bridge, Map<InterfaceName, PortVlans> vlans) {
    return new NetworkResource.Bridge(
        bridge.name(),
        true,
        List.of(port),
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        vlans,
        false,
        bridge.isOvsBridge() ? new NetworkResource.Ovs(null, List.of()) : null);
  }
}
