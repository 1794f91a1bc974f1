package dev.bascule.graph;

import dev.bascule.container.Container;
import dev.bascule.container.SeenContainers;
import dev.bascule.model.ContainerId;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.Spaces;
import java.util.List;
import java.util.Set;

/**
 * A node's topology as it is and as it is wanted.
 *
 * @param desired the same as observed where nothing is wanted
 */
public record Sides(Topology observed, Topology desired) {

  /** What was seen and what is wanted of a node. */
  public record Given(
      NetworkState seen,
      NetworkState target,
      SeenContainers containers,
      Spaces spaces,
      List<Container> wishes,
      Set<ContainerId> changing) {
    public Given {
      wishes = List.copyOf(wishes);
      changing = Set.copyOf(changing);
    }
  }

  /** Both topologies of a node. */
  public static Sides of(NodeName node, Given given) {
    List<Guest> now = SeenGuests.of(given.seen(), given.spaces(), given.containers());
    List<Guest> kept = SeenGuests.of(given.target(), given.spaces(), given.containers());
    List<Guest> then = WantedGuests.of(kept, given.target(), given.wishes(), given.changing());
    return new Sides(
        TopologyBuilder.build(node, given.seen(), now),
        TopologyBuilder.build(node, given.target(), then));
  }

  /** What lies between them. */
  public Topology difference() {
    return TopologyDifference.between(observed, desired);
  }
}
