package dev.bascule.network.persist;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Address;
import dev.bascule.network.DhcpClient;
import dev.bascule.network.Family;
import dev.bascule.network.Lifetime;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request as fixtures write it: first what there was, one thing a line, then what is to change.
 *
 * <pre>
 * programs ifupdown
 * link eth0 52:54:00:00:00:01        # hardware; bridge br0 MAC, vlan eth0.5 eth0 5, veth v0 v1
 * port eth0 br0
 * addr eth0 10.0.0.2/24              # peer IP, dynamic
 * route eth0 default via 10.0.0.1    # as ip route prints it
 * ovs ovsbr0 netdev MAC              # a bridge of Open vSwitch
 * join eth1 ovsbr0 tag=10            # as a port of it
 * internal mgmt0 ovsbr0 tag=10       # made by it
 * dhcp eth0
 * ipv6 eth0                          # the node has IPv6, and so the parameter that switches it off
 * vlans eth0 10=pvid+untagged 20=   # a port's VLANs that a wish named
 * convert br0 eth0                   # from here on it is the target
 * </pre>
 */
final class RequestText {
  private final Set<String> programs = new HashSet<>();
  private final Set<InterfaceName> links = new HashSet<>();
  private final Set<InterfaceName> vlans = new HashSet<>();
  private final Map<InterfaceName, InterfaceName> adopted = new TreeMap<>();
  private NetworkState state = NetworkState.EMPTY;
  private NetworkState before = NetworkState.EMPTY;
  private boolean changing;

  static RequestText parse(String text) {
    RequestText request = new RequestText();
    for (String line : text.split("\n", -1)) {
      List<String> words = List.of(line.replaceFirst("#.*", "").strip().split(" +", -1));
      if (!words.get(0).isEmpty()) {
        request.take(words.get(0), words.subList(1, words.size()));
      }
    }
    return request;
  }

  Set<String> programs() {
    return programs;
  }

  PersistRequest request() {
    return new PersistRequest(before, state, links, adopted, vlans, Set.of());
  }

  /** The same target, wanted of a node that is there already. */
  PersistRequest again() {
    return new PersistRequest(state, state, links, adopted, vlans, Set.of());
  }

  private void take(String word, List<String> words) {
    switch (word) {
      case "programs" -> programs.addAll(words);
      case "convert" -> convert(words);
      case "reverse" -> reverse(words);
      case "change" -> begin();
      case "drop" -> drop(new InterfaceName(words.get(0)));
      case "drop-addr" -> dropAddress(words);
      case "drop-route" -> dropRoute(words);
      case "links" -> words.forEach(name -> links.add(new InterfaceName(name)));
      default -> add(word, words);
    }
  }

  private void begin() {
    if (!changing) {
      before = state;
      changing = true;
    }
  }

  private void add(String word, List<String> words) {
    InterfaceName name = new InterfaceName(words.get(0));
    if (changing) {
      links.add(name);
    }
    switch (word) {
      case "link" -> link(name, new LinkKind.Hardware(), words.subList(1, words.size()));
      case "loopback" -> link(name, new LinkKind.Loopback(), List.of());
      case "bridge" -> link(name, bridge(words), words.subList(1, words.size()));
      case "bond" -> link(name, new LinkKind.Other("bond"), words.subList(1, words.size()));
      case "vlan" -> {
        int id = Integer.parseInt(words.get(2));
        link(name, new LinkKind.Vlan(new InterfaceName(words.get(1)), id), List.of());
      }
      case "macvlan" -> {
        InterfaceName on = new InterfaceName(words.get(1));
        link(name, new LinkKind.Macvlan(on, words.get(2)), words.subList(3, words.size()));
      }
      case "ovs" ->
          link(name, new LinkKind.OvsBridge(words.get(1)), words.subList(2, words.size()));
      case "internal" -> {
        link(name, new LinkKind.OvsInternal(), List.of());
        join(name, words);
      }
      case "join" -> join(name, words);
      case "veth" ->
          link(name, new LinkKind.Veth(new InterfaceName(words.get(1)), null), List.of());
      case "mtu" -> put(link(name).withMtu(Integer.parseInt(words.get(1))));
      case "option" -> put(link(name).withKind(option(name, words)));
      case "vlans" -> vlans(name, words.subList(1, words.size()));
      case "port" -> put(link(name).withMaster(new InterfaceName(words.get(1))));
      case "free" -> put(link(name).withMaster(null));
      case "addr" -> address(name, words);
      case "route" -> route(name, words.subList(1, words.size()));
      case "dhcp" -> dhcp(name);
      case "ipv6" -> off(name, words.contains("off") ? "1" : "0");
      default -> throw new IllegalArgumentException("not a word of a request: " + word);
    }
  }

  private void join(InterfaceName name, List<String> words) {
    String vlans = String.join(" ", words.subList(2, words.size()));
    Link port = link(name).withMaster(new InterfaceName(words.get(1)));
    put(port.withPort(Map.of(OvsVlans.OPTION, vlans)));
  }

  private static LinkKind bridge(List<String> words) {
    String delay = words.contains("fd") ? words.get(words.indexOf("fd") + 1) : "0";
    String stp = words.contains("stp") ? "1" : "0";
    String filtering = words.contains("vlan_filtering") ? "1" : "0";
    return new LinkKind.Bridge(
        Map.of("stp_state", stp, "forward_delay", delay, "vlan_filtering", filtering));
  }

  private void vlans(InterfaceName name, List<String> words) {
    Map<Integer, String> all = new TreeMap<>();
    for (String word : words) {
      String[] parts = word.split("=", -1);
      all.put(Integer.valueOf(parts[0]), parts[1].replace('+', ' '));
    }
    vlans.add(name);
    put(link(name).withVlans(all));
  }

  private LinkKind option(InterfaceName name, List<String> words) {
    return link(name).bridge().orElseThrow().with(words.get(1), words.get(2));
  }

  private void link(InterfaceName name, LinkKind kind, List<String> words) {
    MacAddress mac = words.isEmpty() ? null : MacAddress.parse(words.get(0)).orElse(null);
    put(
        new Link(
            name,
            kind,
            mac,
            kind instanceof LinkKind.Bridge || (kind instanceof LinkKind.OvsBridge && mac != null),
            1500,
            true,
            null,
            Map.of(),
            Map.of()));
  }

  private Link link(InterfaceName name) {
    return state.link(name).orElseThrow();
  }

  private void put(Link link) {
    state = state.withLink(link);
  }

  private void address(InterfaceName name, List<String> words) {
    int peer = words.indexOf("peer");
    IpAddress other = peer < 0 ? null : IpAddress.of(words.get(peer + 1));
    Lifetime valid = words.contains("dynamic") ? new Lifetime(3600) : Lifetime.FOREVER;
    List<Address> all = new ArrayList<>(state.addresses());
    all.add(
        new Address(
            name,
            Cidr.of(words.get(1)),
            other,
            null,
            words.contains("host") ? "host" : "global",
            null,
            Set.of(),
            valid,
            Lifetime.FOREVER));
    state = state.withAddresses(all);
  }

  private void dropAddress(List<String> words) {
    begin();
    links.add(new InterfaceName(words.get(0)));
    state =
        state.withAddresses(
            state.addresses().stream()
                .filter(a -> !a.local().toString().equals(words.get(1)))
                .toList());
  }

  private Route routeOf(InterfaceName name, List<String> words) {
    Family family = words.contains("-6") ? Family.V6 : Family.V4;
    List<String> rest = words.stream().filter(word -> !word.equals("-6")).toList();
    return RouteWords.parse(rest, family, name).orElseThrow();
  }

  private void route(InterfaceName name, List<String> words) {
    List<Route> all = new ArrayList<>(state.routes());
    all.add(routeOf(name, words));
    state = state.withRoutes(all);
  }

  private void dropRoute(List<String> words) {
    begin();
    InterfaceName name = new InterfaceName(words.get(0));
    links.add(name);
    String key = RouteWords.key(routeOf(name, words.subList(1, words.size())));
    state =
        state.withRoutes(
            state.routes().stream().filter(r -> !RouteWords.key(r).equals(key)).toList());
  }

  private void dhcp(InterfaceName name) {
    List<DhcpClient> all = new ArrayList<>(state.dhcpClients());
    all.add(new DhcpClient(name, "dhclient", List.of(name.text())));
    state = state.withDhcpClients(all);
  }

  private void off(InterfaceName name, String value) {
    Map<String, String> sysctls = new TreeMap<>(state.sysctls());
    sysctls.put(Ipv6Off.path(name), value);
    state = state.withSysctls(sysctls);
  }

  private void drop(InterfaceName name) {
    begin();
    links.add(name);
    state = state.withLinks(state.links().stream().filter(l -> !l.name().equals(name)).toList());
  }

  private void convert(List<String> words) {
    begin();
    InterfaceName bridge = new InterfaceName(words.get(0));
    InterfaceName card = new InterfaceName(words.get(1));
    Link was = link(card);
    if (state.link(bridge).isEmpty()) {
      put(
          new Link(
              bridge, bridge(words), was.mac(), true, was.mtu(), true, null, Map.of(), Map.of()));
    } else if (was.mac() != null) {
      put(link(bridge).withMac(was.mac()));
    }
    put(was.withMaster(bridge));
    move(card, bridge);
    if (state.sysctls().containsKey(Ipv6Off.path(card))) {
      off(card, "1");
    }
    adopted.put(bridge, card);
  }

  private void reverse(List<String> words) {
    begin();
    InterfaceName bridge = new InterfaceName(words.get(0));
    InterfaceName card = new InterfaceName(words.get(1));
    put(link(card).withMaster(null));
    move(bridge, card);
    if (state.sysctls().containsKey(Ipv6Off.path(card))) {
      off(card, "0");
    }
    state = state.withLinks(state.links().stream().filter(l -> !l.name().equals(bridge)).toList());
    adopted.put(card, bridge);
  }

  private void move(InterfaceName from, InterfaceName to) {
    links.add(from);
    links.add(to);
    state =
        state
            .withAddresses(
                state.addresses().stream().map(a -> a.link().equals(from) ? a.on(to) : a).toList())
            .withRoutes(
                state.routes().stream().map(r -> from.equals(r.dev()) ? r.over(to) : r).toList())
            .withDhcpClients(
                state.dhcpClients().stream()
                    .map(c -> c.link().equals(from) ? c.on(to) : c)
                    .toList());
  }
}
