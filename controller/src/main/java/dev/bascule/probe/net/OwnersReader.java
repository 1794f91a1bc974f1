package dev.bascule.probe.net;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkOwner;
import dev.bascule.network.persist.NodeFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out which program manages which link. */
final class OwnersReader {
  private static final Pattern NETWORKD =
      Pattern.compile("/run/systemd/netif/links/(\\d+):ADMIN_STATE=(.*)");
  private static final Pattern MANAGER =
      Pattern.compile("/run/NetworkManager/devices/(\\d+):managed=(.*)");
  private static final Pattern IFSTATE = Pattern.compile("/.*/ifstate:([^=]+)=.*");
  private static final Pattern NMCLI = Pattern.compile("([^:]+):(.*)");
  private static final Pattern DEVICE = Pattern.compile("(?m)^\\s*DEVICE=[\"']?([^\"'\\s]+)");
  private static final String IFCFG = "/etc/sysconfig/network-scripts/ifcfg-";
  private static final Set<String> AT_WORK = Set.of("configured", "configuring", "failed");
  private static final Set<String> MANAGED = Set.of("true", "1", "full");

  private final Map<String, InterfaceName> byIndex;
  private final NodeFiles files;
  private final List<LinkOwner> owners = new ArrayList<>();
  private final Set<InterfaceName> asked = new HashSet<>();

  private OwnersReader(Map<String, InterfaceName> byIndex, NodeFiles files) {
    this.byIndex = byIndex;
    this.files = files;
  }

  static List<LinkOwner> read(Part part, List<Link> links, NodeFiles files) {
    SysText sys = SysText.read(part);
    Map<String, InterfaceName> byIndex = new HashMap<>();
    for (Link link : links) {
      byIndex.put(sys.of(link.name().text()).getOrDefault("ifindex", ""), link.name());
    }
    OwnersReader reader = new OwnersReader(byIndex, files);
    part.lines("nmcli").forEach(reader::addDevice);
    part.lines("owner").forEach(reader::addLine);
    if (files.programs().contains("initscripts")) {
      files.content().forEach(reader::addIfcfg);
    }
    Set<InterfaceName> there = Set.copyOf(byIndex.values());
    return reader.owners.stream().filter(one -> there.contains(one.link())).distinct().toList();
  }

  private void addLine(String line) {
    Matcher networkd = NETWORKD.matcher(line);
    Matcher manager = MANAGER.matcher(line);
    Matcher ifstate = IFSTATE.matcher(line);
    // A program that was stopped leaves its notes behind.
    if (networkd.matches() && files.programs().contains("networkd")) {
      add(AT_WORK.contains(networkd.group(2)), byIndex.get(networkd.group(1)), "networkd");
    } else if (manager.matches() && files.programs().contains("NetworkManager")) {
      InterfaceName link = byIndex.get(manager.group(1));
      boolean managed = MANAGED.contains(manager.group(2)) && !asked.contains(link);
      add(managed, link, "NetworkManager");
    } else if (ifstate.matches() && !ifstate.group(1).equals("lo")) {
      add(true, Words.link(ifstate.group(1)).orElse(null), "ifupdown");
    }
  }

  // eth0:connected; what NetworkManager only looks at is "connected (externally)", and managed=true
  // in its notes.
  private void addDevice(String line) {
    Matcher device = NMCLI.matcher(line);
    if (device.matches()) {
      String state = device.group(2);
      boolean free = state.equals("unmanaged") || state.contains("externally");
      InterfaceName link = Words.link(device.group(1)).orElse(null);
      Optional.ofNullable(link).ifPresent(asked::add);
      add(!free, link, "NetworkManager");
    }
  }

  private void addIfcfg(AbsolutePath path, FileContent content) {
    if (path.text().startsWith(IFCFG) && !path.text().endsWith("-lo")) {
      Matcher device = DEVICE.matcher(content.text());
      String name = device.find() ? device.group(1) : path.text().substring(IFCFG.length());
      InterfaceName link = Words.link(name).orElse(null);
      boolean taken = owners.stream().anyMatch(one -> one.link().equals(link));
      add(!taken, link, "initscripts");
    }
  }

  private void add(boolean owned, @Nullable InterfaceName link, String program) {
    Optional.ofNullable(link)
        .filter(name -> owned)
        .ifPresent(name -> owners.add(new LinkOwner(name, program)));
  }
}
