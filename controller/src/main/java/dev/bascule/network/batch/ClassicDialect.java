package dev.bascule.network.batch;

import static dev.bascule.network.batch.Saying.Tolerance.GONE;
import static dev.bascule.network.batch.Saying.Tolerance.NONE;
import static dev.bascule.network.batch.Saying.Tolerance.THERE;

import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Neighbour;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code brctl} for bridges, and an {@code ip} that knows less: that of iproute2 before 3.x, or
 * busybox's. One process for each operation: the first forgives no failure in a batch, the second
 * has none.
 *
 * @param busybox whether the programs are busybox's
 */
record ClassicDialect(boolean busybox) implements Dialect {
  /** Of what stands in {@link Route#more}, what busybox takes. */
  private static final Set<String> BUSYBOX_TAKES = Set.of("mtu", "pref", "error");

  @Override
  public boolean batches() {
    return false;
  }

  @Override
  public List<Saying> say(NetworkOp op) {
    if (op instanceof NetworkOp.Inside
        || op instanceof NetworkOp.AddNamespace
        || op instanceof NetworkOp.DeleteNamespace) {
      return List.of(CommonWords.cannot("this ip knows no network namespaces"));
    }
    List<Saying> common = CommonWords.of(op);
    return common.isEmpty() ? links(op) : common;
  }

  private List<Saying> links(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink o) {
      return newLink(o.link());
    } else if (op instanceof NetworkOp.SetUp o) {
      Words words = Words.of("link set dev").and(o.link(), o.up() ? "up" : "down");
      return List.of(Saying.ip(words, o.up() ? NONE : GONE));
    } else if (op instanceof NetworkOp.SetMac o) {
      return List.of(Saying.ip(Words.of("link set dev").and(o.link(), "address", o.mac()), NONE));
    }
    List<Saying> bridges = CommonWords.byBrctl(op);
    return bridges.isEmpty() ? layer3(op) : bridges;
  }

  private List<Saying> newLink(Link link) {
    if (link.kind() instanceof LinkKind.Bridge) {
      return CommonWords.newBridge(
          link,
          Saying.ip(
              Words.of("link set dev").and(link.name(), "address", String.valueOf(link.mac())),
              NONE));
    }
    if (busybox && !(link.kind() instanceof LinkKind.Vlan)) {
      return List.of(CommonWords.cannot("busybox's ip makes no link like " + link.name()));
    }
    return new ModernDialect(false, Set.of()).say(new NetworkOp.AddLink(link));
  }

  private List<Saying> layer3(NetworkOp op) {
    if (op instanceof NetworkOp.AddAddress o) {
      return List.of(Saying.ip(family(o.address().family()), address(o.address()), THERE));
    } else if (op instanceof NetworkOp.DeleteAddress o) {
      String family = family(o.address().family());
      return List.of(Saying.ip(family, AddressWords.identity("del", o.address()), GONE));
    } else if (op instanceof NetworkOp.PutRoute o) {
      return route("route replace", o.route(), THERE);
    } else if (op instanceof NetworkOp.DeleteRoute o) {
      return route("route del", o.route(), GONE);
    } else if (op instanceof NetworkOp.DeleteRule o) {
      Rule rule = o.rule();
      return List.of(
          Saying.ip(family(rule.family()), CommonWords.rule("rule del priority", rule), GONE));
    } else if (op instanceof NetworkOp.PutNeighbour o) {
      return busybox ? busyboxNeighbour(o.neighbour()) : new ModernDialect(false, Set.of()).say(op);
    } else if (op instanceof NetworkOp.DeleteNeighbour o) {
      return busybox ? noNeighbour(o.neighbour()) : new ModernDialect(false, Set.of()).say(op);
    }
    throw new IllegalStateException("no words for " + op);
  }

  /** Lifetimes of IPv4 addresses came with kernel 3.9; busybox takes none at all. */
  private Words address(Address address) {
    Words words = AddressWords.add("add", address);
    return busybox || address.family() == Family.V4
        ? words
        : AddressWords.lifetimes(words, address);
  }

  private List<Saying> route(String verb, Route route, Saying.Tolerance tolerance) {
    List<String> unknown = new ArrayList<>();
    if (busybox) {
      route.more().keySet().stream()
          .filter(word -> !BUSYBOX_TAKES.contains(word))
          .forEach(unknown::add);
      if (!route.hops().isEmpty()) {
        unknown.add("nexthop");
      }
    }
    if (!unknown.isEmpty()) {
      return List.of(
          CommonWords.cannot("busybox's ip route does not know " + String.join(", ", unknown)));
    }
    Words words = Words.of(verb);
    words =
        tolerance == GONE ? RouteWords.only(words, route) : RouteWords.all(words, route, busybox);
    return List.of(Saying.ip(family(route.family()), words, tolerance));
  }

  private static List<Saying> busyboxNeighbour(Neighbour neighbour) {
    if (neighbour.mac() == null || neighbour.address().isV6()) {
      return List.of(CommonWords.cannot("busybox sets neither proxy entries nor IPv6 neighbours"));
    }
    Words words =
        Words.of("arp -i").and(neighbour.link(), "-s", neighbour.address(), neighbour.mac());
    return List.of(Saying.command(words, THERE));
  }

  private static List<Saying> noNeighbour(Neighbour neighbour) {
    Words words = Words.of("arp -i").and(neighbour.link(), "-d", neighbour.address());
    return List.of(Saying.command(words, GONE));
  }

  private static String family(Family family) {
    return family == Family.V6 ? "-6" : "-4";
  }
}
