package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import java.util.Optional;

/** An 802.1Q interface. */
final class VlanTarget {
  private VlanTarget() {}

  static NetworkState granted(NetworkState from, NetworkResource.Vlan wish)
      throws RefusedException {
    Optional<Link> there = from.link(wish.name());
    if (there.isPresent() && !(there.get().kind() instanceof LinkKind.Vlan)) {
      throw Links.otherKind(there.get(), "VLAN");
    }
    if (!wish.present()) {
      return there.isPresent() ? Links.without(from, wish.name()) : from;
    }
    Link link = there.isPresent() ? checked(there.get(), wish) : made(from, wish);
    NetworkState state =
        from.withLink((wish.mtu() == null ? link : link.withMtu(wish.mtu())).withUp(true));
    for (Cidr address : wish.addresses()) {
      state = AddressTarget.with(state, wish.name(), address);
    }
    return state;
  }

  private static Link checked(Link there, NetworkResource.Vlan wish) throws RefusedException {
    LinkKind.Vlan kind = (LinkKind.Vlan) there.kind();
    boolean moved = wish.link() != null && !wish.link().equals(kind.link());
    if (moved || kind.id() != wish.id()) {
      throw new RefusedException(
          wish.name() + " is there already with id " + kind.id() + " on " + kind.link(),
          "remove it first: state: absent");
    }
    return there;
  }

  private static Link made(NetworkState from, NetworkResource.Vlan wish) throws RefusedException {
    InterfaceName base = wish.link();
    if (base == null) {
      throw new RefusedException("a new VLAN needs the link that it is on", "say link");
    }
    Link below = Links.existing(from, base);
    LinkKind.Vlan kind = new LinkKind.Vlan(base, wish.id());
    Optional<Link> same = from.links().stream().filter(l -> l.kind().equals(kind)).findFirst();
    if (same.isPresent()) {
      throw new RefusedException(
          base + " has VLAN " + wish.id() + " already, as " + same.get().name(),
          "use that name, or remove it first");
    }
    int mtu = wish.mtu() == null ? below.mtu() : wish.mtu();
    if (mtu > below.mtu()) {
      throw new RefusedException(
          "an MTU of " + mtu + " is more than that of " + base + ", " + below.mtu(), null);
    }
    Link made = Links.made(wish.name(), kind, null, mtu);
    // The kernel gives it that of the link below, and so does a bridge whose first port it is.
    return new Link(
        made.name(), kind, below.mac(), false, mtu, true, null, made.port(), made.vlans());
  }
}
