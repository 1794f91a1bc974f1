package dev.bascule.probe.net;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line of {@code ip -d -o link}.
 *
 * @param at what stands behind the name's {@code @}: a link of this namespace, {@code if7} for one
 *     of another, empty for none
 * @param words all of them
 * @param kind the words of its kind with its options, none where the tool says nothing of it
 */
record LinkLine(String name, long index, String at, List<String> words, List<String> kind) {
  /** Of a namespace: nothing else tells which of its links are there. */
  static Map<String, LinkLine> read(List<String> lines) {
    Map<String, LinkLine> all = new HashMap<>();
    parsed(lines).forEach(link -> all.putIfAbsent(link.name(), link));
    return all;
  }

  /**
   * Of the node itself. An alias may hold line ends, and behind them lines like these: only what
   * /sys has by the same number is told, and nothing of a link that is told of twice.
   */
  static Map<String, LinkLine> read(List<String> lines, SysText sys) {
    if (sys.links().values().stream().noneMatch(files -> files.containsKey("ifindex"))) {
      return read(lines);
    }
    Map<String, LinkLine> all = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (LinkLine link : parsed(lines)) {
      if (all.put(link.name(), link) != null) {
        twice.add(link.name());
      }
    }
    all.keySet().removeAll(twice);
    all.values().removeIf(link -> !link.isIn(sys));
    return all;
  }

  private boolean isIn(SysText sys) {
    return Words.number(sys.of(name).getOrDefault("ifindex", ""), -1) == index;
  }

  private static List<LinkLine> parsed(List<String> lines) {
    return lines.stream().flatMap(line -> parse(Words.withoutAlias(line)).stream()).toList();
  }

  // 2: eth0@if3: <BROADCAST,UP> mtu 1500 …\    link/ether 02:66:… …\    veth …\    bridge_slave …
  private static Optional<LinkLine> parse(String line) {
    List<String> words = Words.of(line);
    if (words.size() < 3 || !words.get(0).matches("\\d+:") || !words.get(2).startsWith("<")) {
      return Optional.empty();
    }
    String word = words.get(1);
    String name = Words.name(word);
    boolean more = name.length() + 1 < word.length();
    String at = more ? word.substring(name.length() + 1, word.length() - 1) : "";
    List<String> kind =
        Words.lines(line).stream()
            .skip(2)
            .map(Words::of)
            .filter(part -> !part.isEmpty() && !part.get(0).endsWith("_slave"))
            .findFirst()
            .orElse(List.of());
    return Optional.of(
        new LinkLine(name, Words.number(words.get(0).replace(":", ""), 0), at, words, kind));
  }

  boolean up() {
    return Arrays.asList(words.get(2).replaceAll("[<>]", "").split(",", -1)).contains("UP");
  }

  Optional<String> after(String key) {
    return Words.after(words, key);
  }

  Optional<String> mac() {
    return words.stream()
        .filter(word -> word.startsWith("link/"))
        .findFirst()
        .flatMap(word -> Words.after(words, word));
  }
}
