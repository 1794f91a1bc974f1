package dev.bascule.transport.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One line of a known_hosts file that holds a host key, plain or {@code @revoked}. Lines that do
 * not parse and {@code @cert-authority} lines are left out: they never make a key trusted.
 *
 * @param file where it is
 * @param line counted from 1
 * @param revoked whether the key must not be accepted
 * @param hosts the pattern list or the hashed name
 * @param key the host's public key
 */
record KnownHostsEntry(Path file, int line, boolean revoked, HostPattern hosts, WireKey key) {

  /** Reads one line; empty for a comment and whatever is not a host key. */
  static Optional<KnownHostsEntry> parse(Path file, int number, String text) {
    String[] words = text.strip().split("[ \t]+", -1);
    boolean revoked = words[0].equals("@revoked");
    int at = revoked ? 1 : 0;
    if (words[0].startsWith("#") || words[0].equals("@cert-authority") || words.length < at + 3) {
      return Optional.empty();
    }
    try {
      WireKey key = WireKey.ofBase64(words[at + 2]);
      HostPattern hosts = HostPattern.parse(words[at]);
      // The type inside the key counts: a line whose two types differ is broken.
      return key.type().equals(words[at + 1])
          ? Optional.of(new KnownHostsEntry(file, number, revoked, hosts, key))
          : Optional.empty();
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  boolean matches(String host) {
    return hosts.matches(host);
  }

  String type() {
    return key.type();
  }

  /** Where it is, for messages. */
  String place() {
    return file + ":" + line;
  }
}
