package dev.bascule.network;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.NodeFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node's network as a few lines of text; connected routes come by themselves.
 *
 * <pre>
 * link eth0 mac 52:54:00:00:00:01 mtu 1500 [down] [pinned] [master br0] [vlans 1=pvid+untagged]
 * link br0 bridge stp_state=0,forward_delay=0 | vlan eth0 5 | veth v2 [ns] | macvlan eth0 bridge | other bond
 * address eth0 10.0.0.5/24 [brd …] [peer …] [label …] [scope …] [valid 300] [flags nodad,home]
 * route default via 10.0.0.1 dev eth0 [src …] [metric …] [table …] [proto …] [scope …] [onlink]
 * rule 100 from 10.0.0.5 lookup 100        (rule6 for IPv6)
 * neighbour eth0 10.0.0.9 52:54:00:00:00:09
 * dhcp eth0 dhclient -4 eth0
 * sysctl net/ipv4/conf/eth0/rp_filter 2
 * control 192.0.2.9 10.0.0.5 eth0 10.0.0.1
 * owner eth0 NetworkManager
 * pending 20240101-1
 * tools net-tools|without-ovs
 * unread 100
 * in NAMESPACE …any of these
 * </pre>
 */
public final class NetworkNotation {
  private final List<Link> links = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private final List<DhcpClient> clients = new ArrayList<>();
  private final Map<String, String> sysctls = new TreeMap<>();
  private final Map<String, List<String>> inside = new TreeMap<>();
  private final List<LinkOwner> owners = new ArrayList<>();
  private @Nullable ControlPath control;
  private @Nullable String pending;
  private Tools tools = Tools.MODERN;
  private final List<String> unread = new ArrayList<>();

  private NetworkNotation() {}

  /** Reads a node. */
  public static NodeNetwork node(String text) {
    NetworkNotation read = new NetworkNotation();
    text.lines().map(String::strip).forEach(read::line);
    return new NodeNetwork(
        read.state(),
        read.control,
        read.owners,
        read.tools,
        new NodeFiles(Map.of(), Set.of()),
        read.pending,
        read.unread);
  }

  /** Reads a state. */
  public static NetworkState state(String text) {
    return node(text).state();
  }

  private NetworkState state() {
    Map<String, NetworkState> namespaces = new TreeMap<>();
    inside.forEach((name, lines) -> namespaces.put(name, state(String.join("\n", lines))));
    NetworkState state =
        new NetworkState(
            links, addresses, List.of(), rules, neighbours, clients, sysctls, namespaces);
    List<Route> all = new ArrayList<>(ConnectedRoutes.of(state));
    all.addAll(routes);
    return state.withRoutes(all);
  }

  private void line(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    List<String> words = Arrays.asList(line.split(" +"));
    String first = words.get(1);
    switch (words.get(0)) {
      case "link" -> links.add(link(words));
      case "address" -> addresses.add(address(words));
      case "route" -> routes.add(route(words));
      case "rule", "rule6" -> rules.add(rule(words));
      case "neighbour" -> neighbours.add(neighbour(words));
      case "dhcp" ->
          clients.add(
              new DhcpClient(
                  new InterfaceName(first), words.get(2), words.subList(3, words.size())));
      case "sysctl" -> sysctls.put(first, words.get(2));
      case "owner" -> owners.add(new LinkOwner(new InterfaceName(first), words.get(2)));
      case "pending" -> pending = first;
      case "tools" -> {
        boolean ip = first.equals("without-ovs");
        tools = new Tools(ip, false, false, ip, !ip, ip, false);
      }
      case "unread" -> unread.add(first);
      case "control" -> control = control(words);
      case "in" ->
          inside
              .computeIfAbsent(first, name -> new ArrayList<>())
              .add(String.join(" ", words.subList(2, words.size())));
      default -> throw new IllegalArgumentException("not a line: " + line);
    }
  }

  private static ControlPath control(List<String> words) {
    IpAddress gateway = words.size() > 4 ? IpAddress.of(words.get(4)) : null;
    return new ControlPath(
        IpAddress.of(words.get(1)),
        IpAddress.of(words.get(2)),
        new InterfaceName(words.get(3)),
        gateway,
        List.of());
  }

  private static Link link(List<String> words) {
    String mac = after(words, "mac");
    String master = after(words, "master");
    String mtu = after(words, "mtu");
    Map<Integer, String> vlans = new TreeMap<>();
    pairs(after(words, "vlans"))
        .forEach((id, flags) -> vlans.put(Integer.valueOf(id), flags.replace('+', ' ').strip()));
    return new Link(
        new InterfaceName(words.get(1)),
        kind(words),
        mac == null ? null : new MacAddress(mac),
        words.contains("pinned"),
        mtu == null ? 1500 : Integer.parseInt(mtu),
        !words.contains("down"),
        master == null ? null : new InterfaceName(master),
        port(words),
        vlans);
  }

  // tagged=10, or trunks=2+3: the VLANs of a port of Open vSwitch; "all" for all
  private static Map<String, String> port(List<String> words) {
    String vlans = after(words, "ovs-vlans");
    return vlans == null
        ? pairs(after(words, "port"))
        : Map.of(OvsVlans.OPTION, vlans.equals("all") ? "" : vlans.replace('+', ' '));
  }

  private static LinkKind kind(List<String> words) {
    String kind = words.size() > 2 ? words.get(2) : "";
    String more = words.size() > 3 ? words.get(3) : "";
    return switch (kind) {
      case "loopback" -> new LinkKind.Loopback();
      case "bridge" -> new LinkKind.Bridge(pairs(more));
      case "vlan" -> new LinkKind.Vlan(new InterfaceName(more), Integer.parseInt(words.get(4)));
      case "macvlan" -> new LinkKind.Macvlan(new InterfaceName(more), words.get(4));
      case "other" -> new LinkKind.Other(more);
      case "ovs" -> new LinkKind.OvsBridge(more);
      case "internal" -> new LinkKind.OvsInternal();
      case "veth" -> {
        String space = after(words, "netns");
        yield new LinkKind.Veth(more.equals("?") ? null : new InterfaceName(more), space);
      }
      default -> new LinkKind.Hardware();
    };
  }

  /** {@code a=1,b=2}. */
  public static Map<String, String> pairs(@Nullable String text) {
    Map<String, String> pairs = new TreeMap<>();
    if (text != null && text.contains("=")) {
      for (String pair : text.split(",")) {
        pairs.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }
    return pairs;
  }

  private static Address address(List<String> words) {
    String valid = after(words, "valid");
    String flags = after(words, "flags");
    Lifetime lifetime = valid == null ? Lifetime.FOREVER : new Lifetime(Long.parseLong(valid));
    String scope = after(words, "scope");
    Cidr local = Cidr.of(words.get(2));
    return new Address(
        new InterfaceName(words.get(1)),
        local,
        ip(words, "peer"),
        ip(words, "brd"),
        scope == null
            ? (local.address().isV6() && local.address().isLinkLocal() ? "link" : "global")
            : scope,
        after(words, "label"),
        flags == null ? Set.of() : Set.of(flags.split(",")),
        lifetime,
        lifetime);
  }

  private static Route route(List<String> line) {
    int hop = line.indexOf("nexthop");
    List<String> words = hop < 0 ? line : line.subList(0, hop);
    boolean typed = Set.of("blackhole", "unreachable", "prohibit").contains(words.get(1));
    String destination = words.get(typed ? 2 : 1);
    IpAddress via = ip(words, "via");
    boolean v6 = destination.contains(":") || (via != null && via.isV6()) || words.contains("-6");
    String metric = after(words, "metric");
    String scope = after(words, "scope");
    String dev = after(words, "dev");
    String usual = via == null && !v6 && dev != null ? "link" : "global";
    return new Route(
        v6 ? Family.V6 : Family.V4,
        typed ? words.get(1) : "unicast",
        destination,
        or(after(words, "table"), "main"),
        via,
        dev == null ? null : new InterfaceName(dev),
        ip(words, "src"),
        metric == null ? (v6 ? 1024 : 0) : Long.parseLong(metric),
        scope == null ? usual : scope,
        or(after(words, "proto"), "boot"),
        words.contains("onlink"),
        pairs(after(words, "more")),
        hops(line));
  }

  private static List<String> hops(List<String> words) {
    String text = String.join(" ", words);
    int at = text.indexOf(" nexthop ");
    return at < 0 ? List.of() : Arrays.asList(text.substring(at + 9).split(" nexthop "));
  }

  private static Rule rule(List<String> words) {
    return new Rule(
        words.get(0).equals("rule6") ? Family.V6 : Family.V4,
        Long.parseLong(words.get(1)),
        String.join(" ", words.subList(2, words.size())));
  }

  private static Neighbour neighbour(List<String> words) {
    return new Neighbour(
        new InterfaceName(words.get(1)),
        IpAddress.of(words.get(2)),
        words.get(3).equals("proxy") ? null : new MacAddress(words.get(3)));
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static @Nullable IpAddress ip(List<String> words, String name) {
    String text = after(words, name);
    return text == null ? null : IpAddress.of(text);
  }

  private static @Nullable String after(List<String> words, String name) {
    int at = words.lastIndexOf(name);
    return at > 1 && at + 1 < words.size() ? words.get(at + 1) : null;
  }
}
