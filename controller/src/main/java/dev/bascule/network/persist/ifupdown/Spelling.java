package dev.bascule.network.persist.ifupdown;

import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.persist.Netmask;
import java.util.ArrayList;
import java.util.List;

/**
 * How this node's files are spelled: as they are already, or as the program that reads them does.
 *
 * @param second whether ifupdown2 reads them
 * @param dash between the words of a bridge's options: {@code _} or {@code -}
 * @param slash whether an address has its prefix behind a slash, not in a {@code netmask} line
 */
record Spelling(boolean second, char dash, boolean slash) {

  static Spelling of(Document document, boolean second) {
    List<Row> options = document.stanzas().stream().flatMap(s -> s.options().stream()).toList();
    boolean dashes = options.stream().anyMatch(row -> row.key().startsWith("bridge-"));
    boolean underscores = options.stream().anyMatch(row -> row.key().startsWith("bridge_"));
    boolean masks = options.stream().anyMatch(row -> row.is("netmask"));
    boolean slashes =
        options.stream().anyMatch(row -> row.is("address") && row.value().contains("/"));
    char dash = dashes || (second && !underscores) ? '-' : '_';
    return new Spelling(second, dash, slashes || (second && !masks));
  }

  /** A bridge's option, given with underscores. */
  String bridge(String option) {
    return option.equals("hwaddress") ? option : option.replace('_', dash);
  }

  /** {@code inet} or {@code inet6}. */
  static String word(Family family) {
    return family == Family.V6 ? "inet6" : "inet";
  }

  /** The options that give an address. */
  List<String> lines(Address address) {
    List<String> lines = new ArrayList<>();
    if (slash) {
      lines.add("address " + address.local());
    } else {
      lines.add("address " + address.local().address());
      boolean six = address.family() == Family.V6;
      String mask = six ? "" + address.local().prefix() : Netmask.dotted(address.local());
      lines.add("netmask " + mask);
    }
    if (address.peer() != null) {
      lines.add((address.family() == Family.V6 ? "endpoint " : "pointopoint ") + address.peer());
    }
    if (!address.scope().equals("global")) {
      lines.add("scope " + address.scope());
    }
    return lines;
  }
}
