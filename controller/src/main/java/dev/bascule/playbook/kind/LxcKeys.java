package dev.bascule.playbook.kind;

import dev.bascule.container.MacChoice;
import dev.bascule.container.lxc.LxcInterface;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.LxcType;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.model.NodeName;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one of an LXC container's {@code interfaces}.
 *
 * <pre>
 * {type: veth, bridge: lxcbr0, host_name: ve-web0, mtu: 1400, addresses: [10.0.3.118/24], gateway: 10.0.3.1}
 * {type: veth, bridge: br0, vlan: 20}
 * {type: macvlan, link: eth0, mode: bridge, name: eth1, mac: 00:16:3e:12:34:56}
 * {type: vlan, link: eth0, vlan: 20}
 * {type: phys, link: eth2}
 * {type: empty}
 * {type: none}
 * </pre>
 */
final class LxcKeys {
  private static final List<String> TYPES =
      List.of("empty", "veth", "macvlan", "vlan", "phys", "none");
  private static final List<String> MODES = List.of("bridge", "private", "vepa", "passthru");
  private static final List<String> ANY = List.of("type");
  private static final Map<LxcType, List<String>> KEYS =
      Map.of(
          LxcType.EMPTY,
          ANY,
          LxcType.NONE,
          ANY,
          LxcType.VETH,
          List.of(
              "type", "name", "bridge", "host_name", "mac", "mtu", "vlan", "addresses", "gateway"),
          LxcType.MACVLAN,
          List.of("type", "name", "link", "mode", "mac", "mtu", "addresses", "gateway"),
          LxcType.VLAN,
          List.of("type", "name", "link", "vlan", "mac", "mtu", "addresses", "gateway"),
          LxcType.PHYS,
          List.of("type", "name", "link", "mac", "mtu", "addresses", "gateway"));
  private static final ValueType<Integer> VLAN = NetworkTypes.whole(1, 4094);
  // The least that IPv4 needs, and the most of a veth.
  private static final ValueType<Integer> MTU = NetworkTypes.whole(68, 65535);

  private final Located place;
  private final Inner keys;
  private final LxcType type;

  private LxcKeys(Located place, Inner keys, LxcType type) {
    this.place = place;
    this.keys = keys;
    this.type = type;
  }

  static LxcKeys of(Located value) throws Unresolved {
    List<String> all = KEYS.values().stream().flatMap(List::stream).distinct().sorted().toList();
    String word = Inner.of(value, all).get("type", Types.oneOf(TYPES));
    LxcType type = LxcType.valueOf(word.toUpperCase(Locale.ROOT));
    LxcKeys keys = new LxcKeys(value, Inner.of(value, KEYS.getOrDefault(type, ANY)), type);
    // Said when the file is read, not when a node is resolved.
    keys.made(new LxcPlace("any", LxcPlace.USUAL), new NodeName("any"), 0);
    return keys;
  }

  Located place() {
    return place;
  }

  /** The network of one container of one node; the number is its place among all. */
  LxcInterface made(LxcPlace container, NodeName node, int number) throws Unresolved {
    List<Cidr> addresses = keys.maybe("addresses", NetworkTypes.some(NetworkTypes::address));
    List<IpAddress> gateways =
        keys.get("gateway", NetworkTypes.some(NetworkTypes::ip), List.<IpAddress>of());
    InterfaceName link = link();
    check(addresses, gateways, link);
    return new LxcInterface(
        type,
        keys.maybe("name", ContainerTypes::inside),
        link,
        keys.maybe("host_name", ContainerTypes::plain),
        keys.maybe("mac", NetworkTypes::mac),
        newMac(container, node, number),
        keys.maybe("mtu", MTU),
        type == LxcType.VLAN ? Integer.valueOf(keys.get("vlan", VLAN)) : keys.maybe("vlan", VLAN),
        type == LxcType.MACVLAN ? keys.get("mode", Types.oneOf(MODES), "bridge") : null,
        addresses,
        gateways);
  }

  private @Nullable InterfaceName link() throws Unresolved {
    if (type == LxcType.VETH) {
      return keys.maybe("bridge", ContainerTypes::plain);
    }
    return type.isInterface() ? keys.get("link", ContainerTypes::plain) : null;
  }

  // A VLAN has its link's, and a card its own.
  private @Nullable MacAddress newMac(LxcPlace container, NodeName node, int number) {
    return type == LxcType.VETH || type == LxcType.MACVLAN
        ? MacChoice.lxc(node, container.folder() + "/" + container.name(), number)
        : null;
  }

  private void check(
      @Nullable List<Cidr> addresses, List<IpAddress> gateways, @Nullable InterfaceName link)
      throws Unresolved {
    if (addresses == null && !gateways.isEmpty()) {
      throw conflict("gateway", "'gateway' needs 'addresses'");
    }
    if (type == LxcType.VETH && link == null && keys.maybe("vlan", VLAN) != null) {
      throw conflict("vlan", "'vlan' needs 'bridge': it is the VLAN of the bridge's port");
    }
    long v6 = gateways.stream().filter(IpAddress::isV6).count();
    if (v6 > 1 || gateways.size() - v6 > 1) {
      throw conflict("gateway", "there is one gateway for IPv4 and one for IPv6");
    }
    for (IpAddress gateway : gateways) {
      boolean family =
          addresses != null
              && addresses.stream().anyMatch(each -> each.address().isV6() == gateway.isV6());
      if (!family) {
        throw conflict(
            "gateway",
            "the gateway "
                + gateway
                + " needs an address of IPv"
                + (gateway.isV6() ? 6 : 4)
                + " among 'addresses'");
      }
    }
  }

  private Unresolved conflict(String key, String message) {
    return new Unresolved(
        ProblemCode.KEYS_CONFLICT, place.field(key).position(), message, "remove one of them");
  }
}
