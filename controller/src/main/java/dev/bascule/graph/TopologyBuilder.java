package dev.bascule.graph;

import dev.bascule.graph.Edge.Join;
import dev.bascule.graph.Guest.Nic;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a node's topology of its network and its guests. */
public final class TopologyBuilder {
  private final NetworkState state;
  private final Map<String, Vertex> vertices = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Set<InterfaceName> ends = new HashSet<>();

  private TopologyBuilder(NetworkState state, List<Guest> guests) {
    this.state = state;
    for (Guest guest : guests) {
      guest.nics().stream()
          .filter(nic -> nic.host() != null && !isOfAnother(guest, nic))
          .forEach(nic -> ends.add(Objects.requireNonNull(nic.host())));
    }
  }

  /** Whether the link that a container's file names is there, though the container does not run. */
  private boolean isOfAnother(Guest guest, Nic nic) {
    InterfaceName host = nic.host();
    return guest.stopped() && host != null && state.link(host).isPresent();
  }

  /**
   * A topology.
   *
   * @param guests namespaces of the state that are among them by id are not made again
   */
  public static Topology build(NodeName node, NetworkState state, List<Guest> guests) {
    TopologyBuilder builder = new TopologyBuilder(state, guests);
    state.links().forEach(builder::link);
    guests.forEach(builder::guest);
    state.links().forEach(builder::joins);
    guests.forEach(builder::joins);
    return new Topology(node, List.copyOf(builder.vertices.values()), builder.edges);
  }

  /** The id of a link of the node. */
  static String id(InterfaceName link) {
    return "link " + link;
  }

  private void link(Link link) {
    if (link.kind() instanceof LinkKind.Loopback && LinkLines.of(state, link).isEmpty()) {
      return;
    }
    Kind kind = kind(link);
    vertices.put(
        id(link.name()),
        new Vertex(
            id(link.name()),
            kind,
            link.name().text(),
            LinkLines.what(link, kind),
            null,
            lines(link, kind),
            State.IN_SYNC));
  }

  private List<Line> lines(Link link, Kind kind) {
    List<Line> lines = new ArrayList<>(LinkLines.of(state, link));
    if (kind == Kind.HOST_END && !ends.contains(link.name())) {
      lines.add(Line.of("other end unknown"));
    }
    return lines;
  }

  private Kind kind(Link link) {
    LinkKind kind = link.kind();
    if (link.hasPorts()) {
      return Kind.BRIDGE;
    } else if (kind instanceof LinkKind.Vlan) {
      return Kind.VLAN;
    } else if (LinkLines.isVenet(link)) {
      return Kind.LINK;
    } else if (kind instanceof LinkKind.Veth veth) {
      boolean here = veth.peer() != null && veth.peerNamespace() == null;
      if (ends.contains(link.name())) {
        return Kind.HOST_END;
      }
      return here ? Kind.LINK : Layers.isUplink(state, link) ? Kind.UPLINK : Kind.HOST_END;
    }
    return Layers.isUplink(state, link) ? Kind.UPLINK : Kind.LINK;
  }

  private void guest(Guest guest) {
    Kind kind = guest.container() ? Kind.CONTAINER : Kind.NAMESPACE;
    vertices.put(
        guest.id(),
        new Vertex(guest.id(), kind, guest.name(), guest.what(), null, List.of(), State.IN_SYNC));
    for (Nic nic : guest.nics()) {
      String id = guest.idOf(nic);
      List<Line> lines = lines(guest, nic);
      vertices.put(
          id, new Vertex(id, Kind.INSIDE, nic.name(), "", guest.id(), lines, State.IN_SYNC));
      hostEnd(guest, nic);
    }
  }

  private List<Line> lines(Guest guest, Nic nic) {
    Stream<String> other =
        isOfAnother(guest, nic) && !nic.name().startsWith("venet")
            ? Stream.of("not at " + nic.host() + ", which is there without it")
            : Stream.of();
    return Stream.concat(nic.lines().stream(), other).map(Line::of).toList();
  }

  /** The end of a container that does not run, or that it does not have yet. */
  private void hostEnd(Guest guest, Nic nic) {
    InterfaceName host = nic.host();
    if (host == null || vertices.containsKey(id(host))) {
      return;
    }
    List<Line> lines = guest.stopped() ? List.of(Line.of("not there until it runs")) : List.of();
    vertices.put(
        id(host), new Vertex(id(host), Kind.HOST_END, host.text(), "", null, lines, State.IN_SYNC));
    InterfaceName bridge = nic.bridge();
    if (bridge != null && vertices.containsKey(id(bridge))) {
      edge(id(bridge), id(host), Join.PORT, PortLabel.of(nic.vlans()));
    }
  }

  private void joins(Link link) {
    InterfaceName master = link.master();
    if (master != null && known(master)) {
      String label = PortLabel.of(link);
      if (leadsInwards(link)) {
        edge(id(master), id(link.name()), Join.PORT, label);
      } else {
        edge(id(link.name()), id(master), Join.PORT, label);
      }
    }
    InterfaceName base = Layers.base(link);
    // An internal port of Open vSwitch is its bridge's port already.
    if (base != null && known(base) && !base.equals(master)) {
      edge(id(base), id(link.name()), Join.ON, "");
    }
    if (link.kind() instanceof LinkKind.Veth veth && isFirst(link, veth)) {
      edge(id(link.name()), id(Objects.requireNonNull(veth.peer())), Join.PAIR, "");
    }
  }

  private boolean known(InterfaceName name) {
    return vertices.containsKey(id(name));
  }

  /** Whether a port leads from its bridge to what is inside of the node. */
  private boolean leadsInwards(Link link) {
    return kind(link) == Kind.HOST_END
        || link.kind() instanceof LinkKind.OvsInternal
        || (link.kind() instanceof LinkKind.Veth veth && isFirst(link, veth));
  }

  /** Of a pair whose ends are both the node's: whether it is the one to be shown first. */
  private boolean isFirst(Link link, LinkKind.Veth veth) {
    InterfaceName peer = veth.peer();
    return peer != null
        && veth.peerNamespace() == null
        && known(peer)
        && link.name().compareTo(peer) < 0;
  }

  private void joins(Guest guest) {
    for (Nic nic : guest.nics()) {
      String id = guest.idOf(nic);
      InterfaceName host = nic.host();
      InterfaceName base = nic.base();
      String far = nic.far();
      if (host != null) {
        if (!isOfAnother(guest, nic)) {
          edge(id(host), id, Join.PAIR, "");
        }
      } else if (nic.bridge() != null && known(nic.bridge())) {
        // An end that LXC gives a name at its start.
        edge(id(nic.bridge()), id, Join.PORT, PortLabel.of(nic.vlans()));
      } else if (base != null && known(base)) {
        edge(id(base), id, Join.ON, "");
      } else if (far != null && vertices.containsKey(far) && id.compareTo(far) < 0) {
        edge(id, far, Join.PAIR, "");
      }
    }
  }

  private void edge(String from, String to, Join join, String label) {
    edges.add(new Edge(from, to, join, label, State.IN_SYNC));
  }
}
