package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.LocalConnection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;

/** Connections over SSH; one instance serves a whole run. */
public final class SshTransport implements Transport {
  private final SshOptions options;
  private final Watchdog watchdog = new Watchdog();
  private final Sessions sessions;

  private SshTransport(SshOptions options) {
    // Before any use of sshj, reading a key included: it looks for BouncyCastle at first use.
    Algorithms.config();
    this.options = options;
    this.sessions = new Sessions(options, watchdog);
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
    Target target = sessions.target(node.text(), settings);
    return new SshConnection(
        sessions.open(target, settings), settings.become(), watchdog, options.outputCap());
  }

  @Override
  public void close() {
    sessions.close();
    watchdog.close();
  }
}
