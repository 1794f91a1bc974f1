package dev.bascule.playbook.kind;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.NetworkResource.RouteEntry;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Map;

/**
 * A route.
 *
 * <pre>
 * route: {to: default, via: 192.0.2.1}
 * route: {to: 10.20.0.0/16, via: 192.0.2.9, dev: br0, metric: 100, table: 20}
 * route: {to: 198.51.100.7/32, dev: br0, scope: link}
 * route: {to: 10.20.0.0/16, state: absent}
 * </pre>
 */
final class RouteKind implements NetworkKind {
  @Override
  public String name() {
    return "route";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("route: {to: default, via: 192.0.2.1}");
    Keys keys =
        new Keys(
            arguments.required("to", NetworkTypes::destination),
            arguments.optional("via", NetworkTypes::ip),
            arguments.optional("dev", NetworkTypes::link),
            arguments.optional("src", NetworkTypes::ip),
            arguments.optional("metric", Routes.METRIC),
            arguments.optional("table", NetworkTypes::table),
            arguments.optional("onlink", Types::truth),
            arguments.optional("scope", Routes.SCOPE),
            LinkKeys.read(arguments, "route"));
    Position at = arguments.position();
    return (values, evaluation) -> List.of(keys.make(values, at));
  }

  private record Keys(
      Field<String> to,
      Field<IpAddress> via,
      Field<InterfaceName> dev,
      Field<IpAddress> src,
      Field<Integer> metric,
      Field<String> table,
      Field<Boolean> onlink,
      Field<String> scope,
      LinkKeys link) {

    RouteEntry make(FieldValues values, Position at) throws Unresolved {
      Integer number = values.maybe(metric);
      WantedRoute route =
          new WantedRoute(
              values.get(to),
              values.maybe(via),
              values.maybe(dev),
              values.maybe(src),
              number == null ? null : number.longValue(),
              values.get(table, "main"),
              values.get(onlink, false),
              values.maybe(scope),
              Map.of());
      Routes.check(route, at);
      boolean present = link.present(values);
      if (present) {
        way(route, at);
      }
      return new RouteEntry(route, present, link.persist(values, true));
    }

    private static void way(WantedRoute route, Position at) throws Unresolved {
      IpAddress gateway = route.via();
      boolean needsDev = gateway == null || route.onlink() || gateway.isLinkLocal();
      if (route.dev() == null && needsDev) {
        throw new Unresolved(
            ProblemCode.MISSING_KEY,
            at,
            gateway == null
                ? "this route says neither 'via' nor 'dev'"
                : route.onlink()
                    ? "'onlink' needs 'dev': the link that the gateway is on"
                    : "a link-local gateway needs 'dev'",
            gateway == null ? "add the gateway or the link" : "add 'dev: …'");
      }
    }
  }
}
