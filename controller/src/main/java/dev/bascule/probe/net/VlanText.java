package dev.bascule.probe.net;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what {@code bridge vlan show} prints: the name stands once, on the first of its lines; in
 * older versions a line begins with a tab.
 */
final class VlanText {
  private VlanText() {}

  static Map<String, Map<Integer, String>> read(List<String> lines) {
    Map<String, Map<Integer, String>> all = new HashMap<>();
    String name = "";
    for (String line : lines) {
      List<String> words = Words.of(line);
      if (words.isEmpty() || words.get(0).equals("port")) {
        continue;
      }
      boolean first = !Character.isWhitespace(line.charAt(0));
      if (first) {
        name = words.get(0);
        words = words.subList(1, words.size());
      }
      add(all.computeIfAbsent(name, key -> new TreeMap<>()), words);
    }
    return all;
  }

  // 10-12 PVID Egress Untagged
  private static void add(Map<Integer, String> vlans, List<String> words) {
    if (words.isEmpty() || !words.get(0).matches("\\d{1,4}(-\\d{1,4})?")) {
      return;
    }
    String[] ends = words.get(0).split("-", 2);
    String flags =
        String.join(" ", words.subList(1, words.size()))
            .toLowerCase(Locale.ROOT)
            .replace("egress ", "");
    for (int id = Integer.parseInt(ends[0]); id <= Integer.parseInt(ends[ends.length - 1]); id++) {
      vlans.put(id, flags);
    }
  }
}
