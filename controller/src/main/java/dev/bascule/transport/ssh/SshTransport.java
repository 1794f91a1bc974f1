package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.LocalConnection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Connections over SSH; one instance serves a whole run. */
public final class SshTransport implements Transport {
  private final SshOptions options;
  private final Watchdog watchdog = new Watchdog();
  private final Identities identities;
  private final Map<List<Path>, KnownHosts> knownHosts = new ConcurrentHashMap<>();

  private SshTransport(SshOptions options) {
    this.options = options;
    this.identities = new Identities(options.home());
  }

  /** A transport for one run; nothing is contacted before the first connect. */
  public static SshTransport open(SshOptions options) {
    return new SshTransport(options);
  }

  @Override
  public Connection connect(NodeName node, ConnectionSettings settings) throws TransportException {
    if (settings.local()) {
      return LocalConnection.open(settings, options.outputCap());
    }
    Target target = Targets.resolve(node, settings, options);
    Identities.Found keys = identities.of(target);
    HostKeyCheck check = new HostKeyCheck(known(target.knownHosts()), target.hostKeyName());
    WatchedSocket socket = Dial.open(target.endpoint(), target.timeout());
    Link link = Link.over(socket, target.endpoint(), check, target.timeout(), watchdog);
    try {
      Login.on(link, target, keys, watchdog);
    } catch (TransportException refused) {
      link.close();
      throw refused;
    }
    return new SshConnection(
        link, target, settings.become(), watchdog, options.outputCap(), () -> {});
  }

  private KnownHosts known(List<Path> files) throws TransportException {
    KnownHosts read = knownHosts.get(files);
    if (read == null) {
      try {
        read = KnownHosts.read(files);
      } catch (IOException broken) {
        throw new TransportException(
            Kind.SETTINGS, "cannot read the known host keys: " + broken, null, broken);
      }
      knownHosts.put(files, read);
    }
    return read;
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
