package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A named network namespace. */
final class NamespaceTarget {
  private static final Link LOOPBACK =
      new Link(
          new InterfaceName("lo"),
          new LinkKind.Loopback(),
          null,
          false,
          65536,
          true,
          null,
          Map.of(),
          Map.of());

  private NamespaceTarget() {}

  static NetworkState granted(NetworkState from, NetworkResource.Namespace wish)
      throws RefusedException {
    NetworkState inside = from.namespaces().get(wish.name());
    if (wish.present() && inside != null) {
      return with(from, wish.name(), looped(inside));
    }
    if (!wish.present() && inside == null) {
      return from;
    }
    if (wish.present()) {
      return with(from, wish.name(), NetworkState.EMPTY.withLinks(List.of(LOOPBACK)));
    }
    return without(from, wish.name());
  }

  // "ip netns add" leaves it down, and then a namespace cannot even reach its own addresses.
  private static NetworkState looped(NetworkState inside) {
    return inside.link(LOOPBACK.name()).map(lo -> inside.withLink(lo.withUp(true))).orElse(inside);
  }

  static NetworkState with(NetworkState from, String name, NetworkState inside) {
    Map<String, NetworkState> all = new TreeMap<>(from.namespaces());
    all.put(name, inside);
    return from.withNamespaces(all);
  }

  private static NetworkState without(NetworkState from, String name) throws RefusedException {
    NetworkState inside = from.namespaces().getOrDefault(name, NetworkState.EMPTY);
    List<Link> cards =
        inside.links().stream().filter(link -> link.kind() instanceof LinkKind.Hardware).toList();
    if (!cards.isEmpty()) {
      throw new RefusedException(
          "namespace " + name + " holds a network card: " + Links.names(cards),
          "take it out first: ip netns exec " + name + " ip link set … netns 1");
    }
    NetworkState state = from;
    for (Link link : from.links()) {
      if (link.kind() instanceof LinkKind.Veth veth && name.equals(veth.peerNamespace())) {
        state = Links.without(state, link.name());
      }
    }
    Map<String, NetworkState> rest = new TreeMap<>(from.namespaces());
    rest.remove(name);
    return state.withNamespaces(rest);
  }
}
