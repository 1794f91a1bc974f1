package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Lifetime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@code ip -o addr} prints, busybox's and that of 2010 too. */
final class AddressText {
  private static final Set<String> FLAGS =
      Set.of(
          "nodad",
          "noprefixroute",
          "home",
          "mngtmpaddr",
          "dynamic",
          "temporary",
          "tentative",
          "dadfailed",
          "deprecated");
  private static final Set<String> WITH_VALUE =
      Set.of("peer", "brd", "scope", "metric", "proto", "valid_lft", "preferred_lft");
  private static final Set<String> NO_LABEL =
      Set.of("secondary", "stable-privacy", "optimistic", "autojoin", "flags");

  private AddressText() {}

  static List<Address> read(List<String> lines) {
    return lines.stream().flatMap(line -> parse(line).stream()).toList();
  }

  // 2: eth0    inet 10.66.1.1/16 brd 10.66.255.255 scope global eth0\       valid_lft forever …
  private static Optional<Address> parse(String line) {
    List<String> words = Words.of(line);
    if (words.size() < 4 || !words.get(2).matches("inet6?")) {
      return Optional.empty();
    }
    Optional<InterfaceName> link = Words.link(Words.name(words.get(1)));
    return link.flatMap(name -> parse(name, words.subList(3, words.size())));
  }

  private static Optional<Address> parse(InterfaceName link, List<String> words) {
    Map<String, String> values = new HashMap<>();
    Set<String> flags = new TreeSet<>();
    boolean v6 = words.get(0).contains(":");
    String label = null;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (WITH_VALUE.contains(word) && i + 1 < words.size()) {
        values.put(word, words.get(++i));
      } else if (FLAGS.contains(word)) {
        flags.add(word);
      } else if (v6 && word.equals("secondary")) {
        flags.add("temporary");
      } else if (!v6 && !NO_LABEL.contains(word) && !word.equals(link.text())) {
        label = word;
      }
    }
    String own = label;
    return local(words.get(0), values.get("peer"))
        .map(
            local ->
                new Address(
                    link,
                    local,
                    Optional.ofNullable(values.get("peer"))
                        .flatMap(peer -> Words.address(peer.replaceFirst("/.*", "")))
                        .orElse(null),
                    Optional.ofNullable(values.get("brd")).flatMap(IpAddress::parse).orElse(null),
                    values.getOrDefault("scope", "global"),
                    own,
                    flags,
                    lifetime(values.get("valid_lft")),
                    lifetime(values.get("preferred_lft"))));
  }

  /** With a peer the length stands behind the peer. */
  private static Optional<Cidr> local(String text, @Nullable String peer) {
    int slash = peer == null || text.contains("/") ? -1 : peer.indexOf('/');
    return Words.prefix(peer == null || slash < 0 ? text : text + peer.substring(slash));
  }

  private static Lifetime lifetime(@Nullable String text) {
    return text == null || text.equals("forever")
        ? Lifetime.FOREVER
        : new Lifetime(Words.number(text.replace("sec", ""), 0));
  }
}
