package dev.bascule.probe;

import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.SeenLxc;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.model.AbsolutePath;
import dev.bascule.probe.Frames.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what {@code probe-lxc.sh} prints. */
public final class LxcReader {
  // As "ip -d link" names kinds; whatever else a link is, it is not one that LXC makes.
  private static final Set<String> TYPES = Set.of("veth", "macvlan", "vlan", "ipvlan");

  // What else "ip -d link" tells of any link, in parts of their own.
  private static final Set<String> NO_KINDS = Set.of("altname", "alias", "vf");

  // What the probe ends with inside of one that has no network of its own.
  private static final int SHARES = 77;

  private final Frames frames;
  private final Map<Integer, HostLink> links = new HashMap<>();

  private LxcReader(Frames frames) {
    this.frames = frames;
    frames.lines("lxc-links").forEach(this::link);
  }

  private record HostLink(int index, int iflink, String name) {}

  /** What was seen of the containers that were asked about. */
  public static SeenLxcs read(Frames frames) {
    LxcReader reader = new LxcReader(frames);
    Map<LxcPlace, SeenLxc> all = new HashMap<>();
    for (Frame frame : frames.all()) {
      String[] words = frame.name().split(" ", 3);
      if (words.length == 3 && words[0].equals("lxc-at")) {
        LxcPlace place = new LxcPlace(words[1], new AbsolutePath(words[2]));
        all.put(place, reader.container(place, frame.text()));
      }
    }
    String version = frames.first("lxc").map(frame -> frame.text().strip()).orElse("");
    return new SeenLxcs(version, all);
  }

  private void link(String line) {
    String[] words = line.split(" ", 3);
    if (words.length == 3 && words[0].matches("[0-9]{1,9}") && words[1].matches("[0-9]{1,9}")) {
      int index = Integer.parseInt(words[0]);
      links.put(index, new HostLink(index, Integer.parseInt(words[1]), words[2]));
    }
  }

  private SeenLxc container(LxcPlace place, String config) {
    String where = place.name() + " " + place.folder();
    String state = frames.first("lxc-state " + where).map(frame -> frame.text().strip()).orElse("");
    String included = frames.first("lxc-included " + where).map(Frame::text).orElse(null);
    Optional<Frame> net =
        frames.all().stream()
            .filter(frame -> frame.name().startsWith("lxc-net " + where + " "))
            .findFirst();
    boolean read = net.isPresent() && net.get().name().endsWith(" 0");
    boolean shares = net.isPresent() && net.get().name().endsWith(" " + SHARES);
    SeenLxc.Live live = read ? live(net.get().lines()) : null;
    String trouble = net.isPresent() && !read && !shares ? net.get().text().strip() : null;
    String owner =
        frames.first("lxc-owner " + where).map(frame -> frame.text().strip()).orElse("0");
    boolean ofProxmox = frames.first("lxc-pve " + where).isPresent();
    return new SeenLxc(place, config, state, included, live, shares, trouble, owner, ofProxmox);
  }

  private SeenLxc.Live live(List<String> lines) {
    Map<String, String> types = new HashMap<>();
    Map<String, String> outer = new HashMap<>();
    Map<String, Integer> mtus = new HashMap<>();
    Map<String, String> modes = new HashMap<>();
    boolean plain = lines.contains("plain");
    for (String line : lines) {
      if (line.equals("=")) {
        break;
      }
      List<String> words = new ArrayList<>(List.of(line.strip().split("[\\s\\\\]+", -1)));
      if (words.size() > 2 && words.get(2).startsWith("<")) {
        String name = words.get(1).replaceAll("(@.*)?:?$", "");
        Optional.ofNullable(number(next(words, "mtu"))).ifPresent(mtu -> mtus.put(name, mtu));
        (plain ? Optional.of(plain(words)) : kind(line, words))
            .ifPresent(kind -> types.put(name, kind));
        outer(words, types.get(name)).ifPresent(link -> outer.put(name, link.name));
        mode(words, modes);
      }
    }
    Set<String> nodes = links.values().stream().map(HostLink::name).collect(Collectors.toSet());
    return new SeenLxc.Live(new InsideText(lines).inside(), types, outer, mtus, modes, nodes);
  }

  // "2: eth0@if9: <BROADCAST,UP> mtu 1500 …\    link/ether …\    veth …"; a card has no such part.
  private static Optional<String> kind(String line, List<String> words) {
    Optional<String> own = words.stream().skip(3).filter(TYPES::contains).findFirst();
    return own.isPresent()
        ? own
        : Arrays.stream(line.split("\\\\", -1))
            .skip(2)
            .map(part -> part.strip().split(" ", 2)[0])
            .filter(word -> word.matches("[a-z0-9_]+") && !word.endsWith("_slave"))
            .filter(word -> !NO_KINDS.contains(word))
            .findFirst();
  }

  // Only two ends of a pair name each other; not sure where both have the same number.
  private String plain(List<String> words) {
    HostLink link = other(words);
    boolean pair = link != null && isPair(words, link) && link.iflink != link.index;
    return pair ? "veth" : SeenLxc.Live.UNKNOWN;
  }

  // Numbers of links are each namespace's own: of a pair, both ends have to name the other. What
  // others may lie on names itself.
  private Optional<HostLink> outer(List<String> words, @Nullable String type) {
    HostLink link = other(words);
    if (link == null || type == null) {
      return Optional.empty();
    }
    boolean unknown = type.equals(SeenLxc.Live.UNKNOWN) && link.iflink == link.index;
    boolean its = type.equals("veth") ? isPair(words, link) : unknown || TYPES.contains(type);
    return its ? Optional.of(link) : Optional.empty();
  }

  private static boolean isPair(List<String> words, HostLink link) {
    return Integer.valueOf(link.iflink).equals(number(words.get(0).replaceAll(":$", "")));
  }

  // "eth0@if7:"
  private @Nullable HostLink other(List<String> words) {
    String[] name = words.get(1).replaceAll(":$", "").split("@if", 2);
    Integer index = name.length > 1 ? number(name[1]) : null;
    return index == null ? null : links.get(index);
  }

  // "macvlan mode bridge …", "vlan protocol 802.1Q id 20 …"; "vlan id 20" of old ones.
  private static void mode(List<String> words, Map<String, String> modes) {
    for (String[] each : new String[][] {{"macvlan", "mode"}, {"vlan", "id"}}) {
      int at = words.subList(3, words.size()).indexOf(each[0]);
      String value = at < 0 ? null : next(words.subList(at + 3, words.size()), each[1]);
      if (value != null) {
        modes.put(words.get(1).replaceAll("(@.*)?:?$", ""), value);
      }
    }
  }

  private static @Nullable String next(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? null : words.get(at + 1);
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
  }
}
