package dev.bascule.network.wanted;

import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;

/** Finds the state in which a wish is granted. */
public final class Target {
  private Target() {}

  /**
   * From a state to the nearest one in which a wish is granted.
   *
   * @param seen the node as it was found: owners, control path, tools
   * @param from the state that earlier wishes lead to
   */
  public static Reach of(NodeNetwork seen, NetworkState from, NetworkResource wish) {
    return new Reach.Impossible("not in this version: " + wish.target(), null);
  }
}
