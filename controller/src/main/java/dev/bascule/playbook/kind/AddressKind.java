package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkResource.LinkAddresses;
import dev.bascule.source.ProblemCode;
import java.util.List;

/**
 * Addresses on a link that is there already.
 *
 * <pre>
 * address: {link: eth0, address: 192.0.2.7/24}
 * address: {link: eth0, addresses: [192.0.2.7/24, "2001:db8::7/64"], exclusive: true}
 * address: {link: lo, address: 203.0.113.1/32, shared: true}   # other nodes may have it, too
 * address: {link: eth0, address: 192.0.2.7/24, state: absent}
 * </pre>
 */
final class AddressKind implements NetworkKind {
  private static final ValueType<List<Cidr>> ADDRESSES = NetworkTypes.some(NetworkTypes::address);

  @Override
  public String name() {
    return "address";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("address: {link: eth0, address: 192.0.2.7/24}");
    Field<InterfaceName> link = OneOfTwo.read(arguments, "link", "dev", NetworkTypes::link);
    Field<List<Cidr>> addresses = OneOfTwo.read(arguments, "address", "addresses", ADDRESSES);
    Field<Boolean> exclusive = arguments.optional("exclusive", Types::truth);
    LinkKeys keys = LinkKeys.read(arguments, "address");
    return (values, evaluation) -> {
      boolean present = keys.present(values);
      boolean alone = values.get(exclusive, false);
      if (alone && !present) {
        throw new Unresolved(
            ProblemCode.KEYS_CONFLICT,
            FieldValues.place(exclusive).position(),
            "'exclusive' goes with 'state: present' only",
            "remove it");
      }
      return List.of(
          new LinkAddresses(
              values.get(link), values.get(addresses), present, alone, keys.persist(values, true)));
    };
  }
}
