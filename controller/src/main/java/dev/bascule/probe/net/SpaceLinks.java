package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Address;
import dev.bascule.network.space.SpaceLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the links of a namespace with their numbers, from {@code ip} or from /sys. */
final class SpaceLinks {
  private final Map<String, LinkLine> lines;
  private final SysText sys;
  private final List<Address> addresses;

  private SpaceLinks(Part part, boolean own) {
    this.sys = SysText.read(part);
    List<String> told = part.lines("link");
    // A container's /sys is as the container has it.
    this.lines = own ? LinkLine.read(told, sys) : LinkLine.read(told);
    this.addresses = SpacesReader.addresses(part);
  }

  /** The node's own. */
  static List<SpaceLink> own(Part part) {
    return new SpaceLinks(part, true).read();
  }

  /** Those of a namespace. */
  static List<SpaceLink> inside(Part part) {
    return new SpaceLinks(part, false).read();
  }

  /** Without lo, and without the tunnels that a module puts into every namespace. */
  private List<SpaceLink> read() {
    Set<String> names = new TreeSet<>(lines.keySet());
    sys.links().forEach((name, files) -> addExisting(name, files, names));
    List<SpaceLink> all = new ArrayList<>();
    for (String name : names) {
      LinkLine line = lines.get(name);
      boolean unused = line != null && line.at().equals("NONE") && !line.up();
      if (!name.equals("lo") && !unused) {
        all.add(link(name, line));
      }
    }
    return all;
  }

  private static void addExisting(String name, Map<String, String> files, Set<String> names) {
    if (files.containsKey("ifindex")) {
      names.add(name);
    }
  }

  private SpaceLink link(String name, @Nullable LinkLine line) {
    Map<String, String> files = sys.of(name);
    long index = line != null ? line.index() : Words.number(files.getOrDefault("ifindex", ""), 0);
    Optional<LinkLine> said = Optional.ofNullable(line);
    Optional<String> space = said.flatMap(told -> told.after("link-netnsid"));
    String mac = files.get("address");
    return new SpaceLink(
        name.replaceAll("\\p{Cntrl}", "?"),
        index,
        below(line, files, index),
        space.map(number -> (int) Words.number(number, -1)).orElse(null),
        said.flatMap(told -> told.after("link-netns")).orElse(null),
        said.map(LinkLine::kind).map(SpaceLinks::kind).orElse(""),
        line == null ? isUp(files) : line.up(),
        Optional.ofNullable(mac)
            .or(() -> said.flatMap(LinkLine::mac))
            .flatMap(MacAddress::parse)
            .orElse(null),
        addresses(name));
  }

  // macvlan mode bridge …, vlan protocol 802.1Q id 5 …
  private static String kind(List<String> words) {
    String kind = words.isEmpty() ? "" : words.get(0);
    return switch (kind) {
      case "macvlan" -> kind + Words.after(words, "mode").map(mode -> " " + mode).orElse("");
      case "vlan" -> kind + Words.after(words, "id").map(id -> " " + id).orElse("");
      default -> kind;
    };
  }

  // In a container's own /sys anything may stand.
  private static boolean isUp(Map<String, String> files) {
    return files.getOrDefault("flags", "").matches("0x[0-9a-f]{0,7}[13579bdf]");
  }

  private long below(@Nullable LinkLine line, Map<String, String> files, long index) {
    String number = files.get("iflink");
    if (number != null) {
      return Words.number(number, index);
    }
    if (line == null) {
      return index;
    }
    LinkLine here = lines.get(line.at());
    boolean pair = !line.kind().isEmpty() && line.kind().get(0).equals("veth");
    // What stands on a link of its own namespace stands on none of another.
    return here != null
        ? pair ? here.index() : index
        : Words.number(line.at().replaceFirst("^if", ""), index);
  }

  private List<Cidr> addresses(String name) {
    return addresses.stream()
        .filter(address -> address.link().text().equals(name))
        .filter(address -> !address.isLinkLocal6() && !address.isOfLoopback())
        .map(Address::local)
        .toList();
  }
}
