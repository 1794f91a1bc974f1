package dev.bascule.container.lxc;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One network of a container, as wanted. What is null stays as the file has it; a new one gets what
 * is said here.
 *
 * @param name inside; null: as LXC names it, eth0, eth1 …
 * @param link the bridge of a veth, the link below a macvlan or VLAN, the card itself; null for a
 *     veth that is routed
 * @param hostName of a veth's end on the node; null: LXC makes one up at each start
 * @param mac inside; null: the one that the file has, or else {@code newMac}
 * @param newMac where neither the playbook nor the file has one; null where the kind has none
 * @param mtu of both ends of a veth
 * @param vlan the VLAN of a VLAN interface, or that of a veth on a bridge that filters
 * @param mode of a macvlan: {@code private}, {@code vepa}, {@code bridge} or {@code passthru}
 * @param addresses exactly these
 * @param gateways at most one a family; exactly these where {@code addresses} is not null
 */
public record LxcInterface(
    LxcType type,
    @Nullable InterfaceName name,
    @Nullable InterfaceName link,
    @Nullable InterfaceName hostName,
    @Nullable MacAddress mac,
    @Nullable MacAddress newMac,
    @Nullable Integer mtu,
    @Nullable Integer vlan,
    @Nullable String mode,
    @Nullable List<Cidr> addresses,
    List<IpAddress> gateways) {
  public LxcInterface {
    addresses = addresses == null ? null : List.copyOf(addresses);
    gateways = List.copyOf(gateways);
  }

  /**
   * Whether the node does not have the link while the container runs: a card that is moved inside,
   * or one below a macvlan that gets every frame, whatever its MAC (macvlan_handle_frame of Linux).
   */
  public boolean hasWholeLink() {
    return type == LxcType.PHYS || (type == LxcType.MACVLAN && "passthru".equals(mode));
  }
}
