package dev.bascule.probe.net;

import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainer.Status;
import dev.bascule.container.SeenContainers;
import dev.bascule.file.ShellSettings;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Route;
import dev.bascule.network.space.NetworkSpace;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.Spaces;
import dev.bascule.probe.Frames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads all that {@code probe-spaces.sh} printed. Pure. */
public final class SpacesReader {
  private static final Pattern CONF = Pattern.compile("/etc/vz/conf/([1-9][0-9]{0,9})\\.conf:(.*)");

  private final Frames frames;
  private final List<SpaceLink> own;
  private final Map<String, List<String>> files;

  private SpacesReader(Frames frames) {
    this.frames = frames;
    this.own = SpaceLinks.own(new Part(frames, "s"));
    this.files = files(new Part(frames, "s"));
  }

  /** Nothing where the script was not asked. */
  public static Spaces read(Frames frames) {
    Part part = new Part(frames, "s");
    return part.has("who") ? new SpacesReader(frames).spaces() : Spaces.NONE;
  }

  /**
   * OpenVZ containers of which there is a file: only what it says of their interfaces.
   *
   * @param spaces tell which of them run
   */
  public static SeenContainers containers(Frames frames, Spaces spaces) {
    Map<ContainerId, SeenContainer> all = new HashMap<>();
    files(new Part(frames, "s"))
        .forEach(
            (number, lines) -> {
              ContainerId id = new ContainerId(number);
              SpaceOwner owner = new SpaceOwner(SpaceOwner.Sort.OPENVZ, number);
              boolean runs = spaces.all().stream().anyMatch(space -> space.owner().equals(owner));
              Status status = runs ? Status.RUNNING : Status.STOPPED;
              Map<String, String> conf = ShellSettings.read(lines);
              all.put(id, new SeenContainer(id, true, status, conf, null, null));
            });
    return new SeenContainers("", all);
  }

  private static Map<String, List<String>> files(Part part) {
    Map<String, List<String>> all = new TreeMap<>();
    for (String line : part.lines("conf")) {
      Matcher matcher = CONF.matcher(line);
      if (matcher.matches()) {
        all.computeIfAbsent(matcher.group(1), number -> new ArrayList<>()).add(matcher.group(2));
      }
    }
    return all;
  }

  private Spaces spaces() {
    Part part = new Part(frames, "s");
    SpaceOwners owners = new SpaceOwners(part, own, files);
    int count = part.lines("count").stream().mapToInt(text -> (int) Words.number(text, 0)).sum();
    List<NetworkSpace> all = new ArrayList<>();
    List<SpaceOwner> taken = new ArrayList<>();
    int looked = 0;
    while (new Part(frames, "s" + (looked + 1)).has("of")) {
      looked++;
      Part inside = new Part(frames, "s" + looked);
      List<SpaceLink> links = SpaceLinks.inside(inside);
      SpaceOwner owner = owners.of(inside.lines("of").get(0), links, taken);
      // What a service made for itself and put nothing into.
      if (!links.isEmpty() || owner.sort() != SpaceOwner.Sort.PROCESS) {
        taken.add(owner);
        all.add(new NetworkSpace(owner, links, gateways(inside)));
      }
    }
    return Spaces.of(own, all, owners.written(), Math.max(0, count - looked));
  }

  private static Map<String, List<IpAddress>> gateways(Part inside) {
    Map<String, List<IpAddress>> all = new HashMap<>();
    for (String line : inside.lines("route")) {
      List<String> words = Words.of(line);
      if (!words.isEmpty() && words.get(0).equals("default")) {
        add(all, Words.after(words, "dev").orElse(""), Words.after(words, "via").orElse(""));
      }
    }
    for (Route route : new ProcTables(inside.lines("tables")).routes()) {
      InterfaceName dev = route.dev();
      IpAddress via = route.via();
      if (route.isDefault() && dev != null && via != null) {
        add(all, dev.text(), via.toString());
      }
    }
    return all;
  }

  private static void add(Map<String, List<IpAddress>> all, String dev, String via) {
    Words.address(via)
        .ifPresent(gateway -> all.computeIfAbsent(dev, any -> new ArrayList<>()).add(gateway));
  }

  /** The addresses of all links of a namespace. */
  static List<Address> addresses(Part part) {
    return Stream.of(
            AddressText.read(part.lines("addr")),
            IfconfigAddresses.read(part.lines("ifconfig")),
            new ProcTables(part.lines("tables")).addresses())
        .flatMap(List::stream)
        .toList();
  }
}
