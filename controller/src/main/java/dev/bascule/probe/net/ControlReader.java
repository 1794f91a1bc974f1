package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.ControlPath;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out what carries the controller's session. */
final class ControlReader {
  // A virtual machine's or a container's: the way out of the node does not lead through these.
  private static final Set<String> GUESTS = Set.of("tun", "tap");

  private final Part part;
  private final NetworkState state;

  private ControlReader(Part part, NetworkState state) {
    this.part = part;
    this.state = state;
  }

  /** Empty where there is no ssh session, or its way is not to be found. */
  static Optional<ControlPath> read(Part part, NetworkState state) {
    return part.lines("ssh").stream()
        .map(Words::of)
        .filter(words -> words.size() == 4)
        .findFirst()
        .flatMap(words -> new ControlReader(part, state).path(words.get(0), words.get(2)));
  }

  private Optional<ControlPath> path(String remoteText, String localText) {
    Optional<IpAddress> remote = Words.address(remoteText);
    Optional<IpAddress> local = Words.address(localText);
    if (remote.isEmpty() || local.isEmpty()) {
      return Optional.empty();
    }
    int zone = remoteText.indexOf('%');
    List<String> got = part.lines("get").stream().findFirst().map(Words::of).orElse(List.of());
    Optional<Route> known = byTable(remote.get());
    Optional<InterfaceName> egress =
        (zone > 0 ? Optional.of(remoteText.substring(zone + 1)) : Words.after(got, "dev"))
            .flatMap(Words::link)
            .or(() -> known.map(Route::dev));
    Optional<IpAddress> gateway =
        got.contains("dev") || zone > 0
            ? Words.after(got, "via").flatMap(Words::address)
            : known.map(Route::via);
    return egress.map(
        link ->
            new ControlPath(remote.get(), local.get(), link, gateway.orElse(null), below(link)));
  }

  /** The route that the kernel takes by the main table; rules are not seen on such nodes. */
  private Optional<Route> byTable(IpAddress remote) {
    return state.routes().stream()
        .filter(route -> route.table().equals("main") && route.dev() != null)
        .filter(route -> leadsTo(route, remote))
        .max(
            Comparator.comparingInt(ControlReader::length)
                .thenComparing(Comparator.comparingLong(Route::metric).reversed()));
  }

  private static boolean leadsTo(Route route, IpAddress remote) {
    return route.isDefault()
        ? (route.family() == Family.V6) == remote.isV6()
        : Cidr.parse(route.destination()).filter(to -> to.contains(remote)).isPresent();
  }

  private static int length(Route route) {
    return Cidr.parse(route.destination()).map(Cidr::prefix).orElse(0);
  }

  private List<InterfaceName> below(InterfaceName egress) {
    List<InterfaceName> found = new ArrayList<>();
    List<InterfaceName> next = new ArrayList<>(List.of(egress));
    while (!next.isEmpty()) {
      InterfaceName link = next.remove(0);
      for (InterfaceName lower : lower(link)) {
        if (!found.contains(lower) && !lower.equals(egress)) {
          found.add(lower);
          next.add(lower);
        }
      }
    }
    return found;
  }

  private List<InterfaceName> lower(InterfaceName name) {
    Optional<Link> link = state.link(name);
    if (link.isEmpty()) {
      return List.of();
    }
    LinkKind kind = link.get().kind();
    if (kind instanceof LinkKind.Vlan vlan) {
      return List.of(vlan.link());
    } else if (kind instanceof LinkKind.Macvlan macvlan) {
      return List.of(macvlan.link());
    }
    List<Link> ports = state.ports(name);
    return link.get().hasPorts() ? uplinks(ports) : ports.stream().map(Link::name).toList();
  }

  /** The port behind which the next hop was heard; else those that can lead out of the node. */
  private List<InterfaceName> uplinks(List<Link> ports) {
    Set<InterfaceName> heard = new TreeSet<>(new HeardBehind(part).ports());
    List<InterfaceName> sure =
        ports.stream()
            .filter(port -> leadsOut(port) || heard.contains(port.name()))
            .map(Link::name)
            .toList();
    return sure.isEmpty() ? ports.stream().map(Link::name).toList() : sure;
  }

  private static boolean leadsOut(Link port) {
    LinkKind kind = port.kind();
    boolean guest = kind instanceof LinkKind.Other other && GUESTS.contains(other.name());
    return !guest && !(kind instanceof LinkKind.Veth);
  }
}
