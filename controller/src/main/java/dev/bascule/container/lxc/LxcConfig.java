package dev.bascule.container.lxc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A container's file. Read as confile.c of LXC reads it; of a line that changes nothing, nothing
 * changes either.
 */
public final class LxcConfig {
  // Of lxc-update-config: what LXC 3 has under another name, or not at all.
  private static final Set<String> RENAMED =
      Set.of(
          "lxc.aa_allow_incomplete",
          "lxc.aa_profile",
          "lxc.console",
          "lxc.devttydir",
          "lxc.haltsignal",
          "lxc.id_map",
          "lxc.init_cmd",
          "lxc.init_gid",
          "lxc.init_uid",
          "lxc.kmsg",
          "lxc.logfile",
          "lxc.loglevel",
          "lxc.mount",
          "lxc.pts",
          "lxc.rebootsignal",
          "lxc.rootfs",
          "lxc.rootfs.backend",
          "lxc.se_context",
          "lxc.seccomp",
          "lxc.stopsignal",
          "lxc.syslog",
          "lxc.tty",
          "lxc.utsname");
  private static final Set<String> LEGACY_KEYS =
      Set.of(
          "type",
          "link",
          "flags",
          "hwaddr",
          "name",
          "mtu",
          "ipv4.address",
          "ipv4.gateway",
          "ipv6.address",
          "ipv6.gateway",
          "veth.pair",
          "macvlan.mode",
          "vlan.id",
          "script.up",
          "script.down");

  private final List<LxcLine> lines = new ArrayList<>();
  // Of each line the place of its network among all; -1 where it has none.
  private final List<Integer> places = new ArrayList<>();
  private final List<LxcNetwork> networks = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private Optional<String> obstacle = Optional.empty();

  private LxcConfig() {}

  /** Reads the text of a file. */
  public static LxcConfig read(String text) {
    LxcConfig config = new LxcConfig();
    for (String line : text.split("\n", -1)) {
      config.lines.add(LxcLine.of(line));
    }
    config.place();
    config.collect();
    return config;
  }

  /** The networks, in their order. */
  public List<LxcNetwork> networks() {
    return List.copyOf(networks);
  }

  /** Whether some line of a network is in the words before LXC 3. */
  public boolean isLegacy() {
    return lines.stream().anyMatch(line -> line.spelling() == LxcLine.Spelling.LEGACY);
  }

  /** Whether LXC deletes the container when it stops. */
  boolean isEphemeral() {
    return lines.stream()
        .filter(line -> line.key().equals("lxc.ephemeral"))
        .reduce((before, last) -> last)
        .map(last -> last.value().equals("1"))
        .orElse(false);
  }

  /** Lines that are not of a network and keep LXC 3 from reading the file, by their numbers. */
  public Map<Integer, String> otherLegacy() {
    Map<Integer, String> found = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (RENAMED.contains(lines.get(i).key()) && !lines.get(i).isOfNetwork()) {
        found.put(i + 1, lines.get(i).key());
      }
    }
    return found;
  }

  /** Why its networks cannot be told apart; the line's number is in it. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  private void place() {
    int current = -1;
    Map<Integer, Integer> byNumber = new TreeMap<>();
    boolean modern = lines.stream().anyMatch(l -> l.spelling() == LxcLine.Spelling.MODERN);
    lines.stream()
        .filter(line -> line.isOfNetwork() && line.index() >= 0)
        .forEach(line -> byNumber.putIfAbsent(line.index(), 0));
    numbers.addAll(byNumber.keySet());
    for (int i = 0; i < lines.size(); i++) {
      LxcLine line = lines.get(i);
      int place = -1;
      if (line.isOfNetwork()) {
        check(i, line, modern, current);
        if (line.index() >= 0) {
          place = numbers.indexOf(line.index());
        } else {
          // A line with "type" begins the next one.
          current = line.key().equals("type") ? current + 1 : current;
          place = current;
        }
      }
      places.add(place);
    }
  }

  private void check(int at, LxcLine line, boolean modern, int current) {
    boolean legacy = line.spelling() == LxcLine.Spelling.LEGACY;
    if (line.key().isEmpty()) {
      stop(at, "takes away networks that stand before it");
    } else if (legacy && modern) {
      stop(at, "is in the old words, and others are in the new ones");
    } else if (legacy && !LEGACY_KEYS.contains(line.key())) {
      stop(at, "is none that LXC 3 has another word for");
    } else if (line.index() < 0 && !line.key().equals("type") && current < 0) {
      stop(at, "stands before the first lxc.network.type");
    }
  }

  private void stop(int at, String why) {
    if (obstacle.isEmpty()) {
      obstacle = Optional.of("line " + (at + 1) + " (" + lines.get(at).text().strip() + ") " + why);
    }
  }

  private void collect() {
    int count = places.stream().mapToInt(place -> place + 1).max().orElse(0);
    for (int n = 0; n < count; n++) {
      Map<String, List<String>> values = new LinkedHashMap<>();
      for (int i = 0; i < lines.size(); i++) {
        if (places.get(i) == n) {
          add(values, lines.get(i));
        }
      }
      networks.add(new LxcNetwork(values));
    }
  }

  // An empty value takes back what stands before it.
  private static void add(Map<String, List<String>> values, LxcLine line) {
    if (line.value().isEmpty()) {
      values.remove(line.key());
      return;
    }
    List<String> all = values.computeIfAbsent(line.key(), key -> new ArrayList<>());
    if (!LxcNetwork.isMany(line.key())) {
      all.clear();
    }
    all.add(line.value());
  }

  /**
   * The text with other networks.
   *
   * @param wanted all that there are to be, in order
   * @param from of each the place of the one here that it continues; -1 for a new one
   */
  public String with(List<LxcNetwork> wanted, List<Integer> from) {
    return new LxcEdit(List.copyOf(lines), List.copyOf(places)).with(wanted, from);
  }
}
