package dev.bascule.network.persist.ifupdown;

import dev.bascule.network.persist.Netmask;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code route add …} of net-tools as the {@code ip route add …} that does the same. */
final class NetTools {
  private NetTools() {}

  /** The same words where it is another command, or one that is not understood. */
  static List<String> asIp(List<String> words) {
    boolean route = words.size() > 2 && words.get(0).matches("(/.*/)?route");
    if (!route) {
      return words;
    }
    List<String> ip = new ArrayList<>(List.of("ip", "route"));
    String mask = "";
    String destination = "";
    for (int at = 1; at < words.size(); at++) {
      String word = words.get(at);
      String next = at + 1 < words.size() ? words.get(at + 1) : "";
      switch (word) {
        case "add", "del" -> ip.add(word);
        case "-net", "-host" -> {}
        case "-A", "--inet", "-4" -> at += word.equals("-A") ? 1 : 0;
        case "netmask" -> mask = words.get(at++).isEmpty() ? "" : next;
        case "gw" -> at += pair(ip, "via", next);
        case "dev" -> at += pair(ip, "dev", next);
        case "metric" -> at += pair(ip, "metric", next);
        default -> {
          if (!destination.isEmpty()) {
            return words;
          }
          destination = word;
        }
      }
    }
    String prefix = Netmask.prefix(mask).map(length -> "/" + length).orElse("");
    ip.add(Math.min(3, ip.size()), destination + prefix);
    return ip;
  }

  private static int pair(List<String> words, String name, String value) {
    words.add(name);
    words.add(value);
    return 1;
  }
}
