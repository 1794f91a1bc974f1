package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.KeptMac;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Links: lower ones before those that stand on them, and the other way round when they go. */
final class LinkSteps {
  // The protocol before the delay: the kernel raises a small delay when the protocol starts. VLAN
  // filtering last: the default VLAN cannot be changed while it is on.
  private static final List<String> FIRST = List.of("stp_state", "forward_delay");
  private static final List<String> LAST = List.of("vlan_default_pvid", "vlan_filtering");

  private final NetworkState from;
  private final NetworkState to;

  LinkSteps(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
  }

  /** New links. */
  List<NetworkOp> made() {
    List<NetworkOp> ops = new ArrayList<>();
    Set<InterfaceName> there = new HashSet<>();
    for (Link link : lowerFirst(to)) {
      if (from.link(link.name()).isEmpty() && canBeMade(link)) {
        boolean asPeer = there.contains(link.name()) || isPeerOfOutside(link);
        if (!asPeer) {
          ops.add(new NetworkOp.AddLink(link));
        }
        ops.addAll(furnished(link, asPeer || isPeerElsewhere(link)));
        if (link.kind() instanceof LinkKind.Veth veth && veth.peerNamespace() == null) {
          there.add(veth.peer() == null ? link.name() : veth.peer());
        }
      }
    }
    return ops;
  }

  // The end in a namespace comes with the one outside.
  private boolean isPeerOfOutside(Link link) {
    return link.kind() instanceof LinkKind.Veth veth
        && veth.peerNamespace() == null
        && (veth.peer() == null || to.link(veth.peer()).isEmpty());
  }

  // It may have come with the one in the other namespace, with an address of the kernel's choice.
  private static boolean isPeerElsewhere(Link link) {
    return link.kind() instanceof LinkKind.Veth veth && veth.peerNamespace() != null;
  }

  private static List<NetworkOp> furnished(Link link, boolean asPeer) {
    List<NetworkOp> ops = new ArrayList<>();
    if (link.kind() instanceof LinkKind.Bridge bridge) {
      for (Map.Entry<String, String> option : ordered(bridge.options())) {
        ops.add(set(link, option));
      }
      ops.add(new NetworkOp.PinMtu(link.name(), link.mtu()));
    }
    if (asPeer && link.mac() != null) {
      ops.add(new NetworkOp.SetMac(link.name(), link.mac()));
    }
    return ops;
  }

  private static NetworkOp set(Link bridge, Map.Entry<String, String> option) {
    return new NetworkOp.SetBridgeOption(bridge.name(), option.getKey(), option.getValue());
  }

  private static List<Map.Entry<String, String>> ordered(Map<String, String> options) {
    List<Map.Entry<String, String>> all = new ArrayList<>(options.entrySet());
    all.sort(Comparator.comparingInt(option -> rank(option.getKey())));
    return all;
  }

  private static int rank(String option) {
    int first = FIRST.indexOf(option);
    return first >= 0 ? first - FIRST.size() : LAST.indexOf(option) + 1;
  }

  /** Options, addresses and MTUs of links that stay. */
  List<NetworkOp> changed() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link after : to.links()) {
      from.link(after.name()).ifPresent(before -> ops.addAll(changed(before, after)));
    }
    return ops;
  }

  private List<NetworkOp> changed(Link before, Link after) {
    List<NetworkOp> ops = new ArrayList<>();
    if (before.kind() instanceof LinkKind.Bridge old
        && after.kind() instanceof LinkKind.Bridge now) {
      for (Map.Entry<String, String> option : ordered(now.options())) {
        if (!option.getValue().equals(old.options().get(option.getKey()))) {
          ops.add(set(after, option));
        }
      }
    }
    if (after.isOvsBridge() && !after.kind().equals(before.kind())) {
      ops.add(new NetworkOp.AddLink(after));
    }
    if (after.mac() != null) {
      mac(ops, before, after, after.mac());
    }
    if (after.mtu() != before.mtu()) {
      ops.add(new NetworkOp.PinMtu(after.name(), after.mtu()));
    }
    return ops;
  }

  // To the kernel an address that somebody set stays so; Open vSwitch forgets it.
  private void mac(List<NetworkOp> ops, Link before, Link after, MacAddress mac) {
    if (after.isOvsBridge() && before.macPinned() && !after.macPinned()) {
      ops.add(new NetworkOp.FollowPorts(after.name(), mac));
    } else if (!mac.equals(before.mac()) || KeptMac.wouldFollow(from, to, before, after)) {
      ops.add(new NetworkOp.SetMac(after.name(), mac));
    }
  }

  /** Links that are to be up and are not. */
  List<NetworkOp> up() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link link : lowerFirst(to)) {
      if (link.up() && !isUp(from, link.name()) && isThere(link)) {
        ops.add(new NetworkOp.SetUp(link.name(), true));
      }
    }
    return ops;
  }

  /** Links that are to be down and are not: the last thing, since it takes routes along. */
  List<NetworkOp> down() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link link : to.links()) {
      if (!link.up() && isUp(from, link.name())) {
        ops.add(new NetworkOp.SetUp(link.name(), false));
      }
    }
    return ops;
  }

  private static boolean isUp(NetworkState state, InterfaceName name) {
    return state.link(name).map(Link::up).orElse(false);
  }

  private boolean isThere(Link link) {
    return from.link(link.name()).isPresent() || canBeMade(link);
  }

  /** Ports that join a bridge; what is set of each port. */
  List<NetworkOp> enslaved() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link port : to.links()) {
      InterfaceName bridge = port.master();
      Link before = from.link(port.name()).orElse(null);
      InterfaceName old = before == null ? null : before.master();
      boolean born = port.kind() instanceof LinkKind.OvsInternal && before == null;
      if (bridge != null && !bridge.equals(old) && !born) {
        if (old != null) {
          ops.add(new NetworkOp.Release(port.name(), old));
        }
        ops.add(new NetworkOp.Enslave(port.name(), bridge));
      }
      boolean stays = before != null && Objects.equals(bridge, old);
      ops.addAll(PortSteps.of(from, to, port, stays ? before : null));
    }
    return ops;
  }

  /** Ports that leave their bridge and join no other. */
  List<NetworkOp> released() {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link port : to.links()) {
      from.link(port.name())
          .map(Link::master)
          .filter(old -> port.master() == null)
          .ifPresent(old -> ops.add(new NetworkOp.Release(port.name(), old)));
    }
    return ops;
  }

  /** Links that go. */
  List<NetworkOp> removed() {
    List<NetworkOp> ops = new ArrayList<>();
    List<Link> upperFirst = new ArrayList<>(lowerFirst(from));
    Collections.reverse(upperFirst);
    Set<InterfaceName> gone = new HashSet<>();
    for (Link link : upperFirst) {
      boolean alone = !gone.contains(link.name());
      if (to.link(link.name()).isEmpty() && canBeMade(link) && alone) {
        ops.add(new NetworkOp.DeleteLink(link.name(), link.hasPorts()));
        if (link.kind() instanceof LinkKind.Veth veth && veth.peer() != null) {
          gone.add(veth.peer());
        }
      }
    }
    return ops;
  }

  private static boolean canBeMade(Link link) {
    LinkKind kind = link.kind();
    return kind instanceof LinkKind.Bridge
        || kind instanceof LinkKind.Vlan
        || kind instanceof LinkKind.Veth
        || kind instanceof LinkKind.Macvlan
        || link.isOfOvs();
  }

  private static List<Link> lowerFirst(NetworkState state) {
    List<Link> ordered = new ArrayList<>(state.links());
    ordered.sort((one, other) -> Integer.compare(height(state, one), height(state, other)));
    return ordered;
  }

  private static int height(NetworkState state, Link link) {
    InterfaceName base = Layers.base(link);
    return base == null ? 0 : 1 + state.link(base).map(below -> height(state, below)).orElse(0);
  }
}
