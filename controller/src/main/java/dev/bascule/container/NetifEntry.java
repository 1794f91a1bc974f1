package dev.bascule.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One interface in {@code NETIF} of a container's file, with its fields in their order. vzctl reads
 * them in any order and writes MACs in upper case; fields that are not known here are kept.
 *
 * <pre>
 * NETIF="ifname=eth0,bridge=vzbr0,mac=00:18:51:4C:2F:5C,host_ifname=veth102.0,host_mac=FE:FF:…"
 * </pre>
 *
 * @param fields by name; of two of one name the first counts, as vzctl reads it
 */
public record NetifEntry(Map<String, String> fields) {
  public NetifEntry {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Reads the value of NETIF; entries without a name of the interface, which vzctl drops, too. */
  public static List<NetifEntry> parse(String netif) {
    List<NetifEntry> entries = new ArrayList<>();
    for (String part : netif.split(";", -1)) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : part.split(",", -1)) {
        int equals = field.indexOf('=');
        if (equals > 0) {
          fields.putIfAbsent(field.substring(0, equals).strip(), field.substring(equals + 1));
        }
      }
      if (fields.containsKey("ifname")) {
        entries.add(new NetifEntry(fields));
      }
    }
    return List.copyOf(entries);
  }

  /** A field's value, null where there is none; MACs in lower case. */
  public @Nullable String get(String field) {
    String value = fields.get(field);
    boolean mac = field.equals("mac") || field.equals("host_mac");
    return value == null ? null : mac ? value.toLowerCase(Locale.ROOT) : value;
  }

  /** The name inside. */
  public String name() {
    return fields.getOrDefault("ifname", "");
  }

  /** As the file has it. */
  public String text() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(","));
  }
}
