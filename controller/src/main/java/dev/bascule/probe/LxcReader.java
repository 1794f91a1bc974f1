package dev.bascule.probe;

import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.SeenLxc;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.model.AbsolutePath;
import dev.bascule.probe.Frames.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@code probe-lxc.sh} prints. */
public final class LxcReader {
  // As "ip -d link" names kinds; whatever else a link is, it is not one that LXC makes.
  private static final Set<String> TYPES = Set.of("veth", "macvlan", "vlan", "ipvlan");

  // What the probe ends with inside of one that has no network of its own.
  private static final int SHARES = 77;

  private final Frames frames;
  private final Map<Integer, HostLink> links = new HashMap<>();

  private LxcReader(Frames frames) {
    this.frames = frames;
    frames.lines("lxc-links").forEach(this::link);
  }

  private record HostLink(int iflink, String name) {}

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
      links.put(Integer.valueOf(words[0]), new HostLink(Integer.parseInt(words[1]), words[2]));
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
    for (String line : lines) {
      if (line.equals("=")) {
        break;
      }
      List<String> words = new ArrayList<>(List.of(line.strip().split("[\\s\\\\]+", -1)));
      if (words.size() > 2 && words.get(2).startsWith("<")) {
        device(words, types, outer, mtus);
        mode(words, modes);
      }
    }
    return new SeenLxc.Live(new InsideText(lines).inside(), types, outer, mtus, modes);
  }

  // "2: eth0@if9: <BROADCAST,UP> mtu 1500 … link/ether … veth …"
  private void device(
      List<String> words,
      Map<String, String> types,
      Map<String, String> outer,
      Map<String, Integer> mtus) {
    String[] name = words.get(1).replaceAll(":$", "").split("@if", 2);
    Integer mtu = number(next(words, "mtu"));
    if (mtu != null) {
      mtus.put(name[0], mtu);
    }
    Optional<String> type = words.stream().skip(3).filter(TYPES::contains).findFirst();
    type.ifPresent(word -> types.put(name[0], word));
    Integer index = number(words.get(0).replaceAll(":$", ""));
    Integer other = name.length > 1 ? number(name[1]) : null;
    HostLink link = other == null ? null : links.get(other);
    boolean pair = type.isPresent() && type.get().equals("veth");
    // Numbers of links are each namespace's own: of a pair, both ends have to name the other.
    if (link != null && type.isPresent() && (!pair || Integer.valueOf(link.iflink).equals(index))) {
      outer.put(name[0], link.name);
    }
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
