package dev.bascule.transport.ssh;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a server's key only when known_hosts has it, and remembers the verdict for the message
 * that the user gets. Never asks, never learns.
 */
final class HostKeyCheck implements HostKeyVerifier {
  private final KnownHosts known;
  private final String name;
  private final List<String> wanted;
  private volatile KnownHosts.@Nullable Verdict verdict;
  private volatile @Nullable WireKey offered;

  private HostKeyCheck(KnownHosts known, String name, List<String> wanted) {
    this.known = known;
    this.name = name;
    this.wanted = wanted;
  }

  /**
   * A check for one connection.
   *
   * @param name the host as known_hosts writes it
   */
  static HostKeyCheck against(KnownHosts known, String name) {
    return new HostKeyCheck(known, name, List.of());
  }

  /** A check that trusts no key, for a look at the one of some type. */
  static HostKeyCheck only(List<String> algorithms, String name) {
    return new HostKeyCheck(new KnownHosts(List.of()), name, algorithms);
  }

  /** The only algorithms to offer; empty for all. */
  List<String> wanted() {
    return wanted;
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey key) {
    WireKey wire = WireKey.of(key);
    offered = wire;
    KnownHosts.Verdict judged = known.judge(name, wire);
    verdict = judged;
    return judged instanceof KnownHosts.Verdict.Trusted;
  }

  /**
   * The algorithms of the keys we know come first in our proposal, as OpenSSH does it: else a
   * server with several keys would show one we do not know, and that would read as "changed".
   */
  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    List<String> algorithms = new ArrayList<>();
    for (String type : known.typesOf(name)) {
      if (type.equals("ssh-rsa")) {
        algorithms.add("rsa-sha2-512");
        algorithms.add("rsa-sha2-256");
      }
      algorithms.add(type);
    }
    return algorithms;
  }

  String name() {
    return name;
  }

  /** What known_hosts says of the key that the server showed; null before it showed one. */
  KnownHosts.@Nullable Verdict verdict() {
    return verdict;
  }

  /** The key that the server showed; null before. */
  @Nullable WireKey offered() {
    return offered;
  }
}
