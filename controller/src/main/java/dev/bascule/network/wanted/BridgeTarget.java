package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import dev.bascule.network.PortVlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bridge with its ports, and what it takes over from one of them. */
final class BridgeTarget {
  private final NetworkResource.Bridge wish;
  private final List<InterfaceName> joining = new ArrayList<>();

  private BridgeTarget(NetworkResource.Bridge wish) {
    this.wish = wish;
    if (wish.ports() != null) {
      joining.addAll(wish.ports());
    }
    if (wish.adopt() != null && !joining.contains(wish.adopt())) {
      joining.add(wish.adopt());
    }
  }

  static NetworkState granted(NetworkState from, NetworkResource.Bridge wish)
      throws RefusedException {
    return wish.ovs() == null
        ? new BridgeTarget(wish).granted(from)
        : new OvsTarget(wish, wish.ovs()).granted(from);
  }

  static List<InterfaceName> joining(NetworkResource.Bridge wish) {
    return new BridgeTarget(wish).joining;
  }

  private NetworkState granted(NetworkState from) throws RefusedException {
    Optional<Link> there = from.link(wish.name());
    if (there.isPresent() && there.get().bridge().isEmpty()) {
      throw there.get().isOvsBridge() ? isOfOvs() : Links.otherKind(there.get(), "bridge");
    }
    for (InterfaceName port : joining) {
      PortCheck.joins(from, wish, port);
    }
    Link bridge = there.isPresent() ? changed(from, there.get()) : made(from);
    NetworkState state = filtered(from, joined(from.withLink(bridge), bridge), bridge);
    StpCheck.check(from, state, wish);
    return carrying(from, state, wish);
  }

  private RefusedException isOfOvs() {
    return new RefusedException(
        wish.name() + " is there already and is a bridge of Open vSwitch", "say kind: ovs");
  }

  /** With what the bridge takes over, and its own addresses and routes. */
  static NetworkState carrying(NetworkState from, NetworkState joined, NetworkResource.Bridge wish)
      throws RefusedException {
    NetworkState state = joined;
    if (wish.adopt() != null) {
      state = adopted(from, state, wish, wish.adopt());
    }
    for (Cidr address : wish.addresses()) {
      state = AddressTarget.with(state, wish.name(), address);
    }
    for (WantedRoute route : wish.routes()) {
      state = RouteTarget.with(state, over(route, wish.name()));
    }
    return state;
  }

  static WantedRoute over(WantedRoute route, InterfaceName link) {
    return route.dev() != null
        ? route
        : new WantedRoute(
            route.destination(),
            route.via(),
            link,
            route.src(),
            route.metric(),
            route.table(),
            route.onlink(),
            route.scope(),
            route.more());
  }

  private Link made(NetworkState from) {
    Optional<Link> first =
        Optional.ofNullable(wish.adopt() != null ? wish.adopt() : firstPort()).flatMap(from::link);
    MacAddress mac = wish.mac() != null ? wish.mac() : first.map(Link::mac).orElse(null);
    int mtu = wish.mtu() != null ? wish.mtu() : first.map(Link::mtu).orElse(Links.ETHERNET_MTU);
    boolean stp = Boolean.TRUE.equals(wish.stp());
    LinkKind.Bridge kind = new LinkKind.Bridge(Map.of("stp_state", stp ? "1" : "0"));
    if (wish.forwardDelay() == null) {
      kind = kind.with("forward_delay", stp ? "1500" : "0");
    }
    return Links.made(wish.name(), options(kind), mac, mtu);
  }

  private @Nullable InterfaceName firstPort() {
    return joining.isEmpty() ? null : joining.get(0);
  }

  private LinkKind.Bridge options(LinkKind.Bridge kind) {
    LinkKind.Bridge all = kind;
    if (wish.stp() != null) {
      all = all.with("stp_state", wish.stp() && kind.stp() ? stpOf(kind) : wish.stp() ? "1" : "0");
    }
    if (wish.forwardDelay() != null) {
      all = all.with("forward_delay", Integer.toString(wish.forwardDelay() * 100));
    }
    if (wish.vlanFiltering() != null) {
      all = all.with("vlan_filtering", wish.vlanFiltering() ? "1" : "0");
    }
    return all;
  }

  // 2 where a daemon runs the protocol: that is on as well.
  private static String stpOf(LinkKind.Bridge kind) {
    return kind.options().getOrDefault("stp_state", "1");
  }

  private Link changed(NetworkState from, Link bridge) {
    Link link = bridge.withKind(options(bridge.bridge().orElseThrow())).withUp(true);
    Optional<Link> adopted = Optional.ofNullable(wish.adopt()).flatMap(from::link);
    if (adopted.isPresent() && !isDone(from, wish.name(), adopted.get().name())) {
      MacAddress mac = adopted.get().mac();
      link = mac == null || mac.equals(link.mac()) ? link : link.withMac(mac);
      link = link.withMtu(adopted.get().mtu());
      link = wish.forwardDelay() == null ? link.withKind(prompt(link)) : link;
    }
    if (wish.mac() != null && !wish.mac().equals(link.mac())) {
      link = link.withMac(wish.mac());
    }
    return wish.mtu() != null ? link.withMtu(wish.mtu()) : link;
  }

  // Kernels before 2.6.34 hold a port back for the forward delay without STP as well.
  private static LinkKind prompt(Link link) {
    LinkKind.Bridge bridge = link.bridge().orElseThrow();
    return bridge.stp() ? bridge : bridge.with("forward_delay", "0");
  }

  private NetworkState joined(NetworkState from, Link bridge) {
    NetworkState state = from;
    for (InterfaceName name : joining) {
      Link port = state.link(name).orElseThrow();
      if (!wish.name().equals(port.master())) {
        port = port.withMaster(wish.name());
        if (bridge.bridge().orElseThrow().vlanFiltering()) {
          port = port.withVlans(PortVlans.given(bridge));
        }
      }
      state = state.withLink(port.withUp(true));
    }
    return state;
  }

  // Of a bridge that does not filter nobody tells the VLANs.
  private NetworkState filtered(NetworkState from, NetworkState joined, Link bridge)
      throws RefusedException {
    boolean filters = bridge.bridge().orElseThrow().vlanFiltering();
    NetworkState state = joined;
    if (!filters) {
      for (Link port : joined.ports(wish.name())) {
        state = state.withLink(port.withVlans(Map.of()));
      }
      state = state.withLink(bridge.withVlans(Map.of()));
    }
    for (Map.Entry<InterfaceName, PortVlans> entry : wish.vlans().entrySet()) {
      Link member = Links.existing(state, entry.getKey());
      if (!filters) {
        throw new RefusedException(
            member.name() + " cannot be a member of VLANs: " + wish.name() + " does not filter",
            "say vlan_filtering: true");
      }
      Map<Integer, String> now = isKnown(from, member) ? member.vlans() : PortVlans.given(bridge);
      state = state.withLink(member.withVlans(entry.getValue().granted(now)));
    }
    return state;
  }

  private boolean isKnown(NetworkState from, Link member) {
    boolean filtered =
        from.link(wish.name())
            .flatMap(Link::bridge)
            .filter(LinkKind.Bridge::vlanFiltering)
            .isPresent();
    boolean there =
        member.name().equals(wish.name())
            || from.link(member.name()).map(Link::master).filter(wish.name()::equals).isPresent();
    return filtered && there;
  }

  static boolean isDone(NetworkState from, InterfaceName bridge, InterfaceName adopted) {
    return from.link(adopted).map(Link::master).filter(bridge::equals).isPresent()
        && !Carry.carries(from, adopted);
  }

  private static NetworkState adopted(
      NetworkState from, NetworkState state, NetworkResource.Bridge wish, InterfaceName port) {
    if (isDone(from, wish.name(), port)) {
      return state;
    }
    NetworkState next = Carry.all(state, port, wish.name());
    String off = "net/ipv6/conf/" + port + "/disable_ipv6";
    if (next.sysctls().containsKey(off)) {
      Map<String, String> sysctls = new TreeMap<>(next.sysctls());
      sysctls.put(off, "1");
      next = next.withSysctls(sysctls);
    }
    return next;
  }
}
