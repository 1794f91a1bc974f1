package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Address;
import dev.bascule.network.DhcpClient;
import dev.bascule.network.Link;
import dev.bascule.network.Neighbour;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import java.util.List;

/**
 * One command to the kernel, whatever program a node has to say it with. Each can be said again:
 * what is there already is left, what is gone already is no failure.
 */
public sealed interface NetworkOp {

  /** Makes a bridge, VLAN, pair or macvlan; down, with its MAC where it is pinned, and its MTU. */
  record AddLink(Link link) implements NetworkOp {}

  /**
   * Removes a link that {@link AddLink} can make.
   *
   * @param unlessPorts leave a bridge that still has ports: a runtime may have added one
   */
  record DeleteLink(InterfaceName link, boolean unlessPorts) implements NetworkOp {}

  /** Sets a link up or down. */
  record SetUp(InterfaceName link, boolean up) implements NetworkOp {}

  /** Sets a link's address. */
  record SetMac(InterfaceName link, MacAddress mac) implements NetworkOp {}

  /**
   * Lets a bridge of Open vSwitch, whose MAC was set, follow its ports again.
   *
   * @param mac what it has then
   */
  record FollowPorts(InterfaceName link, MacAddress mac) implements NetworkOp {}

  /** Sets a link's MTU so that it stays, by a real change: see {@code br_change_mtu}. */
  record PinMtu(InterfaceName link, int mtu) implements NetworkOp {}

  /** Makes a link a port of a bridge. */
  record Enslave(InterfaceName port, InterfaceName bridge) implements NetworkOp {}

  /** Takes a port out of its bridge. */
  record Release(InterfaceName port, InterfaceName bridge) implements NetworkOp {}

  /** Writes {@code /sys/class/net/BRIDGE/bridge/OPTION}. */
  record SetBridgeOption(InterfaceName bridge, String option, String value) implements NetworkOp {}

  /** Writes {@code /sys/class/net/PORT/brport/OPTION}. */
  record SetPortOption(InterfaceName port, String option, String value) implements NetworkOp {}

  /**
   * Makes a port, or the bridge itself, a member of a VLAN.
   *
   * @param flags {@code pvid untagged}, either or none
   */
  record AddVlan(InterfaceName link, int id, String flags, boolean self) implements NetworkOp {}

  /** Takes a port, or the bridge itself, out of a VLAN. */
  record DeleteVlan(InterfaceName link, int id, boolean self) implements NetworkOp {}

  /** Adds an address, with its flags and the rest of its lifetimes. */
  record AddAddress(Address address) implements NetworkOp {}

  /** Removes an address. */
  record DeleteAddress(Address address) implements NetworkOp {}

  /** Adds a route, or takes the place of the one with the same destination, table and metric. */
  record PutRoute(Route route) implements NetworkOp {}

  /** Removes a route. */
  record DeleteRoute(Route route) implements NetworkOp {}

  /** Adds a rule. */
  record AddRule(Rule rule) implements NetworkOp {}

  /** Removes a rule. */
  record DeleteRule(Rule rule) implements NetworkOp {}

  /** Adds a neighbour that stays, or a proxy entry. */
  record PutNeighbour(Neighbour neighbour) implements NetworkOp {}

  /** Removes one. */
  record DeleteNeighbour(Neighbour neighbour) implements NetworkOp {}

  /** Writes a value below /proc/sys; a parameter that the kernel does not have is passed over. */
  record SetSysctl(String path, String value) implements NetworkOp {}

  /** Ends a DHCP client without giving the lease back. */
  record StopDhcp(DhcpClient client) implements NetworkOp {}

  /** Starts a DHCP client in the background. */
  record StartDhcp(DhcpClient client) implements NetworkOp {}

  /** Tells the neighbours where addresses are now: gratuitous ARP, unsolicited advertisements. */
  record Announce(InterfaceName link, List<IpAddress> addresses) implements NetworkOp {
    public Announce {
      addresses = List.copyOf(addresses);
    }
  }

  /** Makes a named network namespace, its {@code lo} up. */
  record AddNamespace(String name) implements NetworkOp {}

  /** Removes a named network namespace and the links that are in it. */
  record DeleteNamespace(String name) implements NetworkOp {}

  /**
   * Tells Open vSwitch, which keeps links, ports and what is set of them in a database of its own.
   *
   * @param op one that makes, removes or sets a bridge of it, or a port of one
   * @param vlans of a port that joins, as {@link dev.bascule.network.OvsVlans} writes them: no
   *     moment may pass in which it is in all VLANs; empty otherwise
   */
  record Ovs(NetworkOp op, String vlans) implements NetworkOp {}

  /** What is done, whoever is told to do it. */
  static NetworkOp plain(NetworkOp op) {
    return op instanceof Ovs ovs ? ovs.op() : op;
  }

  /** Does something inside a named network namespace. */
  record Inside(String namespace, NetworkOp op) implements NetworkOp {}
}
