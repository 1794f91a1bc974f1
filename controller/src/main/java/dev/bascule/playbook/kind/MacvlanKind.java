package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.NetworkResource.Macvlan;
import dev.bascule.source.ProblemCode;
import java.util.List;

/**
 * A macvlan interface: a second Ethernet address on a link.
 *
 * <pre>
 * macvlan: {name: mac0, link: eth0, addresses: [192.0.2.9/24]}
 * macvlan: {name: mac0, link: eth0, mode: private, mac: 52:54:00:12:34:56}
 * macvlan: {name: mac0, state: absent}
 * </pre>
 */
final class MacvlanKind implements NetworkKind {
  private static final List<String> MODES = List.of("bridge", "private", "vepa", "passthru");

  @Override
  public String name() {
    return "macvlan";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("macvlan: {name: mac0, link: eth0}");
    Field<InterfaceName> name = arguments.required("name", NetworkTypes::link);
    Field<InterfaceName> link = arguments.optional("link", NetworkTypes::link);
    Field<String> mode = arguments.optional("mode", Types.oneOf(MODES));
    Field<MacAddress> mac = arguments.optional("mac", NetworkTypes::mac);
    Field<List<Cidr>> addresses =
        arguments.optional("addresses", NetworkTypes.some(NetworkTypes::address));
    LinkKeys keys = LinkKeys.read(arguments, "macvlan");
    return (values, evaluation) -> {
      boolean present = keys.present(values);
      if (present && !link.isPresent()) {
        throw new Unresolved(
            ProblemCode.MISSING_KEY,
            arguments.position(),
            "'link' of 'macvlan' is missing",
            "add 'link: …', the link that it lies on");
      }
      return List.of(
          new Macvlan(
              values.get(name),
              values.maybe(link),
              values.get(mode, "bridge"),
              present,
              values.maybe(mac),
              values.get(addresses, List.of()),
              keys.persist(values, true)));
    };
  }
}
