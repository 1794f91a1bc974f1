package dev.bascule.probe.net;

import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.Neighbour;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Route;
import dev.bascule.network.Rule;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.probe.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads all that {@code probe-net.sh} printed. Pure. */
public final class NetworkReader {
  private NetworkReader() {}

  /** Empty where the script was not asked for the network. */
  public static Optional<NodeNetwork> read(Frames frames) {
    Part part = Part.node(frames);
    return part.has("sys") ? Optional.of(network(part)) : Optional.empty();
  }

  private static NodeNetwork network(Part part) {
    Processes processes = Processes.read(part);
    NodeFiles files = FilesReader.read(part, processes);
    NetworkState kernels = state(part);
    NetworkState bare = kernels.withLinks(OvsReader.read(part).told(kernels.links()));
    Map<String, NetworkState> namespaces = new TreeMap<>(namespaces(part));
    namespaces.replaceAll(
        (name, inside) -> FarEnds.between(inside, name, part, Set.copyOf(namespaces.keySet())));
    NetworkState state =
        bare.withLinks(FarEnds.named(bare.links(), part, namespaces.keySet()))
            .withDhcpClients(processes.dhcpClients(bare.links(), bare.addresses()))
            .withNamespaces(namespaces);
    return new NodeNetwork(
        state,
        ControlReader.read(part, state).orElse(null),
        OwnersReader.read(part, state.links(), files),
        ToolsReader.read(part),
        files,
        part.lines("pending").stream().findFirst().map(NetworkReader::baseName).orElse(null),
        new ProcTables(part.lines("tables")).unread());
  }

  /** What the kernel says; of the node, or of a namespace of it. */
  private static NetworkState state(Part part) {
    List<Link> links = LinksReader.read(part);
    ProcTables tables = new ProcTables(part.lines("tables"));
    List<Address> addresses = new ArrayList<>(AddressText.read(part.lines("addr")));
    addresses.addAll(IfconfigAddresses.read(part.lines("ifconfig")));
    addresses.addAll(tables.addresses());
    List<Route> routes = new ArrayList<>(tables.routes());
    List<Rule> rules = new ArrayList<>();
    for (Family family : Family.values()) {
      String number = family == Family.V4 ? "4" : "6";
      routes.addAll(RouteText.read(family, part.lines("route " + number)));
      rules.addAll(RuleText.read(family, part.lines("rule " + number)));
    }
    List<Neighbour> neighbours = NeighbourText.read(part.lines("neigh"));
    return NetworkState.EMPTY
        .withLinks(links)
        .withAddresses(addresses)
        .withRoutes(marked(routes, addresses))
        .withRules(rules)
        .withNeighbours(neighbours)
        .withSysctls(SysctlText.read(part.lines("sysctl")));
  }

  private static List<Route> marked(List<Route> routes, List<Address> addresses) {
    boolean told = routes.stream().anyMatch(Route::isConnected);
    return told ? routes : new Connected(addresses).mark(routes);
  }

  /** All that have a name; one that no task names is not looked into. */
  private static Map<String, NetworkState> namespaces(Part part) {
    Map<String, NetworkState> all = new TreeMap<>();
    for (String path : part.paths("spaces")) {
      String name = baseName(path);
      all.put(name, state(Part.namespace(part.frames(), name)));
    }
    return all;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
