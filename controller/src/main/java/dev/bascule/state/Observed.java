package dev.bascule.state;

import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.file.Observation;
import dev.bascule.network.NodeNetwork;
import org.jspecify.annotations.Nullable;

/**
 * What a probe saw of a node, as far as a plan asks.
 *
 * @param files paths, kernel parameters, modules and services
 * @param network null where it was not looked at
 * @param containers of OpenVZ, those that were asked about
 * @param lxc those that were asked about
 * @param proxmox those that were asked about
 */
public record Observed(
    Observation files,
    @Nullable NodeNetwork network,
    SeenContainers containers,
    SeenLxcs lxc,
    SeenPves proxmox) {

  /** Nothing of the network, and no container. */
  public Observed(Observation files) {
    this(files, null, SeenContainers.NOTHING, SeenLxcs.NOTHING, SeenPves.NOTHING);
  }

  /** Both; what is asked later wins. */
  public Observed plus(Observed later) {
    return new Observed(
        files.plus(later.files),
        later.network == null ? network : later.network,
        containers.plus(later.containers),
        lxc.plus(later.lxc),
        proxmox.plus(later.proxmox));
  }
}
