package dev.bascule.container;

import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.model.Desired;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.Spaces;
import java.util.List;
import java.util.Set;

/**
 * What a picture of a node is made of: its network and its containers, as they are and as they are
 * wanted.
 *
 * @param seen the network as it is
 * @param target the network as apply would leave it; the same where nothing is wanted
 * @param containers of OpenVZ of which there is a file, and those that were asked about
 * @param lxcs those that were asked about
 * @param pves those that were asked about
 * @param wishes of containers, in the order of their tasks
 * @param changing the containers that the plan changes, by the {@link
 *     dev.bascule.network.space.SpaceOwner#id} of their namespaces
 */
public record NodeSight(
    NetworkState seen,
    NetworkState target,
    Spaces spaces,
    SeenContainers containers,
    SeenLxcs lxcs,
    SeenPves pves,
    List<Desired> wishes,
    Set<String> changing) {
  public NodeSight {
    wishes = List.copyOf(wishes);
    changing = Set.copyOf(changing);
  }

  /** A node of which nothing is wanted. */
  public static NodeSight of(NetworkState seen, Spaces spaces, SeenContainers containers) {
    return new NodeSight(
        seen, seen, spaces, containers, SeenLxcs.NOTHING, SeenPves.NOTHING, List.of(), Set.of());
  }
}
