package dev.bascule.network.batch;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Lifetime;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Neighbour;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of eth0 to br0 and back, written by hand, for a node of the lab. */
final class Conversion {
  static final InterfaceName ETH = new InterfaceName("eth0");
  static final InterfaceName BR = new InterfaceName("br0");

  private final MacAddress mac;
  private final List<Address> addresses = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  Conversion(String mac) {
    this.mac = new MacAddress(mac);
  }

  Conversion address(String cidr, @Nullable String broadcast) {
    addresses.add(
        new Address(
            ETH,
            Cidr.of(cidr),
            null,
            broadcast == null ? null : IpAddress.of(broadcast),
            "global",
            null,
            Set.of(),
            Lifetime.FOREVER,
            Lifetime.FOREVER));
    return this;
  }

  Conversion route(Route route) {
    routes.add(route);
    return this;
  }

  static Route via(
      String destination, String via, @Nullable String src, String table, long metric) {
    boolean v6 = via.indexOf(':') >= 0;
    return new Route(
        v6 ? Family.V6 : Family.V4,
        "unicast",
        destination,
        table,
        IpAddress.of(via),
        ETH,
        src == null ? null : IpAddress.of(src),
        metric,
        "global",
        "boot",
        !v6,
        Map.of(),
        List.of());
  }

  MacAddress mac() {
    return mac;
  }

  List<Address> addresses() {
    return List.copyOf(addresses);
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  List<NetworkOp> forward() {
    List<NetworkOp> ops = new ArrayList<>();
    Link bridge =
        new Link(
            BR, new LinkKind.Bridge(Map.of()), mac, true, 1500, false, null, Map.of(), Map.of());
    ops.add(new NetworkOp.AddLink(bridge));
    ops.add(new NetworkOp.SetBridgeOption(BR, "stp_state", "0"));
    ops.add(new NetworkOp.SetBridgeOption(BR, "forward_delay", "0"));
    ops.add(new NetworkOp.SetMac(BR, mac));
    ops.add(new NetworkOp.PinMtu(BR, 1500));
    ops.add(new NetworkOp.SetSysctl("net/ipv4/conf/br0/rp_filter", "0"));
    ops.add(new NetworkOp.SetUp(BR, true));
    ops.add(new NetworkOp.Enslave(ETH, BR));
    move(ops, ETH, BR);
    ops.add(new NetworkOp.Announce(BR, addresses.stream().map(a -> a.local().address()).toList()));
    return ops;
  }

  List<NetworkOp> inverse() {
    List<NetworkOp> ops = new ArrayList<>();
    ops.add(new NetworkOp.Release(ETH, BR));
    move(ops, BR, ETH);
    ops.add(new NetworkOp.DeleteLink(BR, true));
    ops.add(new NetworkOp.Announce(ETH, addresses.stream().map(a -> a.local().address()).toList()));
    return ops;
  }

  private void move(List<NetworkOp> ops, InterfaceName from, InterfaceName to) {
    addresses.forEach(address -> ops.add(new NetworkOp.AddAddress(address.on(to))));
    for (int i = addresses.size() - 1; i >= 0; i--) {
      ops.add(new NetworkOp.DeleteAddress(addresses.get(i).on(from)));
    }
    routes.forEach(route -> ops.add(new NetworkOp.PutRoute(route.over(to))));
  }

  static Rule rule(String words) {
    return new Rule(Family.V4, 100, words);
  }

  static Neighbour neighbour(InterfaceName link, String address, String mac) {
    return new Neighbour(link, IpAddress.of(address), new MacAddress(mac));
  }
}
