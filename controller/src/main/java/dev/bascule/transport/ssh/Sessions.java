package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.transport.Deadline;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes sessions: directly or through jump hosts, host key checked, logged in. */
final class Sessions implements AutoCloseable {
  private final Targets targets;
  private final Identities identities;
  private final Watchdog watchdog;
  private final Bastions bastions;
  private final Map<List<Path>, KnownHosts> knownHosts = new HashMap<>();

  Sessions(SshOptions options, Watchdog watchdog) {
    this.targets = new Targets(options);
    this.identities = new Identities(options.home(), watchdog);
    this.watchdog = watchdog;
    this.bastions = new Bastions(options, this::bastion);
  }

  /**
   * A session one can use.
   *
   * @param link logged in
   * @param target what it was made from
   * @param release gives back the place at the jump host
   */
  record Session(Link link, Target target, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      link.close();
      release.run();
    }
  }

  Target target(String name, ConnectionSettings settings) throws TransportException {
    return targets.of(name, settings);
  }

  /** A session with a node, logged in. */
  Session open(Target target, ConnectionSettings settings) throws TransportException {
    // Before contact: a key file that is missing must not cost a connection.
    Identities.Found keys = identities.of(target);
    HostKeyCheck check = HostKeyCheck.against(known(target.knownHosts()), target.hostKeyName());
    Deadline end = target.whole() ? Deadline.after(target.timeout()) : null;
    Session session = reach(target, settings, check);
    if (end != null && !target.jumps().isEmpty()) {
      end = Deadline.after(target.timeout()); // the jump host's own login took of the time
    }
    try {
      Login.on(session.link(), target, keys, watchdog, end);
      return session;
    } catch (TransportException refused) {
      session.close();
      throw refused;
    }
  }

  /** A session with a node whose keys are exchanged; nobody has logged in. */
  Session reach(Target target, ConnectionSettings settings, HostKeyCheck check)
      throws TransportException {
    if (target.jumps().isEmpty()) {
      Deadline end = Deadline.after(target.timeout());
      WatchedSocket socket = Dial.open(target.endpoint(), target.timeout());
      Duration left = target.whole() ? end.left() : target.timeout();
      return new Session(
          Link.over(socket, target.endpoint(), check, left, watchdog), target, () -> {});
    }
    Bastions.Passage passage = bastions.passage(target, settings);
    try {
      Link link =
          Link.through(passage.tunnel(), target.endpoint(), check, target.timeout(), watchdog);
      return new Session(link, target, passage::close);
    } catch (TransportException failed) {
      passage.close();
      throw failed;
    }
  }

  /** A session with a jump host, reached through the ones before it. */
  private Session bastion(List<String> before, String hop, ConnectionSettings node)
      throws TransportException {
    return open(hop(before, hop, node), node);
  }

  /** A jump host; the first one may have jump hosts of its own in the ssh configuration. */
  Target hop(List<String> before, String hop, ConnectionSettings node) throws TransportException {
    Target target = targets.of(Hop.parse(hop), node);
    return before.isEmpty() ? target : target.through(before);
  }

  /** The files have changed: they are read anew. */
  void forgetKnownHosts() {
    synchronized (knownHosts) {
      knownHosts.clear();
    }
  }

  KnownHosts known(List<Path> files) throws TransportException {
    // One reads and the others wait: all nodes of a run begin at the same moment.
    synchronized (knownHosts) {
      KnownHosts read = knownHosts.get(files);
      if (read == null) {
        read = readKnown(files);
        knownHosts.put(files, read);
      }
      return read;
    }
  }

  private static KnownHosts readKnown(List<Path> files) throws TransportException {
    try {
      return KnownHosts.read(files);
    } catch (IOException broken) {
      throw new TransportException(
          Kind.SETTINGS, "cannot read the known host keys: " + broken, null, broken);
    }
  }

  @Override
  public void close() {
    bastions.close();
  }
}
