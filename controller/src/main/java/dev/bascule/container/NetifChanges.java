package dev.bascule.container;

import dev.bascule.model.Change.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two entries of NETIF, as vzctl reads them. */
final class NetifChanges {
  private NetifChanges() {}

  /** From what is there to what is wanted; a filter that is not wanted stays. */
  static List<Detail> between(NetifEntry there, NetifEntry wanted) {
    List<Detail> details = new ArrayList<>();
    for (String field : List.of("mac", "host_ifname", "host_mac", "bridge", "mac_filter")) {
      String from = value(there, field);
      String to = value(wanted, field);
      boolean silent = field.equals("mac_filter") && wanted.get(field) == null;
      if (!silent && !Objects.equals(from, to)) {
        details.add(new Detail(field, from, to));
      }
    }
    return List.copyOf(details);
  }

  // A missing MAC of the node's end is the inside's own: both ends then have the same.
  private static @Nullable String value(NetifEntry entry, String field) {
    String value = entry.get(field);
    if (field.equals("host_mac") && value == null) {
      return entry.get("mac");
    }
    return field.equals("mac_filter") && value == null ? "on" : value;
  }
}
