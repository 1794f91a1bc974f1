package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import java.util.Optional;

/** A macvlan interface. */
final class MacvlanTarget {
  private MacvlanTarget() {}

  static NetworkState granted(NetworkState from, NetworkResource.Macvlan wish)
      throws RefusedException {
    Optional<Link> there = from.link(wish.name());
    if (there.isPresent() && !(there.get().kind() instanceof LinkKind.Macvlan)) {
      throw Links.otherKind(there.get(), "macvlan");
    }
    if (!wish.present()) {
      return there.isPresent() ? Links.without(from, wish.name()) : from;
    }
    Link link = there.isPresent() ? checked(there.get(), wish) : made(from, wish);
    if (wish.mac() != null && !wish.mac().equals(link.mac())) {
      link = link.withMac(wish.mac());
    }
    NetworkState state = from.withLink(link.withUp(true));
    for (Cidr address : wish.addresses()) {
      state = AddressTarget.with(state, wish.name(), address);
    }
    return state;
  }

  private static Link checked(Link there, NetworkResource.Macvlan wish) throws RefusedException {
    LinkKind.Macvlan kind = (LinkKind.Macvlan) there.kind();
    boolean moved = wish.link() != null && !wish.link().equals(kind.link());
    if (moved || !kind.mode().equals(wish.mode())) {
      throw new RefusedException(
          wish.name() + " is there already in mode " + kind.mode() + " on " + kind.link(),
          "remove it first: state: absent");
    }
    return there;
  }

  private static Link made(NetworkState from, NetworkResource.Macvlan wish)
      throws RefusedException {
    InterfaceName base = wish.link();
    if (base == null) {
      throw new RefusedException("a new macvlan needs the link that it is on", "say link");
    }
    Link below = Links.existing(from, base);
    if (below.master() != null) {
      throw new RefusedException(
          base
              + " is a port of "
              + below.master()
              + ": the kernel gives a link's frames to macvlans or to a bridge, not to both",
          "make the macvlan on " + below.master());
    }
    return Links.made(
        wish.name(), new LinkKind.Macvlan(base, wish.mode()), wish.mac(), below.mtu());
  }
}
