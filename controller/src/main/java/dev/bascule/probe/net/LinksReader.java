package dev.bascule.probe.net;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings together what {@code ip} and /sys say of links; either may be missing. */
final class LinksReader {
  private static final String SET_BY_SOMEBODY = "3";

  /** Of {@code lo}, and of a bridge that lost its last port. */
  private static final String NO_MAC = "00:00:00:00:00:00";

  private final SysText sys;
  private final Map<String, LinkLine> lines;
  private final Map<String, Map<Integer, String>> vlans;
  private final Map<Long, String> byIndex = new HashMap<>();

  private LinksReader(Part part) {
    this.sys = SysText.read(part);
    this.lines = LinkLine.read(part.lines("link"), sys);
    this.vlans = VlanText.read(part.lines("vlan"));
    names().forEach(name -> byIndex.put(index(name), name));
  }

  /** In the kernel's order. */
  static List<Link> read(Part part) {
    LinksReader reader = new LinksReader(part);
    return reader.names().stream()
        .sorted(Comparator.comparing(reader::index))
        .flatMap(name -> Words.link(name).stream())
        .map(reader::link)
        .toList();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(lines.keySet());
    sys.links().forEach((name, files) -> addExisting(name, files, names));
    return names;
  }

  private static void addExisting(String name, Map<String, String> files, Set<String> names) {
    if (files.containsKey("ifindex")) {
      names.add(name);
    }
  }

  private long index(String name) {
    LinkLine line = lines.get(name);
    return line != null
        ? line.index()
        : Words.number(sys.of(name).getOrDefault("ifindex", ""), Long.MAX_VALUE);
  }

  private Link link(InterfaceName link) {
    String name = link.text();
    Map<String, String> files = sys.of(name);
    LinkLine line = lines.get(name);
    Optional<String> mac =
        Optional.ofNullable(files.get("address")).or(() -> said(line).flatMap(LinkLine::mac));
    String mtu =
        Optional.ofNullable(files.get("mtu"))
            .or(() -> said(line).flatMap(said -> said.after("mtu")))
            .orElse("0");
    LinkKind kind = new KindReader(name, files, line, this::withIndex).kind(sys);
    InterfaceName master = master(name, line);
    return new Link(
        link,
        kind,
        mac.filter(text -> !NO_MAC.equals(text)).flatMap(MacAddress::parse).orElse(null),
        SET_BY_SOMEBODY.equals(files.get("addr_assign_type")),
        (int) Words.number(mtu, 0),
        line == null ? isUp(files.getOrDefault("flags", "0x0")) : line.up(),
        master,
        sys.options(name, "brport"),
        filtered(name, kind, master));
  }

  private static Optional<LinkLine> said(@Nullable LinkLine line) {
    return Optional.ofNullable(line);
  }

  private static boolean isUp(String flags) {
    return (Integer.decode(flags) & 1) == 1;
  }

  private @Nullable InterfaceName master(String name, @Nullable LinkLine line) {
    return Optional.ofNullable(sys.masters().get(name))
        .or(() -> said(line).flatMap(said -> said.after("master")))
        .flatMap(Words::link)
        .orElse(null);
  }

  // A bridge that does not filter lists VLAN 1 all the same.
  private Map<Integer, String> filtered(
      String name, LinkKind kind, @Nullable InterfaceName master) {
    String bridge = kind instanceof LinkKind.Bridge ? name : master == null ? "" : master.text();
    boolean filters = "1".equals(sys.of(bridge).get("bridge/vlan_filtering"));
    return filters ? vlans.getOrDefault(name, new TreeMap<>()) : Map.of();
  }

  /**
   * The link of an index, where that link too points to the one that asks. Indexes of another
   * namespace may be the same by chance: what lies on a link below it is no end of a pair.
   */
  private Optional<String> withIndex(String asking, long index) {
    return Optional.ofNullable(byIndex.get(index))
        .filter(other -> number(other, "iflink") == index(asking))
        .filter(
            other -> sys.of(other).keySet().stream().noneMatch(key -> key.startsWith("lower_")));
  }

  private long number(String name, String file) {
    return Words.number(sys.of(name).getOrDefault(file, ""), -1);
  }
}
