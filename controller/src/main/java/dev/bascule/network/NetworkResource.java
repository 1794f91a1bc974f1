package dev.bascule.network;

import dev.bascule.model.Cidr;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing wanted of a node's network. What is not said is left as it is; on a new link it is what
 * {@code docs/playbooks.md} gives as its default.
 */
public sealed interface NetworkResource extends Desired {

  /** The link, or the namespace, that it is about: shown as the target. */
  String target();

  /** Whether it is kept over a boot in the node's own files. */
  boolean persist();

  /**
   * A bridge.
   *
   * @param ports null to leave them; those that are not named stay too: containers' ports are not
   *     ours
   * @param adopt the link whose addresses, routes, … the bridge takes over; it becomes a port
   * @param addresses beside those that are adopted; added, others stay
   * @param mac null: a new bridge gets that of the adopted link, or of its first port
   * @param stp null: a new bridge has none
   * @param forwardDelay in seconds; null: a new bridge has 0
   * @param bpduGuard the user knows that STP on an uplink can trip the switch's BPDU guard
   * @param giveBack the link that gets what the bridge carries when it is removed; null: the only
   *     uplink
   * @param vlans what ports, and under its own name the bridge itself, are to be members of
   * @param ovs null for a Linux bridge
   */
  record Bridge(
      InterfaceName name,
      boolean present,
      @Nullable List<InterfaceName> ports,
      @Nullable InterfaceName adopt,
      List<Cidr> addresses,
      List<WantedRoute> routes,
      @Nullable MacAddress mac,
      @Nullable Integer mtu,
      @Nullable Boolean stp,
      @Nullable Integer forwardDelay,
      @Nullable Boolean vlanFiltering,
      boolean bpduGuard,
      @Nullable InterfaceName giveBack,
      Map<InterfaceName, PortVlans> vlans,
      boolean persist,
      @Nullable Ovs ovs)
      implements NetworkResource {
    /** A Linux bridge. */
    public Bridge(
        InterfaceName name,
        boolean present,
        @Nullable List<InterfaceName> ports,
        @Nullable InterfaceName adopt,
        List<Cidr> addresses,
        List<WantedRoute> routes,
        @Nullable MacAddress mac,
        @Nullable Integer mtu,
        @Nullable Boolean stp,
        @Nullable Integer forwardDelay,
        @Nullable Boolean vlanFiltering,
        boolean bpduGuard,
        @Nullable InterfaceName giveBack,
        Map<InterfaceName, PortVlans> vlans,
        boolean persist) {
      this(
          name,
          present,
          ports,
          adopt,
          addresses,
          routes,
          mac,
          mtu,
          stp,
          forwardDelay,
          vlanFiltering,
          bpduGuard,
          giveBack,
          vlans,
          persist,
          null);
    }

    public Bridge {
      ports = ports == null ? null : List.copyOf(ports);
      addresses = List.copyOf(addresses);
      routes = List.copyOf(routes);
      vlans = Collections.unmodifiableMap(new TreeMap<>(vlans));
    }

    @Override
    public String target() {
      return "bridge " + name;
    }
  }

  /**
   * That a bridge is one of Open vSwitch.
   *
   * @param datapath {@code system} or {@code netdev}; null: a new one is the kernel's, and one that
   *     is there stays as it is
   * @param internal interfaces for the node, which the switch makes
   */
  record Ovs(@Nullable String datapath, List<Internal> internal) {
    public Ovs {
      internal = List.copyOf(internal);
    }
  }

  /** An internal port of Open vSwitch; its VLANs stand with those of the bridge's other ports. */
  record Internal(
      InterfaceName name,
      boolean present,
      @Nullable MacAddress mac,
      List<Cidr> addresses,
      List<WantedRoute> routes) {
    public Internal {
      addresses = List.copyOf(addresses);
      routes = List.copyOf(routes);
    }
  }

  /**
   * Addresses on a link.
   *
   * @param exclusive whether others, the kernel's link-local ones aside, are removed
   */
  record LinkAddresses(
      InterfaceName link, List<Cidr> addresses, boolean present, boolean exclusive, boolean persist)
      implements NetworkResource {
    public LinkAddresses {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String target() {
      return "address on " + link;
    }
  }

  /** A route. */
  record RouteEntry(WantedRoute route, boolean present, boolean persist)
      implements NetworkResource {
    @Override
    public String target() {
      return "route " + route.destination();
    }
  }

  /** An 802.1Q interface. */
  record Vlan(
      InterfaceName name,
      @Nullable InterfaceName link,
      int id,
      boolean present,
      List<Cidr> addresses,
      @Nullable Integer mtu,
      boolean persist)
      implements NetworkResource {
    public Vlan {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String target() {
      return "vlan " + name;
    }
  }

  /** A macvlan interface. */
  record Macvlan(
      InterfaceName name,
      @Nullable InterfaceName link,
      String mode,
      boolean present,
      @Nullable MacAddress mac,
      List<Cidr> addresses,
      boolean persist)
      implements NetworkResource {
    public Macvlan {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String target() {
      return "macvlan " + name;
    }
  }

  /** A pair of interfaces; each end may be in a namespace. */
  record Veth(End end, @Nullable End peer, boolean present, boolean persist)
      implements NetworkResource {
    @Override
    public String target() {
      return "veth " + end.name();
    }
  }

  /**
   * One end of a pair.
   *
   * @param namespace null for the node itself
   * @param bridge null for none
   */
  record End(
      InterfaceName name,
      @Nullable String namespace,
      @Nullable MacAddress mac,
      @Nullable InterfaceName bridge,
      List<Cidr> addresses,
      List<WantedRoute> routes) {
    public End {
      addresses = List.copyOf(addresses);
      routes = List.copyOf(routes);
    }
  }

  /** A named network namespace; at run time only, as {@code ip netns} is. */
  record Namespace(String name, boolean present) implements NetworkResource {
    @Override
    public String target() {
      return "netns " + name;
    }

    @Override
    public boolean persist() {
      return false;
    }
  }

  /**
   * The node's end of a container's interface, while it is there: it comes and goes with the
   * container.
   *
   * @param bridge null where packets are routed: the node answers for the addresses behind
   * @param vlan the only one that it is a member of, untagged; the bridge has to filter. null
   *     leaves its VLANs
   * @param addresses of the container, which the node reaches by the bridge, or else by this end;
   *     in a VLAN of its own it has no routes to them
   */
  record HostEnd(
      InterfaceName name,
      @Nullable InterfaceName bridge,
      @Nullable Integer vlan,
      List<Cidr> addresses)
      implements NetworkResource {
    public HostEnd {
      addresses = List.copyOf(addresses);
    }

    /** The node's routes to the container's addresses. */
    public List<WantedRoute> routes() {
      InterfaceName over = bridge == null ? name : bridge;
      return addresses.stream().map(address -> to(address, over)).toList();
    }

    private static WantedRoute to(Cidr address, InterfaceName over) {
      Cidr host = new Cidr(address.address(), address.address().isV6() ? 128 : 32);
      return new WantedRoute(
          host.toString(), null, over, null, null, "main", false, null, Map.of());
    }

    @Override
    public String target() {
      return "host end " + name;
    }

    @Override
    public boolean persist() {
      return false;
    }
  }

  /**
   * What containers of LXC need of the node's links; nothing is changed for it.
   *
   * @param bridges that it hangs on
   * @param macvlans on which it has a macvlan
   * @param vlans on which it has a VLAN, and which
   * @param given that it takes away from the node while it runs
   */
  record ContainerLinks(
      String container,
      List<InterfaceName> bridges,
      List<InterfaceName> macvlans,
      Map<InterfaceName, Set<Integer>> vlans,
      List<InterfaceName> given)
      implements NetworkResource {
    public ContainerLinks {
      bridges = List.copyOf(bridges);
      macvlans = List.copyOf(macvlans);
      vlans = Collections.unmodifiableMap(new TreeMap<>(vlans));
      given = List.copyOf(given);
    }

    @Override
    public String target() {
      return "links of container " + container;
    }

    @Override
    public boolean persist() {
      return false;
    }
  }

  /**
   * A route as users write it.
   *
   * @param destination {@code default} or a prefix
   * @param dev null to let the kernel find the link of the gateway
   * @param more further words in pairs: mtu, advmss …
   */
  record WantedRoute(
      String destination,
      @Nullable IpAddress via,
      @Nullable InterfaceName dev,
      @Nullable IpAddress src,
      @Nullable Long metric,
      String table,
      boolean onlink,
      @Nullable String scope,
      Map<String, String> more) {
    public WantedRoute {
      more = Collections.unmodifiableMap(new TreeMap<>(more));
    }
  }
}
