package dev.bascule.network.wanted;

import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkChanges;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import java.util.List;

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
    try {
      if (wish instanceof NetworkResource.ContainerLinks links) {
        new ContainerLinksCheck(from, seen.control()).check(links);
        return new Reach.Reached(from, List.of());
      }
      NetworkState after = granted(from, wish);
      Soundness.check(from, after);
      List<NetworkChange> changes = NetworkChanges.between(from, after, seen.control());
      return new Reach.Reached(after, changes);
    } catch (RefusedException e) {
      return e.reach();
    }
  }

  private static NetworkState granted(NetworkState from, NetworkResource wish)
      throws RefusedException {
    if (wish instanceof NetworkResource.Bridge bridge) {
      return bridge.present()
          ? BridgeTarget.granted(from, bridge)
          : BridgeRemoval.granted(from, bridge);
    }
    if (wish instanceof NetworkResource.LinkAddresses addresses) {
      return AddressTarget.granted(from, addresses);
    }
    if (wish instanceof NetworkResource.RouteEntry route) {
      return route.present()
          ? RouteTarget.with(from, route.route())
          : RouteTarget.without(from, route.route());
    }
    if (wish instanceof NetworkResource.Vlan vlan) {
      return VlanTarget.granted(from, vlan);
    }
    if (wish instanceof NetworkResource.Macvlan macvlan) {
      return MacvlanTarget.granted(from, macvlan);
    }
    if (wish instanceof NetworkResource.Veth veth) {
      return VethTarget.granted(from, veth);
    }
    if (wish instanceof NetworkResource.HostEnd end) {
      return HostEndTarget.granted(from, end);
    }
    return NamespaceTarget.granted(from, (NetworkResource.Namespace) wish);
  }
}
