package dev.bascule.container.proxmox;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container's file, as far as its interfaces go. Snapshots have sections of their own behind;
 * what waits for a start stands in {@code [pve:pending]}.
 *
 * @param current by number
 * @param next by number: those once the container has started again
 */
public record PveConf(Map<Integer, PveNet> current, Map<Integer, PveNet> next) {
  private static final Pattern NET = Pattern.compile("net([0-9]{1,2}):\\s*(.+)");
  private static final Pattern DELETE = Pattern.compile("delete:\\s*(.+)");

  public PveConf {
    current = Map.copyOf(current);
    next = Map.copyOf(next);
  }

  /** Reads a file's text. */
  public static PveConf read(String text) {
    Map<Integer, PveNet> current = new TreeMap<>();
    Map<Integer, PveNet> pending = new TreeMap<>();
    Map<Integer, Boolean> deleted = new TreeMap<>();
    String section = "";
    for (String line : text.split("\r?\n", -1)) {
      String words = line.strip();
      Matcher net = NET.matcher(words);
      Matcher delete = DELETE.matcher(words);
      if (words.startsWith("[")) {
        section = words;
      } else if (net.matches() && section.isEmpty()) {
        current.put(Integer.valueOf(net.group(1)), PveNet.read(net.group(2)));
      } else if (net.matches() && section.equals("[pve:pending]")) {
        pending.put(Integer.valueOf(net.group(1)), PveNet.read(net.group(2)));
      } else if (delete.matches() && section.equals("[pve:pending]")) {
        for (String each : delete.group(1).split("[,;\\s]+", -1)) {
          // Behind a ! stands one that is taken away by force.
          Matcher key = Pattern.compile("!?net([0-9]{1,2})").matcher(each);
          if (key.matches()) {
            deleted.put(Integer.valueOf(key.group(1)), true);
          }
        }
      }
    }
    Map<Integer, PveNet> next = new TreeMap<>(current);
    deleted.keySet().forEach(next::remove);
    next.putAll(pending);
    return new PveConf(current, next);
  }
}
