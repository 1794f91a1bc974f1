package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;

/** Opens connections. One instance serves a whole run and is safe for use by many threads. */
public interface Transport extends AutoCloseable {

  /**
   * Connects and authenticates. Returns within the settings' connect timeout plus the time that
   * authentication takes, itself bounded.
   *
   * @throws TransportException says in which way it failed and what to do
   */
  Connection connect(NodeName node, ConnectionSettings settings) throws TransportException;

  /** Ends what all connections share (jump hosts, agents). */
  @Override
  void close();
}
