package dev.bascule.network.wanted;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkResource.Internal;
import dev.bascule.network.NetworkResource.Ovs;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.PortVlans;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bridge of Open vSwitch with its ports, those that it makes too. */
final class OvsTarget {
  private static final String SYSTEM = "system";

  private final NetworkResource.Bridge wish;
  private final Ovs ovs;
  private final InterfaceName bridge;

  OvsTarget(NetworkResource.Bridge wish, Ovs ovs) {
    this.wish = wish;
    this.ovs = ovs;
    this.bridge = wish.name();
  }

  NetworkState granted(NetworkState from) throws RefusedException {
    Optional<Link> there = from.link(bridge);
    if (there.isPresent() && !there.get().isOvsBridge()) {
      throw Links.otherKind(there.get(), "bridge of Open vSwitch");
    }
    List<InterfaceName> joining = BridgeTarget.joining(wish);
    for (InterfaceName port : joining) {
      PortCheck.joins(from, wish, port);
    }
    NetworkState state = from.withLink(there.isPresent() ? changed(from, there.get()) : made(from));
    for (InterfaceName port : joining) {
      state = state.withLink(joined(state.link(port).orElseThrow()).withUp(true));
    }
    for (Internal internal : ovs.internal()) {
      state = internal.present() ? with(state, internal) : without(state, internal);
    }
    for (Map.Entry<InterfaceName, PortVlans> entry : wish.vlans().entrySet()) {
      state = inVlans(state, Links.existing(state, entry.getKey()), entry.getValue());
    }
    StpCheck.check(from, state, wish);
    state = BridgeTarget.carrying(from, state, wish);
    for (Internal internal : ovs.internal()) {
      state = carrying(state, internal);
    }
    return state;
  }

  private Link made(NetworkState from) {
    List<InterfaceName> joining = BridgeTarget.joining(wish);
    InterfaceName first =
        wish.adopt() != null ? wish.adopt() : joining.isEmpty() ? null : joining.get(0);
    Optional<Link> giver = Optional.ofNullable(first).flatMap(from::link);
    MacAddress mac = wish.mac() != null ? wish.mac() : giver.map(Link::mac).orElse(null);
    int mtu = wish.mtu() != null ? wish.mtu() : giver.map(Link::mtu).orElse(Links.ETHERNET_MTU);
    String datapath = ovs.datapath() == null ? SYSTEM : ovs.datapath();
    return Links.made(bridge, new LinkKind.OvsBridge(datapath), mac, mtu)
        .withPort(Map.of(OvsVlans.OPTION, OvsVlans.ALL));
  }

  private Link changed(NetworkState from, Link there) {
    Link link = there.withUp(true);
    if (ovs.datapath() != null) {
      link = link.withKind(new LinkKind.OvsBridge(ovs.datapath()));
    }
    Optional<Link> adopted = Optional.ofNullable(wish.adopt()).flatMap(from::link);
    if (adopted.isPresent() && !BridgeTarget.isDone(from, bridge, adopted.get().name())) {
      MacAddress mac = adopted.get().mac();
      link = mac == null || mac.equals(link.mac()) ? link : link.withMac(mac);
      link = link.withMtu(adopted.get().mtu());
    }
    if (wish.mac() != null && !wish.mac().equals(link.mac())) {
      link = link.withMac(wish.mac());
    }
    return wish.mtu() != null ? link.withMtu(wish.mtu()) : link;
  }

  private Link joined(Link port) {
    return bridge.equals(port.master())
        ? port
        : port.withMaster(bridge)
            .withVlans(Map.of())
            .withPort(Map.of(OvsVlans.OPTION, OvsVlans.ALL));
  }

  private NetworkState with(NetworkState from, Internal internal) throws RefusedException {
    Optional<Link> there = from.link(internal.name());
    if (there.isPresent() && !isOurs(there.get())) {
      throw Links.otherKind(there.get(), "internal port of " + bridge);
    }
    MacAddress mac = internal.mac();
    Link link =
        there.orElseGet(
            () -> joined(Links.made(internal.name(), new LinkKind.OvsInternal(), mac, null)));
    if (mac != null && !mac.equals(link.mac())) {
      link = link.withMac(mac);
    }
    return from.withLink(link.withUp(true));
  }

  private boolean isOurs(Link link) {
    return link.kind() instanceof LinkKind.OvsInternal && bridge.equals(link.master());
  }

  private NetworkState without(NetworkState from, Internal internal) throws RefusedException {
    Optional<Link> there = from.link(internal.name());
    if (there.isEmpty()) {
      return from;
    }
    if (!isOurs(there.get())) {
      throw Links.otherKind(there.get(), "internal port of " + bridge);
    }
    return Links.without(from, internal.name());
  }

  private NetworkState inVlans(NetworkState from, Link member, PortVlans wanted)
      throws RefusedException {
    String now = member.port().getOrDefault(OvsVlans.OPTION, OvsVlans.ALL);
    String vlans = OvsVlans.granted(wanted, now);
    if (vlans == null) {
      throw new RefusedException(
          "Open vSwitch cannot have "
              + member.name()
              + " in these VLANs: of a port one VLAN at most"
              + " is untagged, and that is its pvid; and it is in one at least",
          "say pvid, tagged, or both");
    }
    return from.withLink(member.withPort(Map.of(OvsVlans.OPTION, vlans)));
  }

  private static NetworkState carrying(NetworkState from, Internal internal)
      throws RefusedException {
    NetworkState state = from;
    for (Cidr address : internal.addresses()) {
      state = AddressTarget.with(state, internal.name(), address);
    }
    for (WantedRoute route : internal.routes()) {
      state = RouteTarget.with(state, BridgeTarget.over(route, internal.name()));
    }
    return state;
  }
}
