package dev.bascule.cli;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;

/**
 * Connects to nodes that no inventory names, and says how such a one is enrolled or logged in to.
 */
record ConvertTransport(Transport transport) implements Transport {

  @Override
  public Connection connect(NodeName node, ConnectionSettings settings) throws TransportException {
    try {
      return transport.connect(node, settings);
    } catch (TransportException e) {
      if (e.kind() == TransportException.Kind.AUTH_FAILED) {
        throw new TransportException(
            e.kind(),
            String.valueOf(e.getMessage()),
            "name the user (USER@HOST) and a key that is in its authorized_keys (--private-key), or"
                + " give its password (--ask-pass)",
            e);
      }
      if (e.kind() != TransportException.Kind.HOST_KEY_UNKNOWN) {
        throw e;
      }
      throw new TransportException(
          e.kind(),
          String.valueOf(e.getMessage()),
          "compare the fingerprint on the node's console, then: bascule enroll -i '"
              + node
              + ",' all",
          e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
