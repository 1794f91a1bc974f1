package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.PortVlans;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.List;

/**
 * A bridge.
 *
 * <pre>
 * bridge: br0                                  # one without ports
 * bridge: {name: br0, adopt: eth0}             # takes over all that eth0 carries
 * bridge:
 *   name: br0
 *   ports: [eth0, eth1]
 *   addresses: [192.0.2.5/24, "2001:db8::5/64"]
 *   routes: [{to: default, via: 192.0.2.1}]
 *   vlan_filtering: true
 * bridge:
 *   name: br0
 *   vlan_filtering: true
 *   ports: [eth0, {name: eth1, pvid: 10, tagged: [20, 30-40]}]
 *   self: {tagged: [20]}
 * bridge: {name: br0, state: absent, give_back: eth0}
 * bridge:                                      # of Open vSwitch
 *   name: ovsbr0
 *   kind: ovs
 *   datapath: netdev
 *   ports: [{name: eth1, pvid: 10}, {name: eth2, tagged: [20, 30]}]
 *   internal: [{name: mgmt0, pvid: 10, addresses: [192.0.2.5/24]}]
 * </pre>
 */
final class BridgeKind implements NetworkKind {
  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public Maker read(Arguments arguments) {
    if (arguments.shortForm().isEmpty()) {
      arguments.wantMapping("bridge: {name: br0, adopt: eth0}");
    }
    Keys keys = Keys.read(arguments);
    return (values, evaluation) -> {
      keys.check(values);
      return List.of(keys.make(values));
    };
  }

  record Keys(
      Field<InterfaceName> name,
      Field<List<Vlans.Port>> ports,
      Field<InterfaceName> adopt,
      Field<List<Cidr>> addresses,
      Field<List<WantedRoute>> routes,
      Field<MacAddress> mac,
      Field<Integer> mtu,
      Field<Boolean> stp,
      Field<Integer> forwardDelay,
      Field<Boolean> vlanFiltering,
      Field<PortVlans> self,
      Field<String> bpduGuard,
      Field<InterfaceName> giveBack,
      OvsKeys ovs,
      LinkKeys link) {

    static Keys read(Arguments arguments) {
      return new Keys(
          arguments
              .shortForm()
              .map(word -> arguments.add("name", word, NetworkTypes::link))
              .orElseGet(() -> arguments.required("name", NetworkTypes::link)),
          arguments.optional("ports", NetworkTypes.some(Vlans::port)),
          arguments.optional("adopt", NetworkTypes::link),
          arguments.optional("addresses", NetworkTypes.some(NetworkTypes::address)),
          arguments.optional("routes", NetworkTypes.some(Routes::ofLink)),
          arguments.optional("mac", NetworkTypes::mac),
          arguments.optional("mtu", NetworkTypes.whole(68, 65535)),
          arguments.optional("stp", Types::truth),
          arguments.optional("forward_delay", NetworkTypes.whole(0, 30)),
          arguments.optional("vlan_filtering", Types::truth),
          arguments.optional("self", Vlans::self),
          arguments.optional("bpdu_guard", Types.oneOf(List.of("accepted"))),
          arguments.optional("give_back", NetworkTypes::link),
          OvsKeys.read(arguments),
          LinkKeys.read(arguments, "bridge"));
    }

    // The kernel takes 2 to 30 s for a bridge that takes part in STP, and 0 only without.
    void check(FieldValues values) throws Unresolved {
      boolean present = link.present(values);
      if (!present) {
        for (Field<?> field : List.of(ports, adopt, addresses, routes, mac, mtu, stp, self)) {
          only(field, "present");
        }
      } else {
        only(giveBack, "absent");
      }
      ovs.check(values, present, List.of(stp, forwardDelay, vlanFiltering, bpduGuard));
      boolean on = values.get(stp, false);
      Integer delay = values.maybe(forwardDelay);
      if (on && delay != null && delay < 2) {
        throw new Unresolved(
            ProblemCode.BAD_VALUE,
            FieldValues.place(forwardDelay).position(),
            "'forward_delay' is at least 2 with 'stp: true'",
            "leave it out to have 15");
      }
      checkVlans(values);
      if (on && adopt.isPresent() && !bpduGuard.isPresent()) {
        throw new Unresolved(
            ProblemCode.STP_ON_UPLINK,
            FieldValues.place(stp).position(),
            "STP on an uplink: a switch whose port has BPDU guard shuts it, and no rollback opens"
                + " it again",
            "leave 'stp' out, or add 'bpdu_guard: accepted' when you know that the port has none");
      }
    }

    private void checkVlans(FieldValues values) throws Unresolved {
      Position at = self.isPresent() ? FieldValues.place(self).position() : null;
      for (Vlans.Port port : values.get(ports, List.of())) {
        at = port.vlans() == null ? at : port.at();
      }
      if (at != null && !values.get(vlanFiltering, false) && !ovs.isSaid(values)) {
        throw new Unresolved(
            ProblemCode.MISSING_KEY,
            at,
            "VLANs of ports are for a bridge that filters",
            "add 'vlan_filtering: true'");
      }
    }

    static void only(Field<?> field, String state) throws Unresolved {
      if (field.isPresent()) {
        throw new Unresolved(
            ProblemCode.KEYS_CONFLICT,
            FieldValues.place(field).position(),
            "'" + field.key() + "' goes with 'state: " + state + "' only",
            "remove it");
      }
    }

    Bridge make(FieldValues values) throws Unresolved {
      InterfaceName bridge = values.get(name);
      List<Vlans.Port> named = values.maybe(ports);
      return new Bridge(
          bridge,
          link.present(values),
          named == null ? null : named.stream().map(Vlans.Port::name).toList(),
          values.maybe(adopt),
          values.get(addresses, List.of()),
          Routes.over(bridge, values.get(routes, List.of())),
          values.maybe(mac),
          values.maybe(mtu),
          values.maybe(stp),
          values.maybe(forwardDelay),
          values.maybe(vlanFiltering),
          bpduGuard.isPresent(),
          values.maybe(giveBack),
          ovs.vlans(
              values, Vlans.of(bridge, named == null ? List.of() : named, values.maybe(self))),
          link.persist(values, true),
          ovs.make(values));
    }
  }
}
