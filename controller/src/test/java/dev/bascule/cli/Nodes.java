package dev.bascule.cli;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import dev.bascule.transport.ssh.SshOptions;
import dev.bascule.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Nodes that are this machine's shell, but for what their names say: {@code down-…} is not reached,
 * {@code lost-…} breaks off while it is changed, {@code bug-…} meets a bug. Counts connections.
 */
final class Nodes implements Transport {
  final List<String> connected = Collections.synchronizedList(new ArrayList<>());
  private final SshTransport local = SshTransport.open(SshOptions.ofUser());

  @Override
  public Connection connect(NodeName node, ConnectionSettings settings) throws TransportException {
    connected.add(node.text());
    if (node.text().startsWith("down")) {
      throw new TransportException(Kind.REFUSED, "connection refused", "is sshd running?", null);
    }
    if (node.text().startsWith("bug")) {
      throw new IllegalStateException("oops");
    }
    if (!settings.local()) {
      throw new AssertionError(node + " must be a local node");
    }
    return new Breaking(node, local.connect(node, settings));
  }

  @Override
  public void close() {
    local.close();
  }

  private record Breaking(NodeName node, Connection connection) implements Connection {
    @Override
    public ScriptResult run(Script script, Duration deadline) throws TransportException {
      if (node.text().startsWith("lost") && !script.name().startsWith("probe")) {
        throw new TransportException(Kind.LOST, "the connection broke", null, null);
      }
      return connection.run(script, deadline);
    }

    @Override
    public boolean isLocal() {
      return connection.isLocal();
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
