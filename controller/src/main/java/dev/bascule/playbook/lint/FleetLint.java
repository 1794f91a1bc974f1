package dev.bascule.playbook.lint;

import dev.bascule.container.Container;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcInterface;
import dev.bascule.container.lxc.LxcType;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveInterface;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.playbook.lint.Network.Held;
import dev.bascule.playbook.lint.Network.Named;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds addresses that several nodes of the inventory claim. Those of one link only, and private
 * ones that no other node can see, may be the same everywhere.
 */
public final class FleetLint {
  private static final InterfaceName LXC_BRIDGE = new InterfaceName("lxcbr0");

  private record Claim(NodeName node, String link, Position at) {}

  private final Map<Object, List<Claim>> claims = new LinkedHashMap<>();
  private final Map<IpAddress, NodeName> reached;
  private final Set<NodeName> concerned;

  /**
   * A check of a fleet.
   *
   * @param reached by which address a node is reached, where the inventory gives one
   * @param concerned the nodes that are to be changed: what others have among them is not told
   */
  public FleetLint(Map<IpAddress, NodeName> reached, Set<NodeName> concerned) {
    this.reached = Map.copyOf(reached);
    this.concerned = Set.copyOf(concerned);
  }

  /** What the tasks want of one node. */
  public void add(NodeName node, List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return;
    }
    Network network = new Network(wishes);
    for (Held held : network.addresses) {
      IpAddress address = held.address().address();
      if (!held.by().shared() && !isLocal(held, network)) {
        claim(address, new Claim(node, held.link().text(), AddressLint.place(held)));
      }
    }
    for (Wish wish : wishes) {
      if (wish.resource() instanceof LxcContainer container && !wish.shared()) {
        lxc(node, wish, container, network);
      } else if (wish.resource() instanceof PveContainer container && !wish.shared()) {
        proxmox(node, wish, container);
      }
    }
    for (Network.Numbered numbered : network.containers) {
      if (!numbered.by().shared()) {
        ContainerId id = numbered.container().id();
        claim(id, new Claim(node, "CT " + id, numbered.by().place("id", id)));
      }
    }
    for (Named named : network.macs) {
      if (!named.by().shared()) {
        Position at = named.by().place("mac", named.mac());
        claim(named.mac(), new Claim(node, named.link().text(), at));
      }
    }
  }

  // Private addresses behind a bridge that has no uplink here are each node's own.
  private void lxc(NodeName node, Wish wish, LxcContainer container, Network network) {
    List<LxcInterface> all = container.interfaces();
    for (LxcInterface each : all == null ? List.<LxcInterface>of() : all) {
      String owner = "container " + container.place();
      if (each.mac() != null) {
        claim(each.mac(), new Claim(node, owner, wish.place("mac", each.mac())));
      }
      boolean wire = each.link() != null && leadsOut(each, each.link(), network);
      for (Cidr address : each.addresses() == null ? List.<Cidr>of() : each.addresses()) {
        if (wire || !Private.isPrivate(address.address())) {
          claim(address.address(), new Claim(node, owner, wish.place("addresses", address)));
        }
      }
    }
  }

  // A bridge that no task makes may be one like LXC's own; whatever else lies on a link is on its
  // wire.
  private static boolean leadsOut(LxcInterface each, InterfaceName link, Network network) {
    return network
        .bridge(link)
        .map(bridge -> hasPorts(bridge, network))
        .orElse(each.type() != LxcType.VETH && !link.equals(LXC_BRIDGE));
  }

  // Its bridges lead out. Its number is its cluster's, and which nodes are one nobody says here.
  private void proxmox(NodeName node, Wish wish, PveContainer container) {
    String owner = "container " + container.id();
    for (PveInterface each : container.interfaces()) {
      MacAddress.parse(each.options().getOrDefault("hwaddr", ""))
          .ifPresent(mac -> claim(mac, new Claim(node, owner, wish.place("mac", mac))));
      for (String key : List.of("ip", "ip6")) {
        Cidr.parse(each.options().getOrDefault(key, ""))
            .ifPresent(
                address ->
                    claim(
                        address.address(),
                        new Claim(node, owner, wish.place("addresses", address))));
      }
    }
  }

  private void claim(Object what, Claim claim) {
    claims.computeIfAbsent(what, key -> new ArrayList<>()).add(claim);
  }

  private static boolean isLocal(Held held, Network network) {
    IpAddress address = held.address().address();
    boolean inside =
        (held.namespace() != null && !(held.by().resource() instanceof Container))
            || onInnerBridge(held, network)
            || network.bridge(held.link()).map(bridge -> !hasPorts(bridge, network)).orElse(false);
    return address.isLinkLocal()
        || Private.isLoopback(address)
        || (inside && Private.isPrivate(address));
  }

  private static boolean onInnerBridge(Held held, Network network) {
    return network.ports.stream()
        .filter(port -> port.by().equals(held.by()) && port.port().equals(held.link()))
        .anyMatch(
            port ->
                network.bridge(port.bridge()).isPresent()
                    && network.ports.stream()
                        .noneMatch(
                            other ->
                                other.bridge().equals(port.bridge())
                                    && !(other.by().resource() instanceof Container)
                                    && !other.key().equals("name")));
  }

  // A bridge without an uplink: only this node's containers see it.
  private static boolean hasPorts(Bridge bridge, Network network) {
    return network.ports.stream()
        .anyMatch(port -> port.bridge().equals(bridge.name()) && !port.key().equals("name"));
  }

  /** Adds a problem for each; one for all that a single line of a playbook claims. */
  public void check(Problems problems) {
    Set<Position> told = new HashSet<>();
    claims.forEach(
        (what, by) -> {
          Set<NodeName> nodes = new LinkedHashSet<>();
          by.forEach(claim -> nodes.add(claim.node()));
          Claim first = by.get(0);
          if (nodes.size() > 1) {
            Claim other =
                by.stream().filter(c -> !c.node().equals(first.node())).findFirst().orElse(first);
            boolean ours = nodes.stream().anyMatch(concerned::contains);
            if (ours && told.add(other.at())) {
              twice(what, first, other, nodes.size(), problems);
            }
          } else if (what instanceof IpAddress address) {
            reached(address, first, problems);
          }
        });
  }

  private static void twice(Object what, Claim first, Claim other, int nodes, Problems problems) {
    String more = nodes > 2 ? " and " + (nodes - 2) + " more" : "";
    boolean same = first.at().equals(other.at());
    problems.add(
        ProblemCode.CLAIMED_TWICE,
        other.at(),
        (what instanceof ContainerId ? "container " : "")
            + what
            + " is wanted on "
            + name(first)
            + " and on "
            + name(other)
            + more,
        (same ? "give each node its own: a variable in host_vars" : "the other is at " + first.at())
            + "; 'shared: true' where several shall have it");
  }

  private void reached(IpAddress address, Claim claim, Problems problems) {
    NodeName other = reached.get(address);
    if (other == null || other.equals(claim.node())) {
      return;
    }
    if (concerned.contains(claim.node()) || concerned.contains(other)) {
      problems.add(
          ProblemCode.CLAIMED_TWICE,
          claim.at(),
          address + " is wanted on " + name(claim) + ", and " + other + " is reached by it",
          "see ansible_host of " + other + "; 'shared: true' where both shall have it");
    }
  }

  private static String name(Claim claim) {
    return claim.node() + " (" + claim.link() + ")";
  }
}
