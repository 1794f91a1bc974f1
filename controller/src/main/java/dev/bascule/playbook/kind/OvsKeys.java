package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.NetworkResource.Internal;
import dev.bascule.network.NetworkResource.Ovs;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.PortVlans;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys that make a bridge one of Open vSwitch. */
record OvsKeys(Field<String> kind, Field<String> datapath, Field<List<OvsKeys.Port>> internal) {
  private static final String OVS = "ovs";
  private static final List<String> OF_INTERNAL =
      Stream.concat(
              Stream.of("name", "state", "mac", "addresses", "routes"), Vlans.OF_SELF.stream())
          .toList();

  /** An internal port, and its VLANs; null where nothing is said of them. */
  record Port(Internal internal, @Nullable PortVlans vlans) {}

  static OvsKeys read(Arguments arguments) {
    return new OvsKeys(
        arguments.optional("kind", Types.oneOf(List.of("linux", OVS))),
        arguments.optional("datapath", Types.oneOf(List.of("system", "netdev"))),
        arguments.optional("internal", NetworkTypes.some(OvsKeys::port)));
  }

  private static Port port(Located value) throws Unresolved {
    Inner keys = Inner.of(value, OF_INTERNAL);
    InterfaceName name = keys.get("name", NetworkTypes::link);
    boolean present =
        keys.get("state", Types.oneOf(List.of("present", "absent")), "present").equals("present");
    MacAddress mac = keys.maybe("mac", NetworkTypes::mac);
    List<Cidr> addresses =
        keys.get("addresses", NetworkTypes.some(NetworkTypes::address), List.of());
    List<WantedRoute> routes = keys.get("routes", NetworkTypes.some(Routes::ofLink), List.of());
    PortVlans vlans = Vlans.vlans(keys);
    if (!present && !(mac == null && addresses.isEmpty() && routes.isEmpty() && vlans == null)) {
      throw new Unresolved(
          ProblemCode.KEYS_CONFLICT,
          value.position(),
          "internal port '" + name + "' is to be absent, and has more keys than its name",
          "remove them");
    }
    return new Port(new Internal(name, present, mac, addresses, Routes.over(name, routes)), vlans);
  }

  boolean isSaid(FieldValues values) throws Unresolved {
    return values.get(kind, "linux").equals(OVS);
  }

  /** Refuses what only the other kind of bridge has. */
  void check(FieldValues values, boolean present, List<Field<?>> ofLinux) throws Unresolved {
    boolean ovs = isSaid(values);
    for (Field<?> field : ovs ? ofLinux : List.of(datapath, internal)) {
      if (field.isPresent()) {
        throw new Unresolved(
            ProblemCode.KEYS_CONFLICT,
            FieldValues.place(field).position(),
            "'" + field.key() + "' goes with 'kind: " + (ovs ? "linux" : OVS) + "' only",
            ovs ? why(field.key()) : "remove it, or add 'kind: ovs'");
      }
    }
    if (!present) {
      BridgeKind.Keys.only(datapath, "present");
      BridgeKind.Keys.only(internal, "present");
    }
  }

  private static String why(String key) {
    return key.equals("vlan_filtering")
        ? "remove it: Open vSwitch always knows VLANs"
        : "remove it: Open vSwitch runs no STP here";
  }

  /** With the memberships of internal ports. */
  Map<InterfaceName, PortVlans> vlans(FieldValues values, Map<InterfaceName, PortVlans> others)
      throws Unresolved {
    Map<InterfaceName, PortVlans> all = new TreeMap<>(others);
    for (Port port : values.get(internal, List.of())) {
      if (port.vlans() != null) {
        all.put(port.internal().name(), port.vlans());
      }
    }
    return all;
  }

  @Nullable Ovs make(FieldValues values) throws Unresolved {
    return isSaid(values)
        ? new Ovs(
            values.maybe(datapath),
            values.get(internal, List.of()).stream().map(Port::internal).toList())
        : null;
  }
}
