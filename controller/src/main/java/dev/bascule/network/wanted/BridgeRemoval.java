package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a bridge apart; its uplink gets back what it carries. */
final class BridgeRemoval {
  private BridgeRemoval() {}

  static NetworkState granted(NetworkState from, NetworkResource.Bridge wish)
      throws RefusedException {
    Optional<Link> there = from.link(wish.name());
    if (there.isEmpty()) {
      return from;
    }
    if (!there.get().hasPorts()) {
      throw Links.otherKind(there.get(), "bridge");
    }
    InterfaceName taker = taker(from, wish);
    List<Link> foreign =
        from.ports(wish.name()).stream()
            .filter(port -> !port.name().equals(taker))
            .filter(port -> wish.ports() == null || !wish.ports().contains(port.name()))
            .toList();
    if (!foreign.isEmpty()) {
      throw new RefusedException(
          wish.name() + " has other ports, which would be cut off: " + Links.names(foreign),
          "move or stop what uses them, or name them in ports");
    }
    NetworkState state = taker == null ? from : given(from, wish.name(), taker);
    return Links.without(state, wish.name());
  }

  private static NetworkState given(NetworkState from, InterfaceName bridge, InterfaceName taker) {
    Link port = from.link(taker).orElseThrow();
    NetworkState free = from.withLink(port.withMaster(null).withUp(true));
    return Carry.all(free, bridge, taker);
  }

  private static @Nullable InterfaceName taker(NetworkState from, NetworkResource.Bridge wish)
      throws RefusedException {
    InterfaceName named = wish.giveBack();
    if (named != null) {
      Link link = Links.existing(from, named);
      if (!wish.name().equals(link.master())) {
        throw new RefusedException(
            named + " is no port of " + wish.name() + ", which has " + ports(from, wish), null);
      }
      return named;
    }
    List<Link> uplinks = Layers.uplinks(from, wish.name());
    if (uplinks.size() > 1) {
      throw new RefusedException(
          wish.name() + " has several uplinks: " + Links.names(uplinks),
          "say which of them gets its addresses: give_back");
    }
    return uplinks.isEmpty() ? null : uplinks.get(0).name();
  }

  private static String ports(NetworkState from, NetworkResource.Bridge wish) {
    return Links.names(from.ports(wish.name()));
  }
}
