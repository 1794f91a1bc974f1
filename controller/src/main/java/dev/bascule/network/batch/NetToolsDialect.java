package dev.bascule.network.batch;

import static dev.bascule.network.batch.Saying.Tolerance.GONE;
import static dev.bascule.network.batch.Saying.Tolerance.NONE;
import static dev.bascule.network.batch.Saying.Tolerance.THERE;

import dev.bascule.model.Cidr;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Neighbour;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ifconfig}, {@code route}, {@code arp} and {@code brctl}, where there is no {@code ip} at
 * all. Secondary addresses become {@code eth0:0} and so on. What they have no words for is said so.
 */
record NetToolsDialect() implements Dialect {

  @Override
  public boolean batches() {
    return false;
  }

  @Override
  public List<Saying> say(NetworkOp op) {
    List<Saying> common = op instanceof NetworkOp.AddRule ? List.of() : CommonWords.of(op);
    if (!common.isEmpty() && common.get(0).form() != Saying.Form.IP) {
      return common;
    }
    List<Saying> bridges = CommonWords.byBrctl(op);
    return bridges.isEmpty() ? rest(op) : bridges;
  }

  private static List<Saying> rest(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink o) {
      return newLink(o.link());
    } else if (op instanceof NetworkOp.SetUp o) {
      Words words = Words.of("ifconfig").and(o.link(), o.up() ? "up" : "down");
      return List.of(Saying.command(words, o.up() ? NONE : GONE));
    } else if (op instanceof NetworkOp.SetMac o) {
      return List.of(
          Saying.command(Words.of("ifconfig").and(o.link(), "hw", "ether", o.mac()), NONE));
    } else if (op instanceof NetworkOp.AddAddress o) {
      return add(o.address());
    } else if (op instanceof NetworkOp.DeleteAddress o) {
      return delete(o.address());
    } else if (op instanceof NetworkOp.PutRoute o) {
      return route("add", o.route(), THERE);
    } else if (op instanceof NetworkOp.DeleteRoute o) {
      return route("del", o.route(), GONE);
    } else if (op instanceof NetworkOp.PutNeighbour o) {
      return neighbour(o.neighbour());
    } else if (op instanceof NetworkOp.DeleteNeighbour o) {
      Words words = Words.of("arp -i").and(o.neighbour().link(), "-d", o.neighbour().address());
      return List.of(Saying.command(words, GONE));
    }
    return List.of(
        CommonWords.cannot(
            "there is no ip, and net-tools have no rules, VLANs of ports or namespaces"));
  }

  private static List<Saying> newLink(Link link) {
    if (!(link.kind() instanceof LinkKind.Bridge)) {
      return List.of(CommonWords.cannot("there is no ip to make " + link.name() + " with"));
    }
    Words mac = Words.of("ifconfig").and(link.name(), "hw", "ether", String.valueOf(link.mac()));
    return CommonWords.newBridge(link, Saying.command(mac, NONE));
  }

  private static List<Saying> add(Address address) {
    if (address.family() == Family.V6) {
      return List.of(
          Saying.command(Words.of("ifconfig").and(address.link(), "add", address.local()), THERE));
    }
    if (!address.scope().equals("global")) {
      return List.of(CommonWords.cannot("ifconfig sets no scope: " + address.scope()));
    }
    Words words =
        Words.of("net_ifconfig")
            .and(address.link(), address.label() == null ? "" : address.label())
            .and(address.local().address(), "netmask", mask(address.local().prefix()))
            .with("broadcast", address.broadcast())
            .with("pointopoint", address.peer());
    return List.of(Saying.command(words, THERE));
  }

  private static List<Saying> delete(Address address) {
    Words words =
        address.family() == Family.V6
            ? Words.of("ifconfig").and(address.link(), "del", address.local())
            : Words.of("net_unifconfig").and(address.link(), address.local().address());
    return List.of(Saying.command(words, GONE));
  }

  private static List<Saying> route(String verb, Route route, Saying.Tolerance tolerance) {
    List<String> unknown = unknown(route);
    if (!unknown.isEmpty()) {
      return List.of(CommonWords.cannot("route has no words for " + String.join(", ", unknown)));
    }
    boolean v6 = route.family() == Family.V6;
    Words words = Words.of("net_route").and(verb, v6 ? "inet6" : "inet");
    if (v6) {
      words.and(route.isDefault() ? "::/0" : route.destination());
    } else {
      Cidr to = Cidr.of(route.isDefault() ? "0.0.0.0/0" : route.destination());
      words.and("-net", to.address(), "netmask", mask(to.prefix()));
    }
    words.when(!route.type().equals("unicast"), "reject").with("gw", route.via());
    words.when(route.metric() != 0, "metric", route.metric()).with("dev", route.dev());
    return List.of(Saying.command(words, tolerance));
  }

  private static List<String> unknown(Route route) {
    List<String> unknown = new ArrayList<>();
    if (!List.of("unicast", "unreachable").contains(route.type())) {
      unknown.add("type " + route.type());
    }
    if (!route.table().equals("main")) {
      unknown.add("table " + route.table());
    }
    if (route.src() != null && !route.isConnected()) {
      unknown.add("src " + route.src());
    }
    if (route.onlink()) {
      unknown.add("onlink");
    }
    if (!route.hops().isEmpty()) {
      unknown.add("nexthop");
    }
    route.more().keySet().stream().filter(word -> !word.equals("pref")).forEach(unknown::add);
    return unknown;
  }

  private static List<Saying> neighbour(Neighbour neighbour) {
    if (neighbour.mac() == null || neighbour.address().isV6()) {
      return List.of(CommonWords.cannot("arp sets neither proxy entries nor IPv6 neighbours"));
    }
    Words words =
        Words.of("arp -i").and(neighbour.link(), "-s", neighbour.address(), neighbour.mac());
    return List.of(Saying.command(words, THERE));
  }

  static String mask(int prefix) {
    long bits = prefix == 0 ? 0 : 0xffffffffL << (32 - prefix) & 0xffffffffL;
    return (bits >> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
  }
}
