package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the host keys of nodes so that somebody can compare them, and adds those that are right
 * to known_hosts. Nothing is trusted by collecting, and nobody logs in.
 */
public final class HostKeys implements AutoCloseable {
  /** One question per type, as ssh-keyscan asks: a server shows only the key that is asked for. */
  private static final List<List<String>> TYPES =
      List.of(
          List.of("ssh-ed25519"),
          List.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
          List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"));

  private final Watchdog watchdog = new Watchdog();
  private final Sessions sessions;

  private HostKeys(SshOptions options) {
    this.sessions = new Sessions(options, watchdog);
  }

  /** For one run. */
  public static HostKeys open(SshOptions options) {
    return new HostKeys(options);
  }

  /**
   * Asks a node for its keys, one of each type. Where the node is behind a jump host that is not
   * known itself, the keys are the jump host's: trust them, then ask again.
   *
   * @throws TransportException when the node cannot be asked
   */
  public List<OfferedKey> collect(NodeName node, ConnectionSettings settings)
      throws TransportException {
    Target target = sessions.target(node.text(), settings);
    List<String> hops = target.jumps();
    for (int i = 0; i < hops.size(); i++) {
      Target hop = sessions.hop(hops.subList(0, i), hops.get(i), settings);
      if (sessions.known(hop.knownHosts()).typesOf(hop.hostKeyName()).isEmpty()) {
        return ask(hop, settings);
      }
    }
    return ask(target, settings);
  }

  private List<OfferedKey> ask(Target target, ConnectionSettings settings)
      throws TransportException {
    List<OfferedKey> offered = new ArrayList<>();
    TransportException last = null;
    for (List<String> type : TYPES) {
      HostKeyCheck check = HostKeyCheck.only(type, target.hostKeyName());
      try (Sessions.Session session = sessions.reach(target, settings, check)) {
        throw new IllegalStateException("a check that trusts nothing let in " + session);
      } catch (TransportException expected) {
        WireKey key = check.offered();
        if (key != null) {
          offered.add(describe(target, key));
        } else if (expected.kind() != Kind.PROTOCOL) {
          throw expected;
        } else {
          last = expected;
        }
      }
    }
    if (offered.isEmpty() && last != null) {
      throw last;
    }
    return distrusted(offered, target);
  }

  /**
   * Of a server that cannot prove that it is the known one, no key is new: whoever stands in
   * between could otherwise have a key of another type added beside the one that does not fit.
   */
  private List<OfferedKey> distrusted(List<OfferedKey> offered, Target target)
      throws TransportException {
    boolean known = !sessions.known(target.knownHosts()).typesOf(target.hostKeyName()).isEmpty();
    boolean proven = offered.stream().anyMatch(key -> key.state() == OfferedKey.State.KNOWN);
    boolean changed = offered.stream().anyMatch(key -> key.state() == OfferedKey.State.CHANGED);
    return changed || (known && !proven)
        ? offered.stream().map(OfferedKey::distrusted).toList()
        : offered;
  }

  private OfferedKey describe(Target target, WireKey key) throws TransportException {
    KnownHosts known = sessions.known(target.knownHosts());
    KnownHosts.Verdict verdict = known.judge(target.hostKeyName(), key);
    OfferedKey.State state = OfferedKey.State.NEW;
    if (verdict instanceof KnownHosts.Verdict.Trusted) {
      state = OfferedKey.State.KNOWN;
    } else if (verdict instanceof KnownHosts.Verdict.Revoked
        || known.typesOf(target.hostKeyName()).contains(key.type())) {
      state = OfferedKey.State.CHANGED;
    }
    return new OfferedKey(
        target.endpoint().address(),
        target.hostKeyName(),
        key.type(),
        key.fingerprint(),
        target.hostKeyName() + " " + key.type() + " " + key.base64(),
        target.knownHosts().get(0),
        state);
  }

  /**
   * Adds keys to their known_hosts files. Only new ones: a known key is there already, and a
   * changed one has to be removed by hand first.
   *
   * @throws IOException when a file cannot be written; it is then as it was
   */
  public void trust(List<OfferedKey> keys) throws IOException {
    Map<Path, List<String>> lines = new LinkedHashMap<>();
    for (OfferedKey key : keys) {
      if (key.state() == OfferedKey.State.CHANGED) {
        throw new IllegalArgumentException("the key of " + key.host() + " has changed");
      }
      if (key.state() == OfferedKey.State.NEW) {
        lines.computeIfAbsent(key.file(), file -> new ArrayList<>()).add(key.line());
      }
    }
    for (var file : lines.entrySet()) {
      KnownHostsFile.append(file.getKey(), file.getValue());
    }
    sessions.forgetKnownHosts();
  }

  @Override
  public void close() {
    sessions.close();
    watchdog.close();
  }
}
