package dev.bascule.network.wanted;

import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Map;

/** The spanning tree protocol on a bridge that leads out: too little of it loops, too much cuts. */
final class StpCheck {
  private static final int LEAST = 2;
  private static final int MOST = 30;

  private StpCheck() {}

  static void check(NetworkState from, NetworkState to, NetworkResource.Bridge wish)
      throws RefusedException {
    // What is not said to a bridge of Open vSwitch is off.
    LinkKind.Bridge bridge =
        to.link(wish.name()).flatMap(Link::bridge).orElse(new LinkKind.Bridge(Map.of()));
    List<Link> uplinks = Layers.uplinks(to, wish.name());
    boolean was =
        from.link(wish.name()).flatMap(Link::bridge).map(LinkKind.Bridge::stp).orElse(false);
    boolean more = uplinks.size() > Layers.uplinks(from, wish.name()).size();
    if (bridge.stp() && !uplinks.isEmpty() && (!was || more) && !wish.bpduGuard()) {
      throw new RefusedException(
          "STP on "
              + wish.name()
              + " with the uplink "
              + Links.names(uplinks)
              + " sends BPDUs to the switch: its BPDU guard can shut the port, and the node cannot"
              + " undo that",
          "leave stp off, or say bpdu_guard: accepted once the switch's port allows BPDUs");
    }
    if (!bridge.stp() && uplinks.size() > 1 && (more || was)) {
      throw new RefusedException(
          "a loop: "
              + Links.names(uplinks)
              + " lead out of the node and would be joined by "
              + wish.name()
              + " without STP",
          "make a bond of them and bridge that, or use one of them");
    }
    checkDelay(bridge, wish);
  }

  private static void checkDelay(LinkKind.Bridge bridge, NetworkResource.Bridge wish)
      throws RefusedException {
    Integer delay = wish.forwardDelay();
    if (bridge.stp() && delay != null && (delay < LEAST || delay > MOST)) {
      throw new RefusedException(
          "with STP a forward delay is 2 to 30 seconds, not " + delay,
          "the kernel would silently take another");
    }
  }
}
