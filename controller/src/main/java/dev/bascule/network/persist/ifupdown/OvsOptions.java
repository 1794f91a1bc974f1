package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.persist.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options by which Debian's script for ifupdown tells Open vSwitch of bridges and ports, in the
 * first of a link's stanzas, and the lines that select it.
 *
 * <pre>
 * auto ovsbr0
 * iface ovsbr0 inet static
 *     pre-up service openvswitch-switch status >/dev/null 2>&1 || service openvswitch-switch start
 *     ovs_type OVSBridge
 *     ovs_ports eth0 mgmt0
 *     ovs_extra set bridge ovsbr0 datapath_type=netdev
 *
 * allow-ovsbr0 eth0
 * iface eth0 inet manual
 *     ovs_type OVSPort
 *     ovs_bridge ovsbr0
 *     ovs_options tag=10
 * </pre>
 */
final class OvsOptions {
  /**
   * Debian's script starts the switch where systemd runs; elsewhere it asks the wrong way round and
   * starts it where it runs already. So {@code auto} needs this, where the network comes first, and
   * {@code allow-ovs} would have the switch's start and ifup wait for each other for ever.
   */
  static final String START =
      "pre-up service openvswitch-switch status >/dev/null 2>&1 || service openvswitch-switch start";

  private static final Set<String> ALL =
      Set.of("ovs_type", "ovs_bridge", "ovs_ports", "ovs_options", "ovs_extra");
  private static final Set<String> TYPES = Set.of("OVSBridge", "OVSPort", "OVSIntPort");

  private final Document document;
  private final Wanted wanted;
  private final Link link;
  private final InterfaceName name;

  OvsOptions(Document document, Wanted wanted) {
    this.document = document;
    this.wanted = wanted;
    this.link = wanted.link();
    this.name = link.name();
  }

  /** Whether a stanza's options are all such as are written here. */
  static boolean knows(Stanza stanza) {
    return stanza.value("ovs_type").filter(TYPES::contains).isPresent()
        && stanza.options().stream()
            .filter(row -> row.key().matches("ovs[-_].*"))
            .allMatch(row -> ALL.stream().anyMatch(row::is));
  }

  /** The lines that select a link that no file knows yet. */
  static List<String> selecting(Link link) {
    return isPort(link)
        ? List.of("allow-" + link.master() + " " + link.name())
        : List.of("auto " + link.name());
  }

  static boolean isPort(Link link) {
    return link.master() != null && link.port().containsKey(OvsVlans.OPTION);
  }

  void run() {
    if (document.stanzas(name).isEmpty()) {
      return;
    }
    if (link.kind() instanceof LinkKind.OvsBridge bridge) {
      if (said("ovs_type").isEmpty()) {
        document.stanzas(name).get(0).add(List.of(START));
      }
      set("ovs_type", "OVSBridge");
      ports();
      extra(bridge);
    } else if (isPort(link)) {
      set("ovs_type", link.kind() instanceof LinkKind.OvsInternal ? "OVSIntPort" : "OVSPort");
      set("ovs_bridge", String.valueOf(link.master()));
      options();
    } else {
      strip();
      if (!isLeftBehind()) {
        return;
      }
    }
    select();
  }

  private void ports() {
    Set<String> ports = new LinkedHashSet<>();
    for (String port : said("ovs_ports").orElse("").split("[ \t]+", -1)) {
      boolean lost = InterfaceName.isValid(port) && wanted.left().contains(new InterfaceName(port));
      if (!port.isEmpty() && !lost) {
        ports.add(port);
      }
    }
    wanted.ports().stream().filter(this::isWritten).forEach(port -> ports.add(port.text()));
    if (!ports.isEmpty()) {
      set("ovs_ports", String.join(" ", ports));
    } else {
      remove("ovs_ports");
    }
  }

  // ifup knows nothing of a port without a stanza, and the switch's own database has it anyway.
  private boolean isWritten(InterfaceName port) {
    return document.stanzas(port).stream()
        .anyMatch(stanza -> stanza.value("ovs_bridge").filter(name.text()::equals).isPresent());
  }

  private void extra(LinkKind.OvsBridge bridge) {
    String now = said("ovs_extra").orElse("");
    List<String> parts = new ArrayList<>();
    for (String part : now.split("(^|\\s)--(\\s|$)", -1)) {
      if (!part.isBlank() && !part.matches(".*\\b(datapath_type|other[-_]config:hwaddr)=.*")) {
        parts.add(part.strip());
      }
    }
    String set = "set bridge " + name;
    if (!bridge.datapath().equals("system")) {
      parts.add(set + " datapath_type=" + bridge.datapath());
    }
    // The database has it anyway; a boot on an empty one wants that of the card.
    if (link.mac() != null
        && link.macPinned()
        && (wanted.hasMacOfPort() || now.contains(":hwaddr="))) {
      parts.add(set + " other_config:hwaddr=" + link.mac());
    }
    setOrRemove("ovs_extra", String.join(" -- ", parts));
  }

  // What somebody wrote besides stays.
  private void options() {
    String vlans = link.port().getOrDefault(OvsVlans.OPTION, OvsVlans.ALL);
    String others =
        Stream.of(said("ovs_options").orElse("").split("[ \t]+", -1))
            .filter(word -> !word.matches("(tag|trunks|vlan_mode)=.*"))
            .collect(Collectors.joining(" "));
    setOrRemove("ovs_options", (vlans + " " + others).strip());
  }

  // A bridge that is no longer would have to bring it up.
  private boolean isLeftBehind() {
    return document.selections(name.text()).stream()
        .map(selection -> selection.row().key())
        .anyMatch(key -> key.startsWith("allow-") && !key.matches("allow-(auto|hotplug)"));
  }

  private void strip() {
    for (Stanza stanza : document.stanzas(name)) {
      for (Row row : stanza.options()) {
        if (isOurs(row)) {
          stanza.file().remove(row);
        }
      }
    }
  }

  /** Whether it is a row that is there for Open vSwitch alone. */
  static boolean isOurs(Row row) {
    return row.key().matches("ovs[-_].*") || row.raw().strip().equals(START);
  }

  // A port is brought up by its bridge, and by nothing before.
  private void select() {
    if (link.isOvsBridge() && document.isSelected(name.text())) {
      return;
    }
    List<String> lines = selecting(link);
    Selections selections = new Selections(document);
    for (Document.Selection selection : document.selections(name.text())) {
      if (selection.bringsUp() && !isOne(lines, selection.row())) {
        selections.drop(selection, name.text());
      }
    }
    List<String> missing =
        lines.stream()
            .filter(
                line ->
                    document.selections(name.text()).stream()
                        .noneMatch(there -> isOne(List.of(line), there.row())))
            .toList();
    Stanza first = document.stanzas(name).get(0);
    first.file().insertBefore(first.header(), missing);
  }

  private static boolean isOne(List<String> lines, Row row) {
    return lines.stream().anyMatch(line -> line.startsWith(row.key() + " "));
  }

  private Optional<String> said(String option) {
    return document.stanzas(name).stream().flatMap(s -> s.value(option).stream()).findFirst();
  }

  private void setOrRemove(String option, String value) {
    if (value.isEmpty()) {
      remove(option);
    } else {
      set(option, value);
    }
  }

  private void remove(String option) {
    document.stanzas(name).forEach(stanza -> stanza.all(option).forEach(stanza.file()::remove));
  }

  private void set(String option, String value) {
    for (Stanza stanza : document.stanzas(name)) {
      @Nullable Row row = stanza.first(option).orElse(null);
      if (row != null) {
        if (!row.value().replaceAll("\\s+", " ").equals(value)) {
          stanza.file().replace(row, row.indent() + row.key() + " " + value + row.end());
        }
        return;
      }
    }
    document.stanzas(name).get(0).add(List.of(option + " " + value));
  }
}
