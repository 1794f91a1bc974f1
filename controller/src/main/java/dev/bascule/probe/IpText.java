package dev.bascule.probe;

import dev.bascule.probe.InterfaceDraft.Interfaces;
import dev.bascule.probe.net.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what {@code ip -o link} and {@code ip -o addr} print, back to the versions of 2010. */
final class IpText {
  private IpText() {}

  /**
   * All of them.
   *
   * @param names the links that there are; where it is not empty, lines about others are left out,
   *     and what is told twice of one: aliases may hold anything, line ends too
   */
  static Interfaces interfaces(List<String> links, List<String> addresses, Set<String> names) {
    Interfaces interfaces = new Interfaces();
    Map<String, List<List<String>>> told = new LinkedHashMap<>();
    for (String line : links) {
      List<String> words = Words.of(Words.withoutAlias(line));
      if (words.size() > 2 && words.get(2).startsWith("<")) {
        told.computeIfAbsent(nameOf(words.get(1)), name -> new ArrayList<>()).add(words);
      }
    }
    told.forEach(
        (name, all) -> {
          if (names.isEmpty() || (names.contains(name) && all.size() == 1)) {
            all.forEach(words -> readLink(words, interfaces.named(name)));
          } else if (names.contains(name)) {
            interfaces.named(name);
          }
        });
    addresses.forEach(line -> readAddress(line, interfaces));
    return interfaces;
  }

  /** Each word with the one after it; enough to look up {@code mtu 1500} or {@code via 1.2.3.4}. */
  static Map<String, String> pairs(List<String> words) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      pairs.putIfAbsent(words.get(i), words.get(i + 1));
    }
    return pairs;
  }

  // 2: eth0@if3: <BROADCAST,UP> mtu 1500 qdisc noqueue master br0 …\    link/ether 02:00:… brd …
  private static void readLink(List<String> words, InterfaceDraft link) {
    Map<String, String> pairs = pairs(words.subList(2, words.size()));
    link.mtu(pairs.getOrDefault("mtu", ""));
    if (pairs.containsKey("master")) {
      link.master(pairs.get("master"));
    }
    if (pairs.containsKey("link/ether")) {
      link.mac(pairs.get("link/ether"));
    }
  }

  private static String nameOf(String word) {
    String name = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  // 2: eth0    inet 10.66.1.1/16 brd 10.66.255.255 scope global eth0\       valid_lft forever …
  private static void readAddress(String line, Interfaces interfaces) {
    List<String> words = Words.of(line);
    if (words.size() > 3 && words.get(2).startsWith("inet")) {
      interfaces.named(nameOf(words.get(1))).address(words.get(3));
    }
  }
}
