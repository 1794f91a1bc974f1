package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.Route;
import dev.bascule.network.Sysctls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Links in the simulated kernel. */
final class SimulatedLinks {
  static final Link LOOPBACK =
      new Link(
          new InterfaceName("lo"),
          new LinkKind.Loopback(),
          null,
          false,
          65536,
          true,
          null,
          Map.of(),
          Map.of());
  private static final Map<String, String> NEW_BRIDGE =
      Map.of("stp_state", "0", "forward_delay", "1500", "vlan_filtering", "0");

  private NetworkState state;

  SimulatedLinks(NetworkState state) {
    this.state = state;
  }

  /** Why the kernel would refuse. */
  Optional<String> problem(NetworkOp op) {
    if (op instanceof NetworkOp.Enslave enslave) {
      boolean bridge = state.link(enslave.bridge()).filter(Link::hasPorts).isPresent();
      return bridge ? missing(enslave.port()) : Optional.of("no bridge " + enslave.bridge());
    }
    if (op instanceof NetworkOp.AddLink add && Layers.base(add.link()) != null) {
      return missing(Objects.requireNonNull(Layers.base(add.link())));
    }
    if (op instanceof NetworkOp.SetUp up) {
      return missing(up.link());
    }
    return op instanceof NetworkOp.SetMac mac ? missing(mac.link()) : Optional.empty();
  }

  private Optional<String> missing(InterfaceName link) {
    return state.link(link).isPresent() ? Optional.empty() : Optional.of("no link " + link);
  }

  /** With the VLANs of a port that joined, or of a bridge of Open vSwitch. */
  NetworkState inVlans(NetworkOp.Ovs told) {
    InterfaceName joined = null;
    if (told.op() instanceof NetworkOp.AddLink add) {
      joined = add.link().name();
    } else if (told.op() instanceof NetworkOp.Enslave enslave) {
      joined = enslave.port();
    }
    if (joined != null) {
      change(joined, link -> link.withPort(Map.of(OvsVlans.OPTION, told.vlans())));
    }
    return state;
  }

  NetworkState after(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink add) {
      add(add.link());
    } else if (op instanceof NetworkOp.DeleteLink delete) {
      delete(delete);
    } else if (op instanceof NetworkOp.SetUp up) {
      up(up);
    } else if (op instanceof NetworkOp.Enslave enslave) {
      enslave(enslave.port(), enslave.bridge());
    } else if (op instanceof NetworkOp.Release release) {
      change(release.port(), link -> isPort(link, release) ? link.withMaster(null) : link);
    } else if (op instanceof NetworkOp.SetMac mac) {
      change(mac.link(), link -> link.withMac(mac.mac()));
    } else if (op instanceof NetworkOp.FollowPorts follow) {
      change(follow.link(), link -> link.withMacOfPorts(follow.mac()));
    } else if (op instanceof NetworkOp.PinMtu mtu) {
      change(mtu.link(), link -> link.withMtu(mtu.mtu()));
    } else {
      options(op);
    }
    return state;
  }

  private static boolean isPort(Link link, NetworkOp.Release release) {
    return release.bridge().equals(link.master());
  }

  private void options(NetworkOp op) {
    if (op instanceof NetworkOp.SetBridgeOption set) {
      change(
          set.bridge(),
          link ->
              link.bridge()
                  .map(bridge -> link.withKind(bridge.with(set.option(), set.value())))
                  .orElse(link));
      if (set.option().equals("vlan_filtering") && set.value().equals("0")) {
        state.ports(set.bridge()).forEach(port -> change(port.name(), SimulatedLinks::unseen));
        change(set.bridge(), SimulatedLinks::unseen);
      }
    } else if (op instanceof NetworkOp.SetPortOption set) {
      change(set.port(), link -> link.withPort(with(link.port(), set.option(), set.value())));
    } else if (op instanceof NetworkOp.AddVlan add && filters(add.link())) {
      change(add.link(), link -> link.withVlans(with(link.vlans(), add.id(), add.flags())));
    } else if (op instanceof NetworkOp.DeleteVlan delete) {
      change(
          delete.link(),
          link -> {
            Map<Integer, String> left = new TreeMap<>(link.vlans());
            left.remove(delete.id());
            return link.withVlans(left);
          });
    }
  }

  private static Link unseen(Link link) {
    return link.withVlans(Map.of());
  }

  private boolean filters(InterfaceName name) {
    return state
        .link(name)
        .flatMap(link -> link.bridge().isPresent() ? link.bridge() : master(link))
        .filter(LinkKind.Bridge::vlanFiltering)
        .isPresent();
  }

  private Optional<LinkKind.Bridge> master(Link link) {
    return Optional.ofNullable(link.master()).flatMap(state::link).flatMap(Link::bridge);
  }

  private static <K extends Comparable<K>> Map<K, String> with(
      Map<K, String> map, K key, String value) {
    Map<K, String> all = new TreeMap<>(map);
    all.put(key, value);
    return all;
  }

  private void change(InterfaceName name, UnaryOperator<Link> change) {
    state.link(name).ifPresent(link -> state = state.withLink(change.apply(link)));
  }

  private void add(Link wanted) {
    if (state.link(wanted.name()).isPresent()) {
      return;
    }
    Link made =
        new Link(
            wanted.name(),
            wanted.bridge().isPresent() ? new LinkKind.Bridge(NEW_BRIDGE) : wanted.kind(),
            wanted.mac(),
            wanted.macPinned(),
            wanted.mtu(),
            false,
            wanted.isOfOvs() ? wanted.master() : null,
            Map.of(),
            Map.of());
    state = state.withLink(made).withSysctls(withDefaults(wanted.name()));
    if (wanted.kind() instanceof LinkKind.Veth veth && veth.peer() != null) {
      addPeer(wanted, veth, veth.peer());
    }
  }

  private Map<String, String> withDefaults(InterfaceName made) {
    Map<String, String> all = new TreeMap<>(state.sysctls());
    state
        .sysctls()
        .forEach(
            (path, value) -> {
              if (Sysctls.link(path).equals("default")) {
                all.put(path.replace("/default/", "/" + made + "/"), value);
              }
            });
    return all;
  }

  private void addPeer(Link wanted, LinkKind.Veth veth, InterfaceName name) {
    LinkKind kind = new LinkKind.Veth(wanted.name(), null);
    Link peer = new Link(name, kind, null, false, wanted.mtu(), false, null, Map.of(), Map.of());
    String namespace = veth.peerNamespace();
    if (namespace == null) {
      state = state.withLink(peer);
    } else {
      Map<String, NetworkState> all = new TreeMap<>(state.namespaces());
      all.computeIfPresent(namespace, (key, inside) -> inside.withLink(peer));
      state = state.withNamespaces(all);
    }
  }

  private void delete(NetworkOp.DeleteLink delete) {
    if (!(delete.unlessPorts() && !state.ports(delete.link()).isEmpty())) {
      state = without(state, delete.link());
    }
  }

  static NetworkState without(NetworkState from, InterfaceName name) {
    Link gone = from.link(name).orElse(null);
    if (gone == null) {
      return from;
    }
    NetworkState state = bare(from, name);
    for (Link above : Layers.on(from, name)) {
      state = without(state, above.name());
    }
    if (gone.kind() instanceof LinkKind.Veth veth && veth.peer() != null) {
      state = withoutPeer(state, veth.peer(), veth.peerNamespace());
    }
    return state;
  }

  private static NetworkState withoutPeer(
      NetworkState from, InterfaceName peer, @Nullable String namespace) {
    if (namespace == null) {
      return bare(from, peer);
    }
    Map<String, NetworkState> all = new TreeMap<>(from.namespaces());
    all.computeIfPresent(namespace, (key, inside) -> bare(inside, peer));
    return from.withNamespaces(all);
  }

  private static NetworkState bare(NetworkState from, InterfaceName name) {
    List<Link> links =
        from.links().stream()
            .filter(link -> !link.name().equals(name))
            .map(link -> name.equals(link.master()) ? link.withMaster(null) : link)
            .toList();
    Map<String, String> sysctls = new TreeMap<>(from.sysctls());
    sysctls.keySet().removeIf(path -> path.contains("/" + name + "/"));
    return from.withLinks(links)
        .withAddresses(from.addresses().stream().filter(a -> !a.link().equals(name)).toList())
        .withRoutes(from.routes().stream().filter(r -> !name.equals(r.dev())).toList())
        .withNeighbours(from.neighbours().stream().filter(n -> !n.link().equals(name)).toList())
        .withSysctls(sysctls);
  }

  private void up(NetworkOp.SetUp op) {
    boolean was = state.link(op.link()).map(Link::up).orElse(false);
    change(op.link(), link -> link.withUp(op.up()));
    if (op.up() && !was) {
      List<Route> routes = new ArrayList<>(state.routes());
      for (Route made : ConnectedRoutes.of(state)) {
        if (routes.stream().noneMatch(route -> ConnectedRoutes.sameWay(route, made))
            && op.link().equals(made.dev())) {
          routes.add(made);
        }
      }
      state = state.withRoutes(routes);
    } else if (!op.up()) {
      InterfaceName link = op.link();
      state =
          state
              .withRoutes(state.routes().stream().filter(r -> !link.equals(r.dev())).toList())
              .withAddresses(
                  state.addresses().stream()
                      .filter(a -> !(a.link().equals(link) && a.family() == Family.V6))
                      .toList());
    }
  }

  private void enslave(InterfaceName port, InterfaceName bridge) {
    Link link = state.link(port).orElseThrow();
    if (bridge.equals(link.master())) {
      return;
    }
    Link joined = link.withMaster(bridge);
    LinkKind.Bridge kind = state.link(bridge).flatMap(Link::bridge).orElse(null);
    if (kind == null) {
      state = state.withLink(joined.withPort(Map.of(OvsVlans.OPTION, OvsVlans.ALL)));
      return;
    }
    int pvid = Integer.parseInt(kind.options().getOrDefault("vlan_default_pvid", "1"));
    state =
        state.withLink(
            kind.vlanFiltering() ? joined.withVlans(Map.of(pvid, "pvid untagged")) : joined);
  }
}
