package dev.bascule.playbook.kind;

import dev.bascule.container.InsideBy;
import dev.bascule.container.MacChoice;
import dev.bascule.container.Veth;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.model.NodeName;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one of a container's {@code interfaces}.
 *
 * <pre>
 * {type: veth, name: eth0, bridge: br0, addresses: [192.0.2.7/24], gateway: 192.0.2.1}
 * {type: veth, name: eth0, mac: keep, host_name: veth101.0, host_mac: bridged, mac_filter: false}
 * {type: veth, name: eth0, bridge: br0, vlan: 20, addresses: [192.0.2.7/24]}
 * {type: veth, name: eth0, bridge: br0, addresses: [192.0.2.7/24], inside: debian}
 * {type: veth, name: eth1, state: absent}
 * {type: venet, addresses: [10.0.0.7]}
 * </pre>
 */
final class InterfaceKeys {
  private static final List<String> VETH =
      List.of(
          "type",
          "name",
          "mac",
          "host_name",
          "host_mac",
          "bridge",
          "vlan",
          "addresses",
          "gateway",
          "hardware_node",
          "mac_filter",
          "uplink",
          "inside",
          "state");
  private static final List<String> VENET = List.of("type", "addresses");
  private static final ValueType<Integer> VLAN = NetworkTypes.whole(1, 4094);
  private static final List<String> INSIDE = List.of("script", "debian", "redhat", "none");
  private static final String KEEP = "keep";

  private final Located place;
  private final Inner keys;
  private final boolean venet;

  private InterfaceKeys(Located place, Inner keys, boolean venet) {
    this.place = place;
    this.keys = keys;
    this.venet = venet;
  }

  static InterfaceKeys of(Located value) throws Unresolved {
    String type = Inner.of(value, VETH).get("type", Types.oneOf(List.of("veth", "venet")));
    boolean venet = type.equals("venet");
    InterfaceKeys keys = new InterfaceKeys(value, Inner.of(value, venet ? VENET : VETH), venet);
    // Said when the file is read, not when a node is resolved.
    if (venet) {
      keys.venet();
    } else {
      keys.veth(new ContainerId("1"), new NodeName("any"));
    }
    return keys;
  }

  boolean isVenet() {
    return venet;
  }

  Position position() {
    return place.position();
  }

  /** Where a key's value stands. */
  Position place(String key) {
    return place.field(key).position();
  }

  /** The addresses of a venet. */
  List<Cidr> venet() throws Unresolved {
    return keys.get("addresses", NetworkTypes.some(ContainerTypes::venet));
  }

  /** Of a veth, inside. */
  InterfaceName name() throws Unresolved {
    return keys.get("name", ContainerTypes::inside);
  }

  /** The card whose network has a routed interface's addresses, if it is named. */
  @Nullable InterfaceName uplink() throws Unresolved {
    return keys.maybe("uplink", ContainerTypes::plain);
  }

  /** The VLAN of the node's end; null for a venet too. */
  @Nullable Integer vlan() throws Unresolved {
    return venet ? null : keys.maybe("vlan", VLAN);
  }

  /** The interface of one container of one node. */
  Veth veth(ContainerId ct, NodeName node) throws Unresolved {
    InterfaceName name = name();
    InterfaceName host = keys.maybe("host_name", ContainerTypes::plain);
    InterfaceName bridge = keys.maybe("bridge", ContainerTypes::plain);
    // The word 'keep' stands for no address of its own.
    MacAddress mac = KEEP.equals(word("mac")) ? null : keys.maybe("mac", NetworkTypes::mac);
    List<Cidr> addresses = keys.maybe("addresses", NetworkTypes.some(NetworkTypes::address));
    List<IpAddress> gateways =
        keys.get("gateway", NetworkTypes.some(NetworkTypes::ip), List.<IpAddress>of());
    InsideBy inside = inside();
    check(bridge, addresses, gateways, inside);
    MacAddress hostMac = hostMac(node, ct, name, bridge);
    if (hostMac.equals(mac)) {
      throw new Unresolved(
          ProblemCode.CLAIMED_TWICE,
          place("host_mac"),
          mac + " is wanted of both ends of '" + name + "'",
          "leave one of them out: it is then derived");
    }
    return new Veth(
        name,
        isPresent(),
        mac != null ? mac : MacChoice.inside(node, ct, name),
        kept(),
        host != null ? host : hostName(ct, name),
        hostMac,
        bridge,
        vlan(),
        keys.maybe("mac_filter", Types::truth),
        addresses,
        gateways,
        keys.maybe("hardware_node", NetworkTypes::ip),
        inside);
  }

  // A MAC of the node's end that is given is wanted, whatever becomes of the other.
  private Veth.Kept kept() throws Unresolved {
    if (!KEEP.equals(word("mac"))) {
      return Veth.Kept.NONE;
    }
    return word("host_mac") == null ? Veth.Kept.BOTH : Veth.Kept.INSIDE;
  }

  private InsideBy inside() throws Unresolved {
    String word = keys.get("inside", Types.oneOf(INSIDE), "script");
    return InsideBy.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private boolean isPresent() throws Unresolved {
    return keys.get("state", Types.oneOf(List.of("present", "absent")), "present")
        .equals("present");
  }

  private void check(
      @Nullable InterfaceName bridge,
      @Nullable List<Cidr> addresses,
      List<IpAddress> gateways,
      InsideBy inside)
      throws Unresolved {
    if (addresses == null && inside.isWritten() && isPresent()) {
      throw new Unresolved(
          ProblemCode.MISSING_KEY,
          place.field("inside").position(),
          "'inside: " + word("inside") + "' needs 'addresses'",
          "they are what is written there");
    }
    if (addresses == null && !gateways.isEmpty()) {
      throw conflict("gateway", "'gateway' needs 'addresses'");
    }
    if (addresses == null && word("hardware_node") != null) {
      throw conflict("hardware_node", "'hardware_node' needs 'addresses'");
    }
    for (IpAddress gateway : gateways) {
      reachable(gateway, addresses == null ? List.of() : addresses);
    }
    if (bridge == null && vlan() != null) {
      throw new Unresolved(
          ProblemCode.MISSING_KEY,
          place.field("vlan").position(),
          "'vlan' needs 'bridge'",
          "it is the VLAN of the bridge's port");
    }
    if (bridge != null && uplink() != null) {
      throw conflict("uplink", "'uplink' is for an interface that is routed, and this is bridged");
    }
    long v6 = gateways.stream().filter(IpAddress::isV6).count();
    if (v6 > 1 || gateways.size() - v6 > 1) {
      throw conflict("gateway", "there is one gateway for IPv4 and one for IPv6");
    }
  }

  // A link-local one is reached from the address that the kernel gives the interface.
  private void reachable(IpAddress gateway, List<Cidr> addresses) throws Unresolved {
    boolean v6 = gateway.isV6();
    boolean family = addresses.stream().anyMatch(each -> each.address().isV6() == v6);
    if (!family && !(v6 && gateway.isLinkLocal())) {
      throw conflict(
          "gateway",
          "the gateway "
              + gateway
              + " needs an address of IPv"
              + (v6 ? 6 : 4)
              + " among 'addresses'");
    }
  }

  private Unresolved conflict(String key, String message) {
    return new Unresolved(
        ProblemCode.KEYS_CONFLICT, place.field(key).position(), message, "remove one of them");
  }

  private @Nullable String word(String key) throws Unresolved {
    return keys.maybe(key, Located::text);
  }

  private MacAddress hostMac(
      NodeName node, ContainerId ct, InterfaceName name, @Nullable InterfaceName bridge)
      throws Unresolved {
    String word = word("host_mac");
    if (word == null) {
      return bridge != null ? Veth.BRIDGED : MacChoice.host(node, ct, name);
    }
    if (word.equals(KEEP)) {
      throw new Unresolved(
          ProblemCode.BAD_VALUE,
          place("host_mac"),
          "'host_mac' is bridged or a MAC; not 'keep'",
          "'mac: keep' without 'host_mac' keeps both");
    }
    MacAddress given = word.equals("bridged") ? null : keys.maybe("host_mac", NetworkTypes::mac);
    return given == null ? Veth.BRIDGED : given;
  }

  // As vzctl names it: after the first digits, 0 where there are none.
  private InterfaceName hostName(ContainerId ct, InterfaceName name) throws Unresolved {
    String digits = name.text().replaceFirst("^[^0-9]*", "").replaceFirst("[^0-9].*$", "");
    String host = "veth" + ct + "." + (digits.isEmpty() ? "0" : digits);
    if (!InterfaceName.isValid(host)) {
      throw new Unresolved(
          ProblemCode.BAD_INTERFACE_NAME,
          place.position(),
          "the node's end would be called '" + host + "', which is longer than 15 characters",
          "give 'host_name'");
    }
    return new InterfaceName(host);
  }
}
