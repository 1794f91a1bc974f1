package dev.bascule.probe.net;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.LinkKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what kind of link one is: from {@code ip -d} where it tells, else from /sys. */
record KindReader(String name, Map<String, String> files, @Nullable LinkLine line, Peers peers) {
  private static final String LOOPBACK = "772";

  /** Finds the other end of a pair. */
  interface Peers {
    Optional<String> find(String asking, long index);
  }

  LinkKind kind(SysText sys) {
    List<String> words = line == null ? List.of() : line.kind();
    boolean loopback =
        LOOPBACK.equals(files.get("type"))
            || (line != null && line.words().contains("link/loopback"));
    if (loopback) {
      return new LinkKind.Loopback();
    } else if (files.containsKey("bridge/stp_state")) {
      return new LinkKind.Bridge(sys.options(name, "bridge"));
    }
    return words.isEmpty() ? fromFiles() : fromWords(words);
  }

  private LinkKind fromWords(List<String> words) {
    String word = words.get(0);
    Optional<InterfaceName> below = below();
    if (word.equals("vlan") && below.isPresent()) {
      int id = (int) Words.number(Words.after(words, "id").orElse(""), 0);
      return new LinkKind.Vlan(below.get(), id);
    } else if (word.equals("macvlan") && below.isPresent()) {
      return new LinkKind.Macvlan(below.get(), Words.after(words, "mode").orElse("private"));
    } else if (word.equals("veth")) {
      return veth();
    }
    return word.equals("bridge") ? new LinkKind.Bridge(Map.of()) : new LinkKind.Other(word);
  }

  private LinkKind fromFiles() {
    Optional<InterfaceName> below = below();
    String type = files.getOrDefault("devtype", "");
    if (files.containsKey("device")) {
      return new LinkKind.Hardware();
    } else if (files.containsKey("vlan") && below.isPresent()) {
      return new LinkKind.Vlan(below.get(), (int) Words.number(files.get("vlan"), 0));
    } else if (type.equals("macvlan") && below.isPresent()) {
      // Without ip -d there is no way to see its mode; vepa is what a kernel makes unasked.
      return new LinkKind.Macvlan(below.get(), "vepa");
    } else if (type.isEmpty() && below.isEmpty() && pointsElsewhere()) {
      return veth();
    }
    // A network namespace shows no device folder of what was moved into it.
    return type.isEmpty() && line != null && files.isEmpty()
        ? new LinkKind.Hardware()
        : new LinkKind.Other(type.isEmpty() ? "unknown" : type);
  }

  private boolean pointsElsewhere() {
    String to = files.get("iflink");
    return to != null && !to.equals(files.get("ifindex")) && !to.equals("0");
  }

  private LinkKind veth() {
    String space = line == null ? null : Words.after(line.words(), "link-netns").orElse(null);
    if (line != null && !line.kind().isEmpty()) {
      boolean here = !line.at().isEmpty() && !line.at().matches("if\\d+");
      Optional<InterfaceName> other = here ? Words.link(line.at()) : Optional.empty();
      return new LinkKind.Veth(other.or(this::otherEnd).orElse(null), space);
    }
    return new LinkKind.Veth(otherEnd().orElse(null), space);
  }

  private Optional<InterfaceName> otherEnd() {
    boolean elsewhere = line != null && line.at().matches("if\\d+") && !line.kind().isEmpty();
    long index = Words.number(files.getOrDefault("iflink", ""), -1);
    return elsewhere ? Optional.empty() : peers.find(name, index).flatMap(Words::link);
  }

  private Optional<InterfaceName> below() {
    if (files.containsKey("vlan-link")) {
      return Words.link(files.get("vlan-link"));
    }
    return files.keySet().stream()
        .filter(key -> key.startsWith("lower_"))
        .map(key -> key.substring("lower_".length()))
        .findFirst()
        .or(this::named)
        .flatMap(Words::link);
  }

  /** What stands behind the name's {@code @}, where it is a link of this namespace. */
  private Optional<String> named() {
    return Optional.ofNullable(line)
        .map(LinkLine::at)
        .filter(at -> !at.isEmpty() && !at.matches("if\\d+"));
  }
}
