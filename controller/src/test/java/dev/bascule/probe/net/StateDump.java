package dev.bascule.probe.net;

import dev.bascule.network.Address;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;

/** A node's network as text for people to check: one line a thing, without usual values. */
final class StateDump {
  private final List<String> lines = new ArrayList<>();

  static String of(NodeNetwork network) {
    StateDump dump = new StateDump();
    dump.add("control", network.control());
    network.owners().forEach(owner -> dump.add("owner", owner));
    dump.add("tools", network.tools());
    dump.add("programs", network.files().programs().stream().sorted().toList());
    network
        .files()
        .content()
        .forEach((path, content) -> dump.add("file", path + " " + content.size()));
    dump.add("pending", network.pending());
    dump.state("", network.state());
    return String.join("\n", dump.lines) + "\n";
  }

  private void add(String what, Object value) {
    lines.add(what + " " + value);
  }

  private void state(String space, NetworkState state) {
    state.links().forEach(link -> add(space + "link", link(link)));
    state.addresses().forEach(address -> add(space + "address", address(address)));
    state.routes().forEach(route -> add(space + "route", route(route)));
    state.rules().forEach(rule -> add(space + "rule", rule));
    state.neighbours().forEach(neighbour -> add(space + "neighbour", neighbour));
    state.dhcpClients().forEach(client -> add(space + "dhcp", client));
    state.sysctls().keySet().stream()
        .map(path -> path.replaceFirst("/[^/]*$", ""))
        .distinct()
        .forEach(folder -> add(space + "sysctls", folder));
    state
        .namespaces()
        .forEach(
            (name, inside) -> {
              add(space + "namespace", name);
              state(space + name + ": ", inside);
            });
  }

  private static String link(Link link) {
    return link.name()
        + " "
        + link.kind()
        + " "
        + link.mac()
        + (link.macPinned() ? " pinned" : "")
        + " mtu "
        + link.mtu()
        + (link.up() ? " up" : " down")
        + (link.master() == null ? "" : " in " + link.master())
        + (link.port().isEmpty() ? "" : " port " + link.port())
        + (link.vlans().isEmpty() ? "" : " vlans " + link.vlans());
  }

  private static String address(Address address) {
    return address.link()
        + " "
        + address.local()
        + (address.peer() == null ? "" : " peer " + address.peer())
        + (address.broadcast() == null ? "" : " brd " + address.broadcast())
        + " "
        + address.scope()
        + (address.label() == null ? "" : " label " + address.label())
        + (address.flags().isEmpty() ? "" : " " + address.flags())
        + (address.valid().isForever() ? "" : " valid " + address.valid().seconds())
        + (address.preferred().isForever() ? "" : " preferred " + address.preferred().seconds());
  }

  private static String route(Route route) {
    return route.family()
        + (route.type().equals("unicast") ? "" : " " + route.type())
        + " "
        + route.destination()
        + (route.via() == null ? "" : " via " + route.via())
        + (route.dev() == null ? "" : " dev " + route.dev())
        + (route.src() == null ? "" : " src " + route.src())
        + (route.table().equals("main") ? "" : " table " + route.table())
        + " metric "
        + route.metric()
        + (route.scope().equals("global") ? "" : " scope " + route.scope())
        + (route.proto().equals("boot") ? "" : " proto " + route.proto())
        + (route.onlink() ? " onlink" : "")
        + (route.more().isEmpty() ? "" : " " + route.more())
        + (route.hops().isEmpty() ? "" : " hops " + route.hops());
  }
}
