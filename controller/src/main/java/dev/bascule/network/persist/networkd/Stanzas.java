package dev.bascule.network.persist.networkd;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Route;
import dev.bascule.network.persist.PersistRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a .network file says of a link, see systemd.network(5). */
final class Stanzas {
  // Links that stand on the port itself: they do not move to the bridge.
  private static final Set<String> OF_THE_PORT =
      Set.of("VLAN", "MACVLAN", "MACVTAP", "IPVLAN", "LLDP", "EmitLLDP", "Bridge");
  private static final Set<String> OF_ROUTES = Set.of("static", "boot");

  private final PersistRequest request;
  private final Link link;

  Stanzas(PersistRequest request, Link link) {
    this.request = request;
    this.link = link;
  }

  /** A file's content for another link, which takes over what it says. */
  static UnitFile takenOver(UnitFile from, InterfaceName to, @Nullable UnitFile own) {
    UnitFile moved =
        from.onlySections(section -> !section.equals("Match"), false)
            .without(
                entry -> entry.section().equals("Network") && OF_THE_PORT.contains(entry.key()))
            .without(entry -> entry.section().equals("Network") && isLinkLocalOff(entry));
    return own == null
        ? UnitFile.of("[Match]", "Name=" + to).merged(moved)
        : own.without(Stanzas::isLinkLocalOff).merged(moved);
  }

  private static boolean isLinkLocalOff(UnitFile.Entry entry) {
    return entry.key().equals("LinkLocalAddressing") && entry.value().equals("no");
  }

  static AbsolutePath sibling(AbsolutePath theirs, InterfaceName giver, InterfaceName taker) {
    String name = theirs.name();
    String own =
        name.contains(giver.text())
            ? name.replace(giver.text(), taker.text())
            : "10-" + taker + ".network";
    return new AbsolutePath(NetworkFiles.ETC + "/" + own);
  }

  /** The file with what the target has, what the target no longer has taken out. */
  UnitFile agreed(UnitFile file) {
    InterfaceName master = link.master();
    if (master != null && request.target().link(master).flatMap(Link::bridge).isPresent()) {
      return port(file, master);
    }
    UnitFile released =
        file.without(entry -> entry.section().equals("Network") && entry.key().equals("Bridge"));
    return routes(addresses(mtu(alone(released))));
  }

  private UnitFile alone(UnitFile file) {
    boolean said = !file.values("Network", "ConfigureWithoutCarrier").isEmpty();
    return said || link.bridge().isEmpty() || !request.standsAlone(link)
        ? file
        : file.with("Network", List.of("ConfigureWithoutCarrier=yes"));
  }

  private UnitFile port(UnitFile file, InterfaceName bridge) {
    UnitFile bare =
        file.onlySections(s -> Set.of("Match", "Link", "Network").contains(s), true)
            .without(entry -> entry.section().equals("Network") && !keptOnPort(entry, bridge));
    List<String> missing = new ArrayList<>();
    if (!bare.values("Network", "Bridge").contains(bridge.text())) {
      missing.add("Bridge=" + bridge);
    }
    if (!bare.values("Network", "LinkLocalAddressing").contains("no")) {
      missing.add("LinkLocalAddressing=no");
    }
    return bare.with("Network", missing);
  }

  private static boolean keptOnPort(UnitFile.Entry entry, InterfaceName bridge) {
    return entry.key().equals("Bridge")
        ? entry.value().equals(bridge.text())
        : OF_THE_PORT.contains(entry.key()) || isLinkLocalOff(entry);
  }

  private UnitFile mtu(UnitFile file) {
    boolean said = !file.values("Link", "MTUBytes").isEmpty();
    boolean needed = link.mtu() != 1500 && link.kind() instanceof LinkKind.Hardware;
    return said || !needed ? file : file.with("Link", List.of("MTUBytes=" + link.mtu()));
  }

  private UnitFile addresses(UnitFile file) {
    Set<Cidr> wanted = new LinkedHashSet<>();
    request.target().addressesOf(link.name()).stream()
        .filter(address -> !address.isDynamic() && !address.isLinkLocal6())
        .filter(address -> !address.isOfLoopback())
        .map(Address::local)
        .forEach(wanted::add);
    Set<Cidr> had = new LinkedHashSet<>();
    request.before().addressesOf(link.name()).forEach(address -> had.add(address.local()));
    had.removeAll(wanted);
    UnitFile left =
        file.without(
            entry ->
                entry.key().equals("Address")
                    && entry.section().equals("Network")
                    && Cidr.parse(entry.value()).map(had::contains).orElse(false));
    for (String section : List.of("Network", "Address")) {
      left.values(section, "Address").forEach(text -> Cidr.parse(text).ifPresent(wanted::remove));
    }
    return left.with("Network", wanted.stream().map(cidr -> "Address=" + cidr).toList());
  }

  private UnitFile routes(UnitFile file) {
    UnitFile edited = file;
    List<Map<String, String>> said = saidRoutes(file);
    for (Route route : request.target().routesOver(link.name())) {
      if (OF_ROUTES.contains(route.proto()) && route.hops().isEmpty() && !isSaid(route, said)) {
        edited = edited.appended("Route", written(route));
      }
    }
    return edited;
  }

  private static List<Map<String, String>> saidRoutes(UnitFile file) {
    Map<Integer, Map<String, String>> parts = new LinkedHashMap<>();
    for (UnitFile.Entry entry : file.entries()) {
      if (entry.section().equals("Route")) {
        parts
            .computeIfAbsent(entry.part(), part -> new LinkedHashMap<>())
            .put(entry.key(), entry.value());
      }
    }
    List<Map<String, String>> said = new ArrayList<>(parts.values());
    file.values("Network", "Gateway").forEach(gateway -> said.add(Map.of("Gateway", gateway)));
    return said;
  }

  private static boolean isSaid(Route route, List<Map<String, String>> said) {
    String via = route.via() == null ? null : route.via().text();
    return said.stream()
        .anyMatch(
            each ->
                Optional.ofNullable(via).equals(Optional.ofNullable(each.get("Gateway")))
                    && sameDestination(route, each.get("Destination")));
  }

  private static boolean sameDestination(Route route, @Nullable String said) {
    if (said == null || said.equals("0.0.0.0/0") || said.equals("::/0")) {
      return route.isDefault();
    }
    return Cidr.parse(said).equals(Cidr.parse(route.destination()));
  }

  private static List<String> written(Route route) {
    List<String> lines = new ArrayList<>();
    if (!route.isDefault()) {
      lines.add("Destination=" + route.destination());
    }
    if (route.via() != null) {
      lines.add("Gateway=" + route.via());
    }
    if (route.onlink()) {
      lines.add("GatewayOnLink=yes");
    }
    if (route.src() != null) {
      lines.add("PreferredSource=" + route.src());
    }
    if (route.metric() != 0 && route.metric() != 1024) {
      lines.add("Metric=" + route.metric());
    }
    if (!route.table().equals("main")) {
      lines.add("Table=" + route.table());
    }
    if (route.via() == null && !route.scope().equals("global")) {
      lines.add("Scope=" + route.scope());
    }
    return lines;
  }
}
