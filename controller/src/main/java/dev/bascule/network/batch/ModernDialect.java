package dev.bascule.network.batch;

import static dev.bascule.network.batch.Saying.Tolerance.GONE;
import static dev.bascule.network.batch.Saying.Tolerance.NONE;
import static dev.bascule.network.batch.Saying.Tolerance.THERE;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Neighbour;
import dev.bascule.network.Rule;
import java.util.List;
import java.util.Set;

/**
 * iproute2 of 3.x and later. What {@code ip} does is a line of its batch, so that a whole
 * conversion is a process or two; what a file of /sys or /proc does is a redirection by the shell.
 *
 * @param vlans whether there is a program for VLANs of ports
 * @param bridges links that are known to be bridges, because they are made here
 */
record ModernDialect(boolean vlans, Set<InterfaceName> bridges) implements Dialect {

  private static final int LEAST_OF_V6 = 1280;

  @Override
  public boolean batches() {
    return true;
  }

  @Override
  public List<Saying> say(NetworkOp op) {
    if (op instanceof NetworkOp.Inside o) {
      return say(o.op()).stream().map(saying -> saying.inside(o.namespace())).toList();
    }
    if (op instanceof NetworkOp.PinMtu o && bridges.contains(o.link())) {
      // Below 1280 bytes a link loses its IPv6 addresses.
      int other = o.mtu() > LEAST_OF_V6 ? o.mtu() - 1 : o.mtu() + 1;
      return List.of(
          Saying.ip(set(o.link()).and("mtu", other), NONE),
          Saying.ip(set(o.link()).and("mtu", o.mtu()), NONE));
    }
    List<Saying> common = CommonWords.of(op);
    return common.isEmpty() ? links(op) : common;
  }

  private List<Saying> links(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink o) {
      return newLink(o.link());
    } else if (op instanceof NetworkOp.DeleteLink o) {
      return List.of(Saying.ip(Words.of("link del dev").and(o.link()), GONE));
    } else if (op instanceof NetworkOp.SetUp o) {
      return List.of(Saying.ip(set(o.link()).and(o.up() ? "up" : "down"), o.up() ? NONE : GONE));
    } else if (op instanceof NetworkOp.SetMac o) {
      return List.of(Saying.ip(set(o.link()).and("address", o.mac()), NONE));
    } else if (op instanceof NetworkOp.Enslave o) {
      return List.of(Saying.ip(set(o.port()).and("master", o.bridge()), NONE));
    } else if (op instanceof NetworkOp.Release o) {
      return List.of(Saying.ip(set(o.port()).and("nomaster"), GONE));
    } else if (op instanceof NetworkOp.AddVlan o) {
      Words words = Words.of("vlan add dev").and(o.link(), "vid", o.id()).split(o.flags());
      return vlan(words, o.self(), THERE);
    } else if (op instanceof NetworkOp.DeleteVlan o) {
      return vlan(Words.of("vlan del dev").and(o.link(), "vid", o.id()), o.self(), GONE);
    }
    return layer3(op);
  }

  private static Words set(InterfaceName link) {
    return Words.of("link set dev").and(link);
  }

  private List<Saying> vlan(Words words, boolean self, Saying.Tolerance tolerance) {
    return vlans
        ? List.of(Saying.bridge(words.and(self ? "self" : "master"), tolerance))
        : List.of(CommonWords.cannot("there is no 'bridge' of iproute2 for VLANs of ports"));
  }

  private static List<Saying> newLink(Link link) {
    Words words = Words.of("link add");
    if (link.kind() instanceof LinkKind.Vlan vlan) {
      words.and("link", vlan.link());
    } else if (link.kind() instanceof LinkKind.Macvlan macvlan) {
      words.and("link", macvlan.link());
    }
    words.and("name", link.name());
    if (link.mac() != null && (link.macPinned() || isMadeUp(link))) {
      words.and("address", link.mac());
    }
    words.and("mtu", link.mtu());
    if (link.kind() instanceof LinkKind.Veth veth && veth.peer() == null) {
      return List.of(
          CommonWords.cannot("the name of the other end of " + link.name() + " is not known"));
    }
    return CommonWords.kind(words, link.kind())
        ? List.of(Saying.ip(words, THERE))
        : List.of(CommonWords.cannot("a link like " + link.name() + " cannot be made again"));
  }

  // The kernel would make up another one when the link is made again.
  private static boolean isMadeUp(Link link) {
    return link.kind() instanceof LinkKind.Veth || link.kind() instanceof LinkKind.Macvlan;
  }

  private static List<Saying> layer3(NetworkOp op) {
    if (op instanceof NetworkOp.AddAddress o) {
      return List.of(Saying.ip(address(o.address()), THERE));
    } else if (op instanceof NetworkOp.DeleteAddress o) {
      return List.of(Saying.ip(AddressWords.identity("del", o.address()), GONE));
    } else if (op instanceof NetworkOp.PutRoute o) {
      return List.of(Saying.ip(RouteWords.all(Words.of("route replace"), o.route()), THERE));
    } else if (op instanceof NetworkOp.DeleteRoute o) {
      return List.of(Saying.ip(RouteWords.only(Words.of("route del"), o.route()), GONE));
    } else if (op instanceof NetworkOp.PutNeighbour o) {
      return List.of(Saying.ip(neighbour(o.neighbour()), THERE));
    } else if (op instanceof NetworkOp.DeleteNeighbour o) {
      Words words = Words.of("neigh del").when(o.neighbour().isProxy(), "proxy");
      return List.of(
          Saying.ip(words.and(o.neighbour().address(), "dev", o.neighbour().link()), GONE));
    } else if (op instanceof NetworkOp.DeleteRule o) {
      return List.of(
          Saying.ip(family(o.rule()), CommonWords.rule("rule del priority", o.rule()), GONE));
    }
    throw new IllegalStateException("no words for " + op);
  }

  private static Words address(Address address) {
    Words words = AddressWords.add("replace", address);
    return AddressWords.lifetimes(AddressWords.flags(words, address), address);
  }

  private static Words neighbour(Neighbour neighbour) {
    if (neighbour.mac() == null) {
      return Words.of("neigh replace proxy").and(neighbour.address(), "dev", neighbour.link());
    }
    return Words.of("neigh replace")
        .and(neighbour.address(), "lladdr", neighbour.mac(), "dev", neighbour.link())
        .split("nud permanent");
  }

  private static String family(Rule rule) {
    return rule.family() == Family.V6 ? "-6" : "-4";
  }
}
