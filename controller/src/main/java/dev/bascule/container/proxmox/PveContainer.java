package dev.bascule.container.proxmox;

import dev.bascule.model.ContainerId;
import dev.bascule.model.Desired;
import dev.bascule.network.space.SpaceOwner;
import java.util.List;

/**
 * What is wanted of one Proxmox container's network.
 *
 * <pre>
 * container:
 *   runtime: proxmox
 *   id: 105
 *   interfaces:
 *     - {name: eth0, bridge: vmbr0, vlan: 20, addresses: [192.0.2.5/24], gateway: 192.0.2.1}
 *     - {name: eth1, bridge: vmbr1, ipv4: dhcp, ipv6: auto}
 * </pre>
 *
 * @param interfaces exactly these
 */
public record PveContainer(ContainerId id, List<PveInterface> interfaces) implements Desired {
  public PveContainer {
    interfaces = List.copyOf(interfaces);
  }

  /** Whose the namespace of a container is: of LXC, which Proxmox starts it with. */
  public static SpaceOwner owner(ContainerId id) {
    return new SpaceOwner(SpaceOwner.Sort.LXC, id.text());
  }
}
