package dev.bascule.network;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.NetworkResource.End;
import dev.bascule.network.NetworkResource.WantedRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A wish as a line of text.
 *
 * <pre>
 * bridge br0 [ovs datapath=netdev internal=mgmt0:192.0.2.5/24] adopt=eth0 ports=eth0,eth1 addresses=10.0.0.5/24 stp=true forward_delay=2 [absent] [bpdu_guard] [persist]
 *     vlans=eth0:10:20+30,br0::7
 * address eth0 addresses=10.0.0.6/24 [absent] [exclusive]
 * route default via=10.0.0.1 dev=eth0 metric=100 [onlink] [absent]
 * vlan eth0.5 link=eth0 id=5        macvlan mv0 link=eth0 mode=bridge
 * veth v1 netns=a peer=v2 peer_netns=b bridge=br0 addresses=…
 * netns a [absent]
 * host veth101.0 bridge=br0 addresses=10.66.0.7/24
 * </pre>
 */
public final class WishNotation {
  private final List<String> words;
  private final Map<String, String> values = new TreeMap<>();

  private WishNotation(String line) {
    words = List.of(line.strip().split(" +"));
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
  }

  /** Reads the wishes of a text, one a line. */
  public static List<NetworkResource> wishes(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> new WishNotation(line).wish())
        .toList();
  }

  private NetworkResource wish() {
    boolean present = !words.contains("absent");
    String name = words.get(1);
    return switch (words.get(0)) {
      case "bridge" -> bridge(new InterfaceName(name), present);
      case "address" ->
          new NetworkResource.LinkAddresses(
              new InterfaceName(name), addresses(), present, words.contains("exclusive"), false);
      case "route" -> new NetworkResource.RouteEntry(route(name), present, false);
      case "vlan" ->
          new NetworkResource.Vlan(
              new InterfaceName(name),
              link("link"),
              Integer.parseInt(values.getOrDefault("id", "1")),
              present,
              addresses(),
              number("mtu"),
              false);
      case "macvlan" ->
          new NetworkResource.Macvlan(
              new InterfaceName(name),
              link("link"),
              values.getOrDefault("mode", "bridge"),
              present,
              mac(),
              addresses(),
              false);
      case "veth" -> veth(new InterfaceName(name), present);
      case "host" ->
          new NetworkResource.HostEnd(
              new InterfaceName(name), link("bridge"), number("vlan"), addresses());
      case "netns" -> new NetworkResource.Namespace(name, present);
      default -> throw new IllegalArgumentException("not a wish: " + words);
    };
  }

  private NetworkResource bridge(InterfaceName name, boolean present) {
    String ports = values.get("ports");
    List<InterfaceName> list = new ArrayList<>();
    if (ports != null) {
      for (String port : ports.split(",")) {
        list.add(new InterfaceName(port));
      }
    }
    return new NetworkResource.Bridge(
        name,
        present,
        ports == null ? null : list,
        link("adopt"),
        addresses(),
        List.of(),
        mac(),
        number("mtu"),
        truth("stp"),
        number("forward_delay"),
        truth("vlan_filtering"),
        words.contains("bpdu_guard"),
        link("give_back"),
        vlans(),
        words.contains("persist"),
        words.contains("ovs") || values.containsKey("datapath") ? ovs() : null);
  }

  // internal=mgmt0:192.0.2.5/24,gone0:absent
  private NetworkResource.Ovs ovs() {
    List<NetworkResource.Internal> internal = new ArrayList<>();
    for (String one : values.getOrDefault("internal", "").split(",")) {
      String[] parts = one.split(":", 2);
      if (!one.isEmpty()) {
        boolean present = parts.length == 1 || !parts[1].equals("absent");
        List<Cidr> addresses = parts.length > 1 && present ? List.of(Cidr.of(parts[1])) : List.of();
        internal.add(
            new NetworkResource.Internal(
                new InterfaceName(parts[0]), present, null, addresses, List.of()));
      }
    }
    return new NetworkResource.Ovs(values.get("datapath"), internal);
  }

  // vlans=eth0:10:20+30,br0::7: a port, its pvid, or - for none, and its tagged VLANs
  private Map<InterfaceName, PortVlans> vlans() {
    Map<InterfaceName, PortVlans> all = new TreeMap<>();
    for (String port : values.getOrDefault("vlans", "").split(",")) {
      String[] parts = port.split(":", -1);
      if (parts.length == 3) {
        Integer pvid =
            parts[1].isEmpty() ? null : parts[1].equals("-") ? 0 : Integer.valueOf(parts[1]);
        Set<Integer> untagged = pvid == null || pvid == 0 ? Set.of() : Set.of(pvid);
        Set<Integer> tagged = new TreeSet<>();
        for (String id : parts[2].isEmpty() ? new String[0] : parts[2].split("\\+")) {
          tagged.add(Integer.valueOf(id));
        }
        all.put(
            new InterfaceName(parts[0]),
            new PortVlans(pvid, untagged, parts[2].isEmpty() ? null : tagged));
      }
    }
    return all;
  }

  private NetworkResource veth(InterfaceName name, boolean present) {
    InterfaceName peer = link("peer");
    End end = new End(name, values.get("netns"), null, link("bridge"), addresses(), List.of());
    End other =
        peer == null
            ? null
            : new End(peer, values.get("peer_netns"), null, null, List.of(), List.of());
    return new NetworkResource.Veth(end, other, present, false);
  }

  private WantedRoute route(String destination) {
    String metric = values.get("metric");
    return new WantedRoute(
        destination,
        values.containsKey("via") ? IpAddress.of(values.get("via")) : null,
        link("dev"),
        values.containsKey("src") ? IpAddress.of(values.get("src")) : null,
        metric == null ? null : Long.valueOf(metric),
        values.getOrDefault("table", "main"),
        words.contains("onlink"),
        null,
        Map.of());
  }

  private List<Cidr> addresses() {
    String text = values.get("addresses");
    return text == null ? List.of() : List.of(text.split(",")).stream().map(Cidr::of).toList();
  }

  private @Nullable InterfaceName link(String name) {
    String text = values.get(name);
    return text == null ? null : new InterfaceName(text);
  }

  private @Nullable MacAddress mac() {
    String text = values.get("mac");
    return text == null ? null : new MacAddress(text);
  }

  private @Nullable Integer number(String name) {
    String text = values.get(name);
    return text == null ? null : Integer.valueOf(text);
  }

  private @Nullable Boolean truth(String name) {
    String text = values.get(name);
    return text == null ? null : Boolean.valueOf(text);
  }
}
