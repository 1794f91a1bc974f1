package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stand-in for the part of a node that a transaction touches, built in a network namespace of its
 * own, so that batch and inverse can be rehearsed: see {@code rehearse.sh}, which never runs this
 * text in the node's own namespace. Cards are played by pairs of interfaces with the same names,
 * addresses and MTUs, and so are ends of pairs whose other ends no command is about. A controller
 * can do the same with its own {@code unshare} and {@code Tools.MODERN}: the texts are the same,
 * the functions are {@code common.sh net-ops.sh net-addresses.sh netstate.sh rehearse.sh}.
 */
public final class ScratchText {
  /** They would make the kernel add addresses, or wait, at times of its own. */
  private static final Set<String> LEFT_OUT =
      Set.of("accept_dad", "addr_gen_mode", "stable_secret");

  private ScratchText() {}

  /**
   * Shell text for the functions of {@code net-ops.sh}; stops at the first failure: then there is
   * nothing to rehearse on.
   *
   * @param touched the links of the batch; those around them that it needs are added
   * @param rehearsed batch and inverse: of the links' many parameters only those that they set are
   *     played, and whether there is IPv6
   */
  public static String replica(
      NetworkState real, Set<InterfaceName> touched, Collection<NetworkOp> rehearsed, Tools tools) {
    NetworkState before = sameAddresses(ScratchSpaces.needed(real, touched, rehearsed));
    Set<InterfaceName> needed = new HashSet<>(touched);
    rehearsed.forEach(op -> base(op).ifPresent(needed::add));
    needed.addAll(outsideEnds(before));
    Set<InterfaceName> around = around(before, needed);
    StateOps all = new StateOps(before, around);
    String cards =
        all.those().stream()
            .filter(link -> isPlayed(before, around, link))
            .map(link -> stand(link) + " &&\n")
            .collect(Collectors.joining());
    List<NetworkOp> spaces =
        before.namespaces().keySet().stream().<NetworkOp>map(NetworkOp.AddNamespace::new).toList();
    List<NetworkOp> made =
        OvsOps.told(all.make(link -> isMade(before, around, link)), before, before);
    List<NetworkOp> first = Stream.of(spaces, made, inside(before)).flatMap(List::stream).toList();
    List<NetworkOp> then =
        OvsOps.told(
            Stream.of(all.layer2(), all.layer3()).flatMap(List::stream).toList(), before, before);
    // A parameter that a namespace of its own has not, or has read-only, is no reason not to
    // rehearse. They are set before addresses come, when the links are there.
    return cards
        + "{\n"
        + BatchText.forward(first, tools)
        + "} || return 1\n{\n"
        + BatchText.inverse(sysctls(before, all, rehearsed), tools)
        + "} >/dev/null\n"
        + BatchText.forward(then, tools);
  }

  // A bridge without ports, or one that plays Open vSwitch's, would get an address of chance here,
  // and not the one that the way back
  // gives it.
  private static NetworkState sameAddresses(NetworkState real) {
    NetworkState state = real;
    for (Link link : real.links()) {
      boolean chance = link.isOvsBridge() || real.ports(link.name()).isEmpty();
      if (link.hasPorts() && link.mac() != null && chance) {
        state = state.withLink(link.withMac(link.mac()));
      }
    }
    return state;
  }

  // What is in a namespace comes with them.
  private static List<InterfaceName> outsideEnds(NetworkState before) {
    return before.links().stream()
        .filter(
            link ->
                link.kind() instanceof LinkKind.Veth veth
                    && veth.peerNamespace() != null
                    && before.namespaces().containsKey(veth.peerNamespace()))
        .map(Link::name)
        .toList();
  }

  // A new VLAN or macvlan stands on a link that nothing else of the batch may be about.
  private static Optional<InterfaceName> base(NetworkOp op) {
    return NetworkOp.plain(op) instanceof NetworkOp.AddLink add
        ? Optional.ofNullable(Layers.base(add.link()))
        : Optional.empty();
  }

  private static List<NetworkOp> sysctls(
      NetworkState before, StateOps all, Collection<NetworkOp> rehearsed) {
    Set<String> names = new HashSet<>(Set.of("disable_ipv6"));
    for (NetworkOp op : rehearsed) {
      if (op instanceof NetworkOp.SetSysctl it) {
        names.add(name(it.path()));
      }
    }
    names.removeAll(LEFT_OUT);
    List<NetworkOp> sysctls = new ArrayList<>();
    before
        .sysctls()
        .forEach(
            (path, value) -> {
              if (path.contains("/conf/default/") && names.contains(name(path))) {
                sysctls.add(new NetworkOp.SetSysctl(path, value));
              }
            });
    sysctls.addAll(all.sysctls(path -> names.contains(name(path))));
    return sysctls;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What is in namespaces that were looked into; the ends of pairs come with the other ends. */
  private static List<NetworkOp> inside(NetworkState before) {
    Map<String, NetworkState> bare = new TreeMap<>();
    before
        .namespaces()
        .forEach((name, state) -> bare.put(name, NetworkState.EMPTY.withLinks(loopback(state))));
    return Batch.between(
        NetworkState.EMPTY.withNamespaces(bare),
        NetworkState.EMPTY.withNamespaces(before.namespaces()));
  }

  // As a namespace gets it when it is made.
  private static List<Link> loopback(NetworkState state) {
    return state.links().stream()
        .filter(link -> link.kind() instanceof LinkKind.Loopback)
        .map(link -> link.withUp(true))
        .toList();
  }

  private static boolean isMade(NetworkState before, Set<InterfaceName> around, Link link) {
    if (link.kind() instanceof LinkKind.Veth veth) {
      // Of a pair that is whole one end is made, and with it the other.
      return veth.peer() != null
          && (veth.peerNamespace() != null
              ? before.namespaces().containsKey(veth.peerNamespace())
              : around.contains(veth.peer()) && link.name().compareTo(veth.peer()) < 0);
    }
    return link.hasPorts()
        || link.isOfOvs()
        || link.kind() instanceof LinkKind.Vlan
        || link.kind() instanceof LinkKind.Macvlan;
  }

  private static boolean isPlayed(NetworkState before, Set<InterfaceName> around, Link link) {
    if (link.kind() instanceof LinkKind.Veth veth
        && veth.peer() != null
        && veth.peerNamespace() == null
        && around.contains(veth.peer())) {
      return false;
    }
    return !(link.kind() instanceof LinkKind.Loopback) && !isMade(before, around, link);
  }

  private static String stand(Link link) {
    String mac = link.mac() == null ? "" : link.mac().text();
    return Words.shell(List.of("net_stand", link.name().text(), mac, Integer.toString(link.mtu())));
  }

  /** With their masters, ports, the links below them, and the other ends of pairs. */
  private static Set<InterfaceName> around(NetworkState before, Set<InterfaceName> touched) {
    Set<InterfaceName> all = new HashSet<>();
    touched.forEach(name -> reach(before, name, all));
    return all;
  }

  private static void reach(NetworkState before, InterfaceName name, Set<InterfaceName> all) {
    Link link = before.link(name).orElse(null);
    if (link == null || !all.add(name)) {
      return;
    }
    if (link.master() != null) {
      reach(before, link.master(), all);
    }
    before.ports(name).forEach(port -> reach(before, port.name(), all));
    if (link.kind() instanceof LinkKind.Vlan vlan) {
      reach(before, vlan.link(), all);
    } else if (link.kind() instanceof LinkKind.Macvlan macvlan) {
      reach(before, macvlan.link(), all);
    } else if (link.kind() instanceof LinkKind.Veth veth
        && veth.peerNamespace() == null
        && veth.peer() != null) {
      reach(before, veth.peer(), all);
    }
  }
}
