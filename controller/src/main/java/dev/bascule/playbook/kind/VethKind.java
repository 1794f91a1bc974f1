package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.model.Value;
import dev.bascule.network.NetworkResource.End;
import dev.bascule.network.NetworkResource.Veth;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pair of interfaces: what goes into one comes out of the other.
 *
 * <pre>
 * veth: {name: ve101, bridge: br0, peer: {name: eth0, netns: ct101, addresses: [192.0.2.9/24]}}
 * veth: {name: ve101, peer: ve101p}
 * veth: {name: ve101, state: absent}       # the other end goes with it
 * </pre>
 */
final class VethKind implements NetworkKind {
  private static final List<String> END =
      List.of("name", "netns", "bridge", "mac", "addresses", "routes");

  @Override
  public String name() {
    return "veth";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("veth: {name: ve101, bridge: br0, peer: {name: eth0, netns: ct101}}");
    Keys keys =
        new Keys(
            arguments.required("name", NetworkTypes::link),
            arguments.optional("netns", NetworkTypes::namespace),
            arguments.optional("bridge", NetworkTypes::link),
            arguments.optional("mac", NetworkTypes::mac),
            arguments.optional("addresses", NetworkTypes.some(NetworkTypes::address)),
            arguments.optional("routes", NetworkTypes.some(Routes::ofLink)),
            arguments.optional("peer", VethKind::peer),
            LinkKeys.read(arguments, "veth"));
    return (values, evaluation) -> List.of(keys.make(values, arguments));
  }

  private static End peer(Located value) throws Unresolved {
    if (value.value() instanceof Value.Scalar) {
      return new End(NetworkTypes.link(value), null, null, null, List.of(), List.of());
    }
    Inner keys = Inner.of(value, END);
    InterfaceName name = keys.get("name", NetworkTypes::link);
    return end(
        name,
        keys.maybe("netns", NetworkTypes::namespace),
        keys.maybe("bridge", NetworkTypes::link),
        keys.maybe("mac", NetworkTypes::mac),
        keys.get("addresses", NetworkTypes.some(NetworkTypes::address), List.of()),
        keys.get("routes", NetworkTypes.some(Routes::ofLink), List.of()),
        value);
  }

  private static End end(
      InterfaceName name,
      @Nullable String namespace,
      @Nullable InterfaceName bridge,
      @Nullable MacAddress mac,
      List<Cidr> addresses,
      List<WantedRoute> routes,
      Located at)
      throws Unresolved {
    if (namespace != null && bridge != null) {
      throw new Unresolved(
          ProblemCode.KEYS_CONFLICT,
          at.field("bridge").position(),
          "an end in a namespace cannot be a port of the node's bridge",
          "remove 'netns' or 'bridge'; the other end can have the other");
    }
    return new End(name, namespace, mac, bridge, addresses, Routes.over(name, routes));
  }

  private record Keys(
      Field<InterfaceName> name,
      Field<String> namespace,
      Field<InterfaceName> bridge,
      Field<MacAddress> mac,
      Field<List<Cidr>> addresses,
      Field<List<WantedRoute>> routes,
      Field<End> peer,
      LinkKeys link) {

    Veth make(FieldValues values, Arguments arguments) throws Unresolved {
      End end =
          end(
              values.get(name),
              values.maybe(namespace),
              values.maybe(bridge),
              values.maybe(mac),
              values.get(addresses, List.of()),
              values.get(routes, List.of()),
              arguments.located());
      End other = values.maybe(peer);
      boolean present = link.present(values);
      if (present && other == null) {
        throw wrong(
            ProblemCode.MISSING_KEY,
            arguments,
            "'peer' of 'veth' is missing",
            "add 'peer: {name: …}'");
      }
      if (other != null && same(end, other)) {
        throw wrong(
            ProblemCode.BAD_INTERFACE_NAME,
            arguments,
            "both ends are called '" + end.name() + "'",
            "rename one");
      }
      return new Veth(end, other, present, link.persist(values, false));
    }

    private static boolean same(End end, End other) {
      return end.name().equals(other.name()) && Objects.equals(end.namespace(), other.namespace());
    }

    private static Unresolved wrong(
        ProblemCode code, Arguments arguments, String message, String hint) {
      return new Unresolved(code, arguments.position(), message, hint);
    }
  }
}
