package dev.bascule.playbook.kind;

import dev.bascule.container.MacChoice;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveInterface;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkResource.ContainerLinks;
import dev.bascule.source.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A container of Proxmox VE.
 *
 * <pre>
 * container:
 *   runtime: proxmox
 *   id: 105
 *   interfaces:
 *     - {name: eth0, bridge: vmbr0, vlan: 20, addresses: [192.0.2.5/24], gateway: 192.0.2.1, firewall: true}
 *     - {name: eth1, bridge: vmbr1, mac: BC:24:11:00:00:01, mtu: 1400, ipv4: dhcp, ipv6: auto}
 * </pre>
 */
final class PveReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "bridge",
          "mac",
          "mtu",
          "vlan",
          "firewall",
          "addresses",
          "gateway",
          "ipv4",
          "ipv6");
  private static final ValueType<Integer> VLAN = NetworkTypes.whole(1, 4094);
  private static final ValueType<Integer> MTU = NetworkTypes.whole(68, 65535);
  private static final List<String> WAYS4 = List.of("dhcp", "manual");
  private static final List<String> WAYS6 = List.of("auto", "dhcp", "manual");

  private final Field<ContainerId> id;
  private final Field<List<Inner>> interfaces;

  private PveReader(Arguments arguments) {
    arguments.required("runtime", Types.oneOf(List.of("proxmox")));
    id = arguments.required("id", ContainerTypes::id);
    interfaces = arguments.required("interfaces", NetworkTypes.some(PveReader::read));
    arguments.optional("shared", Types::truth);
  }

  static Kind.Maker read(Arguments arguments) {
    return new PveReader(arguments)::make;
  }

  private static Inner read(Located value) throws Unresolved {
    Inner keys = Inner.of(value, KEYS);
    // Said when the file is read, not when a node is resolved.
    made(keys, new ContainerId("100"), new NodeName("any"));
    return keys;
  }

  private List<Desired> make(FieldValues values, Evaluation evaluation) throws Unresolved {
    ContainerId ct = values.get(id);
    Set<InterfaceName> names = new HashSet<>();
    List<PveInterface> all = new ArrayList<>();
    List<InterfaceName> bridges = new ArrayList<>();
    for (Inner keys : values.get(interfaces)) {
      PveInterface made = made(keys, ct, evaluation.node());
      if (!names.add(made.name())) {
        throw new Unresolved(
            ProblemCode.MANAGED_TWICE,
            keys.place().position(),
            "two interfaces of this container are called " + made.name(),
            "give each a 'name' of its own");
      }
      all.add(made);
      bridges.add(keys.get("bridge", ContainerTypes::plain));
    }
    return List.of(
        new ContainerLinks(ct.text(), bridges, List.of(), Map.of(), List.of()),
        new PveContainer(ct, all));
  }

  private static PveInterface made(Inner keys, ContainerId ct, NodeName node) throws Unresolved {
    InterfaceName name = keys.get("name", ContainerTypes::inside);
    Map<String, String> options = new TreeMap<>();
    options.put("bridge", keys.get("bridge", ContainerTypes::plain).text());
    MacAddress mac = keys.maybe("mac", NetworkTypes::mac);
    put(options, "hwaddr", mac == null ? null : mac.text().toUpperCase(Locale.ROOT));
    put(options, "mtu", keys.maybe("mtu", MTU));
    put(options, "tag", keys.maybe("vlan", VLAN));
    Boolean firewall = keys.maybe("firewall", Types::truth);
    put(options, "firewall", firewall == null ? null : firewall ? "1" : "0");
    addresses(keys, options);
    return new PveInterface(name, MacChoice.proxmox(node, ct, name), options);
  }

  private static void put(Map<String, String> options, String key, @Nullable Object value) {
    if (value != null) {
      options.put(key, value.toString());
    }
  }

  // Proxmox has one address a family; what is not said of a family there is none of.
  private static void addresses(Inner keys, Map<String, String> options) throws Unresolved {
    List<Cidr> addresses = keys.maybe("addresses", NetworkTypes.some(NetworkTypes::address));
    List<IpAddress> gateways =
        keys.get("gateway", NetworkTypes.some(NetworkTypes::ip), List.<IpAddress>of());
    String way4 = keys.maybe("ipv4", Types.oneOf(WAYS4));
    String way6 = keys.maybe("ipv6", Types.oneOf(WAYS6));
    if (addresses == null && way4 == null && way6 == null && gateways.isEmpty()) {
      return;
    }
    List<Cidr> all = addresses == null ? List.of() : addresses;
    family(keys, options, false, all, gateways, way4);
    family(keys, options, true, all, gateways, way6);
  }

  private static void family(
      Inner keys,
      Map<String, String> options,
      boolean v6,
      List<Cidr> addresses,
      List<IpAddress> gateways,
      @Nullable String way)
      throws Unresolved {
    List<Cidr> own = addresses.stream().filter(each -> each.address().isV6() == v6).toList();
    List<IpAddress> via = gateways.stream().filter(each -> each.isV6() == v6).toList();
    String family = v6 ? "IPv6" : "IPv4";
    if (own.size() > 1) {
      throw conflict(keys, "addresses", "Proxmox has one address of " + family + " an interface");
    }
    if (!own.isEmpty() && way != null) {
      String key = v6 ? "ipv6" : "ipv4";
      throw conflict(keys, key, "'" + key + ": " + way + "' and an address of " + family);
    }
    if (via.size() > 1) {
      throw conflict(keys, "gateway", "there is one gateway for IPv4 and one for IPv6");
    }
    if (!via.isEmpty() && own.isEmpty()) {
      throw conflict(
          keys, "gateway", "the gateway " + via.get(0) + " needs an address of " + family);
    }
    String ip = own.isEmpty() ? (way == null ? "" : way) : own.get(0).toString();
    options.put(v6 ? "ip6" : "ip", ip);
    options.put(v6 ? "gw6" : "gw", via.isEmpty() ? "" : via.get(0).text());
  }

  private static Unresolved conflict(Inner keys, String key, String message) {
    return new Unresolved(
        ProblemCode.KEYS_CONFLICT,
        keys.place().field(key).position(),
        message,
        "remove one of them");
  }
}
