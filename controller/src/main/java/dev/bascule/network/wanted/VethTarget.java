package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkResource.End;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pair of interfaces; each end may be in a named namespace. */
final class VethTarget {
  private VethTarget() {}

  static NetworkState granted(NetworkState from, NetworkResource.Veth wish)
      throws RefusedException {
    End end = wish.end();
    End peer = wish.peer();
    String space = end.namespace();
    if (!wish.present() && space != null && !from.namespaces().containsKey(space)) {
      return from;
    }
    Optional<Link> there = inside(from, end).link(end.name());
    if (there.isPresent() && !(there.get().kind() instanceof LinkKind.Veth)) {
      throw Links.otherKind(there.get(), "veth");
    }
    if (!wish.present()) {
      return there.isPresent() ? without(from, end, (LinkKind.Veth) there.get().kind()) : from;
    }
    if (peer == null) {
      throw new RefusedException(
          "a veth pair has two ends: " + end.name() + " needs its peer", null);
    }
    NetworkState state = from;
    if (there.isEmpty()) {
      checkFree(from, peer);
      state = put(state, end, made(end, peer));
      state = put(state, peer, made(peer, end));
    } else if (inside(from, peer).link(peer.name()).isEmpty()) {
      throw new RefusedException(
          end.name() + " is there already, but its peer is not " + peer.name(),
          "remove the pair first: state: absent");
    }
    return furnished(furnished(state, end), peer);
  }

  private static void checkFree(NetworkState from, End peer) throws RefusedException {
    if (inside(from, peer).link(peer.name()).isPresent()) {
      throw new RefusedException(
          peer.name() + " is there already, but not as an end of this pair",
          "choose another name, or remove that link first");
    }
  }

  private static Link made(End end, End other) {
    boolean together = Objects.equals(end.namespace(), other.namespace());
    LinkKind kind = new LinkKind.Veth(other.name(), together ? null : other.namespace());
    return Links.made(end.name(), kind, end.mac(), null);
  }

  private static NetworkState furnished(NetworkState from, End end) throws RefusedException {
    NetworkState state = inside(from, end);
    Link link = Links.existing(state, end.name());
    if (end.mac() != null && !end.mac().equals(link.mac())) {
      link = link.withMac(end.mac());
    }
    state = joined(state.withLink(link.withUp(true)), end.name(), end.bridge());
    for (Cidr address : end.addresses()) {
      state = AddressTarget.with(state, end.name(), address);
    }
    for (WantedRoute route : end.routes()) {
      state = RouteTarget.with(state, route);
    }
    return replaced(from, end, state);
  }

  private static NetworkState joined(
      NetworkState from, InterfaceName name, @Nullable InterfaceName bridge)
      throws RefusedException {
    if (bridge == null) {
      return from;
    }
    Link master = Links.existing(from, bridge);
    if (!master.hasPorts()) {
      throw Links.otherKind(master, "bridge");
    }
    return BridgeTarget.granted(from, JoinWish.of(name, master));
  }

  private static NetworkState without(NetworkState from, End end, LinkKind.Veth kind)
      throws RefusedException {
    End other = other(from, end, kind);
    NetworkState state = replaced(from, end, Links.without(inside(from, end), end.name()));
    return replaced(state, other, Links.without(inside(state, other), other.name()));
  }

  private static End other(NetworkState from, End end, LinkKind.Veth kind) throws RefusedException {
    if (kind.peer() != null) {
      String space = kind.peerNamespace() == null ? end.namespace() : kind.peerNamespace();
      return bare(kind.peer(), space);
    }
    for (Link link : from.links()) {
      if (link.kind() instanceof LinkKind.Veth veth
          && end.name().equals(veth.peer())
          && Objects.equals(veth.peerNamespace(), end.namespace())) {
        return bare(link.name(), null);
      }
    }
    throw new RefusedException(
        "the other end of "
            + end.name()
            + " is out of sight, and a rollback could not make the pair again",
        "name the network namespace that it is in, in a task before: netns: …");
  }

  private static End bare(InterfaceName name, @Nullable String namespace) {
    return new End(name, namespace, null, null, List.of(), List.of());
  }

  private static NetworkState put(NetworkState from, End end, Link link) throws RefusedException {
    return replaced(from, end, inside(from, end).withLink(link));
  }

  private static NetworkState inside(NetworkState from, End end) throws RefusedException {
    String name = end.namespace();
    if (name == null) {
      return from;
    }
    NetworkState inside = from.namespaces().get(name);
    if (inside == null) {
      throw new RefusedException(
          "there is no network namespace " + name, "make it in a task before: netns: " + name);
    }
    return inside;
  }

  private static NetworkState replaced(NetworkState from, End end, NetworkState state) {
    return end.namespace() == null ? state : NamespaceTarget.with(from, end.namespace(), state);
  }
}
