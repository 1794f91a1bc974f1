package dev.bascule.cli;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * Connects to nodes that no inventory names, and says how such a one is enrolled or logged in to.
 */
record TypedTransport(Transport transport) implements Transport {

  @Override
  public Connection connect(NodeName node, ConnectionSettings settings) throws TransportException {
    try {
      return transport.connect(node, settings);
    } catch (TransportException e) {
      String hint = hint(node, e);
      throw hint == null
          ? e
          : new TransportException(e.kind(), String.valueOf(e.getMessage()), hint, e);
    }
  }

  // No inventory says how such a node is reached, so its words are of no use here.
  private static @Nullable String hint(NodeName node, TransportException e) {
    return switch (e.kind()) {
      case AUTH_FAILED ->
          "name the user (USER@HOST) and a key that is in its authorized_keys (--private-key), or"
              + " give its password (--ask-pass)";
      case HOST_KEY_UNKNOWN ->
          "compare the fingerprint on the node's console, then: bascule enroll -i '"
              + node
              + ",' all";
      case UNKNOWN_HOST ->
          "check how it is written, HostName in ssh's configuration, or the name server; an address"
              + " works too";
      case REFUSED ->
          "sshd does not run there, or listens on another port: write HOST:PORT, or Port in ssh's"
              + " configuration";
      default -> null;
    };
  }

  @Override
  public void close() {
    transport.close();
  }
}
