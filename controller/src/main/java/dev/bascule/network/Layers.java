package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which links stand on which, and which of them lead out of the node. */
public final class Layers {
  private static final Set<String> OUT = Set.of("bond", "team", "ipoib");

  /** In a node that is a container itself the card is one end of a pair; its name tells. */
  public static final Pattern CARD = Pattern.compile("(eth|en|em|p\\d+p|venet)[a-z0-9.]*");

  private Layers() {}

  /** Whether a link leads to other machines: a card, a bond, a VLAN on one. */
  public static boolean isUplink(NetworkState state, Link link) {
    LinkKind kind = link.kind();
    if (kind instanceof LinkKind.Hardware) {
      return true;
    }
    if (kind instanceof LinkKind.Vlan vlan) {
      return state.link(vlan.link()).map(below -> leadsOut(state, below)).orElse(true);
    }
    if (kind instanceof LinkKind.Veth veth) {
      return veth.peer() == null
          && veth.peerNamespace() == null
          && CARD.matcher(link.name().text()).matches();
    }
    return kind instanceof LinkKind.Other other && OUT.contains(other.name());
  }

  /** Whether what is sent over a link may leave the node; so it is of one that is not known. */
  public static boolean leadsOut(NetworkState state, InterfaceName name) {
    Link link = state.link(name).orElse(null);
    if (link == null || leadsOut(state, link)) {
      return true;
    }
    InterfaceName base = base(link);
    return base != null && leadsOut(state, base);
  }

  private static boolean leadsOut(NetworkState state, Link link) {
    return link.hasPorts() ? !uplinks(state, link.name()).isEmpty() : isUplink(state, link);
  }

  /** The ports of a bridge that lead out of the node. */
  public static List<Link> uplinks(NetworkState state, InterfaceName bridge) {
    return state.ports(bridge).stream().filter(port -> isUplink(state, port)).toList();
  }

  /** The links that stand directly on one: VLANs, macvlans, internal ports of Open vSwitch. */
  public static List<Link> on(NetworkState state, InterfaceName link) {
    return state.links().stream().filter(other -> link.equals(base(other))).toList();
  }

  /** The link that a VLAN or a macvlan stands on; the bridge of an internal port. */
  public static @Nullable InterfaceName base(Link link) {
    if (link.kind() instanceof LinkKind.OvsInternal) {
      return link.master();
    }
    if (link.kind() instanceof LinkKind.Vlan vlan) {
      return vlan.link();
    }
    return link.kind() instanceof LinkKind.Macvlan macvlan ? macvlan.link() : null;
  }

  /** A link and all that is below it: a bridge's ports, a VLAN's link, a bond's members. */
  public static Set<InterfaceName> below(NetworkState state, InterfaceName link) {
    Set<InterfaceName> found = new TreeSet<>();
    descend(state, link, found);
    return found;
  }

  private static void descend(NetworkState state, InterfaceName link, Set<InterfaceName> found) {
    if (!found.add(link)) {
      return;
    }
    state.ports(link).forEach(port -> descend(state, port.name(), found));
    state.link(link).map(Layers::base).ifPresent(base -> descend(state, base, found));
  }
}
