package dev.bascule.probe;

import dev.bascule.container.Inside;
import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code ip -o link}, {@code ip -o addr}, a line with {@code =}, {@code ip route} and
 * {@code ip -6 route} print, in the words that iproute2 and busybox have had since CentOS 5; then
 * another such line and files: {@code F PATH}, lines with {@code |} before each, an empty one where
 * the file ends with an end of line, {@code E}.
 */
final class InsideText {
  private final Map<String, MacAddress> macs = new LinkedHashMap<>();
  private final Map<String, Boolean> up = new LinkedHashMap<>();
  private final Map<String, List<Cidr>> addresses = new LinkedHashMap<>();
  private final List<Inside.Way> ways = new ArrayList<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final StringBuilder content = new StringBuilder();
  private String path = "";
  private boolean blank;

  InsideText(List<String> lines) {
    int part = 0;
    for (String line : lines) {
      if (part < 2 && line.equals("=")) {
        part++;
      } else if (part == 2) {
        file(line);
      } else if (part == 1) {
        route(words(line));
      } else {
        device(words(line));
      }
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("[\\s\\\\]+", -1));
  }

  private static @Nullable String after(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? null : words.get(at + 1);
  }

  // "2: eth0@if9: <BROADCAST,UP> … link/ether 00:18:51:…" or "2: eth0    inet 10.0.0.1/24 …"
  private void device(List<String> words) {
    if (words.size() < 3) {
      return;
    }
    String name = words.get(1).replaceAll("(@.*)?:?$", "");
    if (words.get(2).startsWith("<")) {
      up.put(name, (words.get(2) + ",").matches(".*[<,]UP[,>].*"));
    }
    Optional.ofNullable(after(words, "link/ether"))
        .flatMap(MacAddress::parse)
        .ifPresent(mac -> macs.put(name, mac));
    for (String family : List.of("inet", "inet6")) {
      Optional.ofNullable(after(words, family))
          .flatMap(Cidr::parse)
          .filter(address -> !(address.address().isV6() && isMadeInside(address, words)))
          .ifPresent(
              address -> addresses.computeIfAbsent(name, n -> new ArrayList<>()).add(address));
    }
  }

  // By the kernel: of the link, or of what a router says.
  private static boolean isMadeInside(Cidr address, List<String> words) {
    return address.address().isLinkLocal() || words.contains("dynamic");
  }

  private void file(String line) {
    if (line.startsWith("F ")) {
      path = line.substring(2);
      content.setLength(0);
      blank = false;
    } else if (line.startsWith("|")) {
      content.append(line, 1, line.length()).append('\n');
    } else if (line.isEmpty()) {
      blank = true;
    } else if (line.equals("E")) {
      int end = content.length() - (blank || content.isEmpty() ? 0 : 1);
      files.put(path, content.substring(0, end));
    }
  }

  private void route(List<String> words) {
    if (words.isEmpty()
        || words.get(0).isEmpty()
        || words.get(0).equals("unreachable")
        // Its gateway comes and goes with what a router says.
        || "ra".equals(after(words, "proto"))) {
      return;
    }
    IpAddress via = Optional.ofNullable(after(words, "via")).flatMap(IpAddress::parse).orElse(null);
    String metric = after(words, "metric");
    boolean v6 =
        words.get(0).indexOf(':') >= 0
            || (via != null
                ? via.isV6()
                // Of IPv4 one without a gateway has a scope.
                : words.get(0).equals("default") && !words.contains("scope"));
    ways.add(
        new Inside.Way(
            words.get(0),
            via,
            after(words, "dev"),
            metric != null && metric.matches("[0-9]{1,9}") ? Integer.valueOf(metric) : null,
            v6));
  }

  Inside inside() {
    List<Inside.Device> devices = new ArrayList<>();
    up.forEach(
        (name, isUp) ->
            devices.add(
                new Inside.Device(
                    name, macs.get(name), isUp, addresses.getOrDefault(name, List.of()))));
    return new Inside(devices, ways, files);
  }
}
