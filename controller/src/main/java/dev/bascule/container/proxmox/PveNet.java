package dev.bascule.container.proxmox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code netN} line: {@code name=eth0,bridge=vmbr0,hwaddr=BC:24:11:…}.
 *
 * @param options by their names
 */
public record PveNet(Map<String, String> options) {
  public PveNet {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Reads a value; of a part without {@code =} there is nothing to keep. */
  static PveNet read(String value) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : value.strip().split(",", -1)) {
      int at = part.indexOf('=');
      if (at > 0) {
        options.put(part.substring(0, at).strip(), part.substring(at + 1).strip());
      }
    }
    return new PveNet(options);
  }

  @Nullable String get(String option) {
    return options.get(option);
  }

  /** Whether both say the same: a MAC may be in either case. */
  boolean sameAs(PveNet other) {
    return lower(options).equals(lower(other.options));
  }

  private static Map<String, String> lower(Map<String, String> options) {
    Map<String, String> copy = new TreeMap<>(options);
    copy.computeIfPresent("hwaddr", (key, mac) -> mac.toLowerCase(Locale.ROOT));
    // What pct writes by itself.
    copy.putIfAbsent("type", "veth");
    return copy;
  }

  /** As pct writes it: the name first, then by the alphabet. */
  @Override
  public String toString() {
    String rest =
        options.entrySet().stream()
            .filter(option -> !option.getKey().equals("name"))
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining(","));
    String name = options.get("name");
    return name == null ? rest : "name=" + name + (rest.isEmpty() ? "" : "," + rest);
  }
}
