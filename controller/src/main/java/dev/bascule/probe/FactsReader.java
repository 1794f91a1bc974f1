package dev.bascule.probe;

import dev.bascule.container.SeenContainers;
import dev.bascule.model.Value;
import dev.bascule.probe.net.SpacesReader;
import dev.bascule.state.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a probe's frames into facts. Pure. What they are is written in docs/facts.md. */
final class FactsReader {
  private final Frames frames;
  private final Map<String, Value> facts = new LinkedHashMap<>();
  private final Set<String> have;
  private final Set<String> tools;

  private FactsReader(Frames frames) {
    this.frames = frames;
    this.have = Set.copyOf(frames.lines("have"));
    this.tools = Set.copyOf(frames.lines("tools"));
  }

  static Facts read(Frames frames) {
    FactsReader reader = new FactsReader(frames);
    if (frames.first("os").isPresent()) {
      reader.addSystem();
    }
    if (frames.first("have").isPresent()) {
      reader.addFeatures();
    }
    reader.fact("machine").ifPresent(text -> reader.put("architecture", text));
    if (frames.first("ports").isPresent()) {
      reader.facts.putAll(NetworkFacts.read(frames));
    }
    if (frames.first("s who").isPresent()) {
      SpaceFacts.add(SpacesReader.read(frames), reader.facts);
    }
    return new Facts(new Value.Fields(reader.facts));
  }

  private Optional<String> fact(String name) {
    return frames
        .first("fact " + name)
        .map(Frames.Frame::text)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private void put(String name, String text) {
    facts.put(name, new Value.Text(text));
  }

  private void addSystem() {
    fact("hostname").ifPresent(text -> put("hostname", text));
    fact("hostname").ifPresent(text -> put("fqdn", fqdn(text)));
    fact("kernel").ifPresent(text -> put("kernel", text));
    facts.put("os", new Value.Fields(OsFacts.read(frames, fact("redhat"), fact("debian"))));
    fact("boot_id").ifPresent(text -> put("boot_id", text));
    fact("machine_id").ifPresent(text -> put("machine_id", text));
    fact("uptime").ifPresent(text -> number("uptime", text.split("[. ]", 2)[0], 1));
    fact("memory").ifPresent(text -> number("memory_mb", text.replaceAll("\\D", ""), 1024));
    fact("cpus").ifPresent(text -> facts.put("cpus", new Value.Int(count(text))));
  }

  private String fqdn(String hostname) {
    return fact("domain")
        .filter(domain -> !domain.equals("(none)") && !hostname.contains("."))
        .map(domain -> hostname + "." + domain)
        .orElse(hostname);
  }

  private void number(String name, String digits, long divisor) {
    if (!digits.isEmpty()) {
      facts.put(name, new Value.Int(Long.parseLong(digits) / divisor));
    }
  }

  /** Counts a list such as {@code 0-3,6}. */
  static int count(String list) {
    int count = 0;
    for (String part : list.split(",", -1)) {
      String[] ends = part.split("-", 2);
      count += ends.length == 1 ? 1 : Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1;
    }
    return count;
  }

  private String init() {
    if (have.contains("/run/systemd/system")) {
      return "systemd";
    } else if (have.contains("/run/openrc") || have.contains("/sbin/openrc")) {
      return "openrc";
    }
    String first = fact("comm").orElse("");
    return first.contains("busybox") || first.equals("linuxrc") ? "busybox" : "sysv";
  }

  private void addFeatures() {
    put("init", init());
    flag("openvz", have.contains("/proc/vz") || tools.contains("vzctl"));
    facts.put("openvz_generation", new Value.Text(generation()));
    flag("lxc", tools.contains("lxc-start"));
    flag("ovs", tools.contains("ovs-vsctl"));
    facts.put("container", new Value.Text(container()));
    facts.put("persistence", new Value.Text(persistence()));
    List<Value> all = new ArrayList<>();
    frames.lines("tools").forEach(tool -> all.add(new Value.Text(tool)));
    facts.put("tools", new Value.Items(all));
  }

  private void flag(String name, boolean truth) {
    facts.put(name, new Value.Bool(truth));
  }

  private String generation() {
    String version = fact("vzctl").map(ContainersReader::version).orElse("");
    return version.isEmpty() ? "" : SeenContainers.isSeven(version) ? "7" : "legacy";
  }

  private String container() {
    if (have.contains("/proc/user_beancounters") && !have.contains("/proc/bc")) {
      return "openvz";
    }
    return fact("container").orElse(have.contains("/.dockerenv") ? "docker" : "");
  }

  private String persistence() {
    String paths = have.stream().sorted().collect(Collectors.joining(" "));
    if (paths.contains("/etc/netplan/")) {
      return "netplan";
    } else if (paths.contains("/etc/systemd/network/")) {
      return "networkd";
    } else if (paths.contains("/etc/network/interfaces")) {
      return "ifupdown";
    } else if (paths.contains("/etc/sysconfig/network-scripts")) {
      return "ifcfg";
    }
    return paths.contains("/etc/NetworkManager") ? "networkmanager" : "";
  }
}
