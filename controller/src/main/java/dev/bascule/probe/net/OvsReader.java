package dev.bascule.probe.net;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.OvsVlans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Open vSwitch says of its bridges and their ports, in three tables of comma separated values:
 *
 * <pre>
 * name,datapath_type,other_config,ports
 * ovsbr0,netdev,hwaddr=52:54:00:12:34:56,2fb40881-… 6e09506e-…
 *
 * _uuid,name,tag,trunks,vlan_mode,interfaces
 * 6e09506e-…,eth1,10,5 6,native-untagged,014b685e-…
 *
 * _uuid,name,type,error
 * 014b685e-…,eth1,,
 * </pre>
 *
 * The kernel alone does not tell: where a process switches, a bridge is a tap device like any
 * other, and a port has no master; where the kernel does, all ports have the same one.
 */
final class OvsReader {
  private final List<Map<String, String>> bridges = new ArrayList<>();
  private final Map<String, Map<String, String>> ports = new HashMap<>();
  private final Map<String, Map<String, String>> interfaces = new HashMap<>();

  private OvsReader() {}

  /** Whether a line shows that the database answers: also an empty table has its titles. */
  static boolean isTold(String line) {
    return line.startsWith("_uuid,") || line.startsWith("name,");
  }

  /** Nothing where the node has no Open vSwitch, or it does not answer. */
  static OvsReader read(Part part) {
    OvsReader reader = new OvsReader();
    List<String> columns = List.of();
    for (String line : part.lines("ovs")) {
      if (isTold(line)) {
        columns = cells(line);
      } else if (!line.isEmpty()) {
        reader.row(columns, cells(line));
      }
    }
    return reader;
  }

  private void row(List<String> columns, List<String> cells) {
    if (cells.size() != columns.size()) {
      return;
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    if (row.containsKey("ports")) {
      bridges.add(row);
    } else {
      (row.containsKey("tag") ? ports : interfaces).put(row.getOrDefault("_uuid", ""), row);
    }
  }

  /** A cell with a comma stands between quotes, and a quote in it is doubled. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** The kernel's links, as the bridges, ports and internal ports that they are. */
  List<Link> told(List<Link> links) {
    Map<InterfaceName, Link> all = new HashMap<>();
    links.forEach(link -> all.put(link.name(), link));
    for (Map<String, String> bridge : bridges) {
      Words.link(bridge.getOrDefault("name", ""))
          .filter(all::containsKey)
          .ifPresent(name -> tell(all, name, bridge));
    }
    return links.stream().map(link -> all.getOrDefault(link.name(), link)).toList();
  }

  private void tell(Map<InterfaceName, Link> all, InterfaceName name, Map<String, String> bridge) {
    all.computeIfPresent(name, (key, link) -> bridge(link, bridge));
    for (String id : bridge.getOrDefault("ports", "").split(" ", -1)) {
      Map<String, String> port = ports.getOrDefault(id, Map.of());
      for (String each : port.getOrDefault("interfaces", "").split(" ", -1)) {
        Map<String, String> one = interfaces.getOrDefault(each, Map.of());
        // One that could not be opened is in the database, and that is all.
        if (one.getOrDefault("error", "").isEmpty()) {
          Words.link(one.getOrDefault("name", ""))
              .ifPresent(
                  there -> all.computeIfPresent(there, (key, link) -> port(link, name, port, one)));
        }
      }
    }
  }

  private static Link bridge(Link link, Map<String, String> row) {
    String type = row.getOrDefault("datapath_type", "");
    Optional<MacAddress> pinned =
        Words.after(List.of(row.getOrDefault("other_config", "").split("[ =]", -1)), "hwaddr")
            .flatMap(MacAddress::parse);
    return new Link(
        link.name(),
        new LinkKind.OvsBridge(type.isEmpty() ? "system" : type),
        link.mac(),
        pinned.isPresent(),
        link.mtu(),
        link.up(),
        null,
        link.port(),
        Map.of());
  }

  private static Link port(
      Link link, InterfaceName bridge, Map<String, String> port, Map<String, String> one) {
    boolean own = link.name().equals(bridge);
    boolean internal = !own && "internal".equals(one.get("type"));
    String vlans =
        OvsVlans.of(
            port.getOrDefault("tag", ""),
            port.getOrDefault("trunks", ""),
            port.getOrDefault("vlan_mode", ""));
    return new Link(
        link.name(),
        internal ? new LinkKind.OvsInternal() : link.kind(),
        link.mac(),
        !internal && link.macPinned(),
        link.mtu(),
        link.up(),
        own ? null : bridge,
        Map.of(OvsVlans.OPTION, vlans),
        Map.of());
  }
}
