package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An interface without its addresses.
 *
 * @param mac null where the link has none
 * @param macPinned whether the address was set by somebody (addr_assign_type 3): a bridge's pinned
 *     address does not follow its ports
 * @param mtu in bytes
 * @param up whether it is set up; not whether there is a carrier
 * @param master the bridge, or bond, that it is a port of
 * @param port as {@code /sys/class/net/LINK/brport/} names and writes them, those that can be set;
 *     empty where it is no bridge's port. Of a port of Open vSwitch, and a bridge of it, {@link
 *     OvsVlans#OPTION} alone
 * @param vlans as {@code bridge vlan} shows them, by VLAN id: {@code pvid untagged}; empty where
 *     the bridge does not filter
 */
public record Link(
    InterfaceName name,
    LinkKind kind,
    @Nullable MacAddress mac,
    boolean macPinned,
    int mtu,
    boolean up,
    @Nullable InterfaceName master,
    Map<String, String> port,
    Map<Integer, String> vlans) {
  public Link {
    port = Collections.unmodifiableMap(new TreeMap<>(port));
    vlans = Collections.unmodifiableMap(new TreeMap<>(vlans));
  }

  /** Its options, where it is a bridge. */
  public Optional<LinkKind.Bridge> bridge() {
    return kind instanceof LinkKind.Bridge bridge ? Optional.of(bridge) : Optional.empty();
  }

  /** Whether links can be its ports, whoever switches between them. */
  public boolean hasPorts() {
    return kind instanceof LinkKind.Bridge || isOvsBridge();
  }

  /** Whether it is a bridge of Open vSwitch. */
  public boolean isOvsBridge() {
    return kind instanceof LinkKind.OvsBridge;
  }

  /** Whether Open vSwitch makes and removes it: a bridge of it, or an internal port. */
  public boolean isOfOvs() {
    return isOvsBridge() || kind instanceof LinkKind.OvsInternal;
  }

  /** The same of another kind, or with other options. */
  public Link withKind(LinkKind other) {
    return new Link(name, other, mac, macPinned, mtu, up, master, port, vlans);
  }

  /** The same with an address that somebody set. */
  public Link withMac(MacAddress other) {
    return new Link(name, kind, other, true, mtu, up, master, port, vlans);
  }

  /** The same with an address that nobody set: it follows from its ports. */
  public Link withMacOfPorts(MacAddress other) {
    return new Link(name, kind, other, false, mtu, up, master, port, vlans);
  }

  /** The same with another MTU. */
  public Link withMtu(int other) {
    return new Link(name, kind, mac, macPinned, other, up, master, port, vlans);
  }

  /** The same, set up or down. */
  public Link withUp(boolean other) {
    return new Link(name, kind, mac, macPinned, mtu, other, master, port, vlans);
  }

  /** The same as a port of a bridge, or of none; options of a port go with the port. */
  public Link withMaster(@Nullable InterfaceName other) {
    boolean same = other != null && other.equals(master);
    return new Link(
        name,
        kind,
        mac,
        macPinned,
        mtu,
        up,
        other,
        same ? port : Map.of(),
        same ? vlans : Map.of());
  }

  /** The same with an option of its port set. */
  public Link withPort(Map<String, String> options) {
    return new Link(name, kind, mac, macPinned, mtu, up, master, options, vlans);
  }

  /** The same as a member of other VLANs. */
  public Link withVlans(Map<Integer, String> others) {
    return new Link(name, kind, mac, macPinned, mtu, up, master, port, others);
  }
}
