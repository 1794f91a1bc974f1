package dev.bascule.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The host keys a user trusts: the entries of one or more known_hosts files, in order. Thousands of
 * nodes have thousands of entries: names written out are looked up, and only patterns and hashed
 * names are gone through, once for each host.
 */
final class KnownHosts {
  private final Map<String, List<Placed>> plain = new HashMap<>();
  private final List<Placed> others = new ArrayList<>();
  private final Map<String, List<KnownHostsEntry>> found = new ConcurrentHashMap<>();

  /** An entry and its place among all. */
  private record Placed(int place, KnownHostsEntry entry) {}

  /** The entries of all files. */
  KnownHosts(List<KnownHostsEntry> entries) {
    for (int place = 0; place < entries.size(); place++) {
      Placed placed = new Placed(place, entries.get(place));
      List<String> names = placed.entry().hosts().plainNames();
      names.forEach(name -> plain.computeIfAbsent(name, n -> new ArrayList<>(3)).add(placed));
      if (names.isEmpty()) {
        others.add(placed);
      }
    }
  }

  /** What the files say about one key of one host. */
  sealed interface Verdict {
    /** The host is known with this key. */
    record Trusted() implements Verdict {}

    /** Nothing is known about the host. */
    record Unknown() implements Verdict {}

    /** The host is known with another key of the same type, or only with other types. */
    record Changed(KnownHostsEntry known) implements Verdict {}

    /** The key is marked as stolen or withdrawn. */
    record Revoked(KnownHostsEntry entry) implements Verdict {}
  }

  /** Reads files; one that does not exist holds nothing, as with ssh. */
  static KnownHosts read(List<Path> files) throws IOException {
    List<KnownHostsEntry> entries = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        entries.addAll(parse(file, Files.readString(file, StandardCharsets.ISO_8859_1)));
      }
    }
    return new KnownHosts(entries);
  }

  private static List<KnownHostsEntry> parse(Path file, String text) {
    List<KnownHostsEntry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      KnownHostsEntry.parse(file, number, line).ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * Judges a key.
   *
   * @param host as known_hosts writes it, see {@link #lookupName}
   */
  Verdict judge(String host, WireKey key) {
    List<KnownHostsEntry> mine = about(host);
    Optional<KnownHostsEntry> same =
        mine.stream().filter(entry -> entry.key().equals(key)).findFirst();
    Optional<KnownHostsEntry> revoked =
        mine.stream().filter(e -> e.revoked() && e.key().equals(key)).findFirst();
    if (revoked.isPresent()) {
      return new Verdict.Revoked(revoked.get());
    }
    if (same.isPresent()) {
      return new Verdict.Trusted();
    }
    List<KnownHostsEntry> trusted = mine.stream().filter(e -> !e.revoked()).toList();
    String type = key.type();
    return trusted.stream()
        .filter(entry -> entry.type().equals(type))
        .findFirst()
        .or(() -> trusted.stream().findFirst())
        .<Verdict>map(Verdict.Changed::new)
        .orElseGet(Verdict.Unknown::new);
  }

  /** The types of the keys known of a host, for example {@code ssh-ed25519}. */
  List<String> typesOf(String host) {
    return about(host).stream()
        .filter(entry -> !entry.revoked())
        .map(KnownHostsEntry::type)
        .distinct()
        .toList();
  }

  private List<KnownHostsEntry> about(String host) {
    return found.computeIfAbsent(host, this::find);
  }

  private List<KnownHostsEntry> find(String host) {
    Stream<Placed> named = plain.getOrDefault(host, List.of()).stream();
    Stream<Placed> matched = others.stream().filter(placed -> placed.entry().matches(host));
    return Stream.concat(named, matched)
        .sorted(Comparator.comparingInt(Placed::place))
        .map(Placed::entry)
        .distinct()
        .toList();
  }

  /** How known_hosts writes a host: with the port in brackets unless it is 22. */
  static String lookupName(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }
}
