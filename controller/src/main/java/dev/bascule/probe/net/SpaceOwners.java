package dev.bascule.probe.net;

import dev.bascule.container.NetifEntry;
import dev.bascule.file.ShellSettings;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose a namespace is: by what the kernel or vzctl says of its first process, by the
 * container's file that names the node's end of one of its pairs, by its name.
 */
final class SpaceOwners {
  // /lxc/web, /lxc.payload.web/init.scope, of Proxmox /lxc/101/ns
  private static final Pattern LXC = Pattern.compile("/lxc(?:\\.payload)?[./]([^/:]+)");
  private static final Pattern DOCKER =
      Pattern.compile("/(?:docker|libpod)[-/]([0-9a-f]{12})[0-9a-f]*");
  private static final Pattern WHO = Pattern.compile("/proc/(\\d+)/(comm|cgroup|status):(.*)");
  private static final Pattern VEPID = Pattern.compile("/var/lib/vzctl/vepid/(\\d+):(\\d+).*");

  private final Map<String, String> comm = new HashMap<>();
  private final Map<String, SpaceOwner> byProcess = new HashMap<>();
  private final Map<String, SpaceOwner> byHost = new HashMap<>();
  private final Map<String, SpaceOwner> byVenet = new HashMap<>();
  // Names of ends and addresses that two files give: a copy of a file, often.
  private final Set<String> twice = new HashSet<>();
  private final List<SpaceLink> own;

  SpaceOwners(Part part, List<SpaceLink> own, Map<String, List<String>> files) {
    this.own = own;
    part.lines("who").forEach(this::process);
    part.lines("vepid").forEach(this::vepid);
    files.forEach(this::file);
    byHost.keySet().removeAll(twice);
    byVenet.keySet().removeAll(twice);
  }

  private void process(String line) {
    Matcher who = WHO.matcher(line);
    if (!who.matches()) {
      return;
    }
    String id = who.group(1);
    String text = who.group(3);
    switch (who.group(2)) {
      case "comm" -> comm.put(id, clean(text));
      case "status" -> ofOpenVz(id, text.replaceFirst("^envID:\\s*", ""));
      default -> {
        find(LXC, text).ifPresent(name -> put(id, Sort.LXC, name));
        find(DOCKER, text).ifPresent(name -> put(id, Sort.DOCKER, name));
      }
    }
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private void put(String process, Sort sort, String name) {
    byProcess.putIfAbsent(process, new SpaceOwner(sort, clean(name)));
  }

  private void vepid(String line) {
    Matcher matcher = VEPID.matcher(line);
    if (matcher.matches()) {
      ofOpenVz(matcher.group(2), matcher.group(1));
    }
  }

  private void ofOpenVz(String process, String id) {
    if (id.matches("[1-9][0-9]*")) {
      byProcess.put(process, new SpaceOwner(Sort.OPENVZ, id));
    }
  }

  private void file(String id, List<String> lines) {
    SpaceOwner owner = new SpaceOwner(Sort.OPENVZ, id);
    Map<String, String> conf = ShellSettings.read(lines);
    for (NetifEntry entry : NetifEntry.parse(conf.getOrDefault("NETIF", ""))) {
      String host = entry.get("host_ifname");
      if (host != null) {
        claim(byHost, host, owner);
      }
    }
    Words.of(conf.getOrDefault("IP_ADDRESS", "")).stream()
        .flatMap(text -> Words.prefix(text).stream())
        .forEach(address -> claim(byVenet, address.address().toString(), owner));
  }

  private void claim(Map<String, SpaceOwner> all, String what, SpaceOwner owner) {
    SpaceOwner before = all.putIfAbsent(what, owner);
    if (before != null && !before.equals(owner)) {
      twice.add(what);
    }
  }

  /** Whose the other end of a link of the node is, as one container's file says. */
  Map<String, SpaceOwner> written() {
    return byHost;
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * The owner of a namespace.
   *
   * @param of a process, or 0, and behind a blank its name, where it has one
   * @param taken owners of others: a container has but one
   */
  SpaceOwner of(String of, List<SpaceLink> links, List<SpaceOwner> taken) {
    String process = of.split(" ", 2)[0];
    String name = clean(of.substring(process.length()).strip());
    SpaceOwner known = byProcess.get(process);
    if (known != null && !taken.contains(known)) {
      return known;
    }
    if (known == null) {
      List<SpaceOwner> named =
          links.stream().map(this::named).filter(Objects::nonNull).distinct().toList();
      if (named.size() == 1 && !taken.contains(named.get(0))) {
        return named.get(0);
      }
    }
    if (!name.isEmpty()) {
      return new SpaceOwner(Sort.NETNS, name);
    }
    String program = comm.getOrDefault(process, "");
    return new SpaceOwner(
        Sort.PROCESS, program.isEmpty() ? process : process + " (" + program + ")");
  }

  private Optional<SpaceOwner> venet(SpaceLink inside) {
    return inside.addresses().stream()
        .filter(address -> inside.name().startsWith("venet"))
        .flatMap(address -> Optional.ofNullable(byVenet.get(address.address().toString())).stream())
        .findFirst();
  }

  private @Nullable SpaceOwner named(SpaceLink inside) {
    return own.stream()
        .filter(link -> link.below() == inside.index() && inside.below() == link.index())
        .flatMap(link -> Optional.ofNullable(byHost.get(link.name())).stream())
        .findFirst()
        .or(() -> venet(inside))
        .orElse(null);
  }
}
