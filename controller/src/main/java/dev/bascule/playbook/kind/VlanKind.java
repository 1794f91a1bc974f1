package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkResource.Vlan;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An 802.1Q interface.
 *
 * <pre>
 * vlan: eth0.100                         # on eth0, with the id 100
 * vlan: {link: eth0, id: 100, addresses: [192.0.2.5/24]}
 * vlan: {name: storage, link: eth0, id: 200, mtu: 9000}
 * vlan: {name: eth0.100, state: absent}
 * </pre>
 */
final class VlanKind implements NetworkKind {
  private static final ValueType<Integer> ID = NetworkTypes.whole(1, 4094);

  @Override
  public String name() {
    return "vlan";
  }

  @Override
  public Maker read(Arguments arguments) {
    if (arguments.shortForm().isEmpty()) {
      arguments.wantMapping("vlan: {link: eth0, id: 100}");
    }
    Keys keys =
        new Keys(
            arguments
                .shortForm()
                .map(word -> arguments.add("name", word, NetworkTypes::link))
                .orElseGet(() -> arguments.optional("name", NetworkTypes::link)),
            arguments.optional("link", NetworkTypes::link),
            arguments.optional("id", ID),
            arguments.optional("addresses", NetworkTypes.some(NetworkTypes::address)),
            arguments.optional("mtu", NetworkTypes.whole(68, 65535)),
            LinkKeys.read(arguments, "vlan"));
    if (!keys.name.isPresent() && arguments.hasKeys() && !keys.hasBoth()) {
      arguments.problem(
          ProblemCode.MISSING_KEY,
          "'link' and 'id' of 'vlan' are missing",
          "write vlan: {link: eth0, id: 100}");
    }
    return (values, evaluation) -> List.of(keys.make(values, arguments));
  }

  private record Keys(
      Field<InterfaceName> name,
      Field<InterfaceName> link,
      Field<Integer> id,
      Field<List<Cidr>> addresses,
      Field<Integer> mtu,
      LinkKeys all) {

    boolean hasBoth() {
      return link.isPresent() && id.isPresent();
    }

    Vlan make(FieldValues values, Arguments arguments) throws Unresolved {
      InterfaceName parent = values.maybe(link);
      Integer number = values.maybe(id);
      InterfaceName own = values.maybe(name);
      if (own == null) {
        own = called(parent + "." + number, arguments);
      }
      String text = own.text();
      int dot = text.lastIndexOf('.');
      if (parent == null && dot > 0) {
        parent = new InterfaceName(text.substring(0, dot));
      }
      if (number == null) {
        number = dot > 0 ? number(text.substring(dot + 1)) : null;
      }
      boolean present = all.present(values);
      if (present && (parent == null || number == null)) {
        throw new Unresolved(
            ProblemCode.MISSING_KEY,
            arguments.position(),
            "'" + (parent == null ? "link" : "id") + "' of 'vlan' is missing",
            "a name such as eth0.100 says both; '" + own + "' does not");
      }
      return new Vlan(
          own,
          parent,
          number == null ? 0 : number,
          present,
          values.get(addresses, List.of()),
          values.maybe(mtu),
          all.persist(values, true));
    }

    private static InterfaceName called(String text, Arguments arguments) throws Unresolved {
      if (InterfaceName.isValid(text)) {
        return new InterfaceName(text);
      }
      throw new Unresolved(
          ProblemCode.BAD_INTERFACE_NAME,
          arguments.position(),
          "'" + text + "' has " + text.length() + " characters",
          "give it a 'name' of at most " + InterfaceName.LONGEST);
    }

    private static @Nullable Integer number(String text) {
      return Optional.of(text)
          .filter(digits -> digits.matches("[1-9][0-9]{0,3}"))
          .map(Integer::valueOf)
          .filter(n -> n <= 4094)
          .orElse(null);
    }
  }
}
