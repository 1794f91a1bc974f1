package dev.bascule.cli;

import dev.bascule.apply.safe.Neighbourhood;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Elsewhere;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Transaction;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run knows of where its nodes are. Safe for several threads.
 *
 * @param places addresses at which a node may be once this run has changed its network
 * @param neighbours the nodes whose network is as it should be
 */
record Whereabouts(Map<NodeName, List<String>> places, Neighbourhood neighbours) {

  /** Nothing is known yet. */
  static Whereabouts unknown(Transport transport, Map<NodeName, ConnectionSettings> settings) {
    Map<NodeName, List<String>> places = new ConcurrentHashMap<>();
    return new Whereabouts(
        places,
        new Neighbourhood(
            (node, limit) -> {
              ConnectionSettings how = Objects.requireNonNull(settings.get(node));
              return dial(transport, node, how, places.getOrDefault(node, List.of()), limit);
            }));
  }

  // Where the inventory says, and where this run has moved it to.
  private static Connection dial(
      Transport transport,
      NodeName node,
      ConnectionSettings how,
      List<String> moved,
      Duration limit)
      throws TransportException {
    // Who asks has no more time, whatever hangs; two places share it.
    Duration each = moved.isEmpty() ? limit : limit.dividedBy(2);
    try {
      return transport.connect(node, how.lookingAt(new Elsewhere(null, each, true)));
    } catch (TransportException e) {
      if (moved.isEmpty()) {
        throw e;
      }
      return transport.connect(node, how.lookingAt(new Elsewhere(moved.get(0), each, true)));
    }
  }

  /** Besides where the inventory says. */
  List<String> of(NodeName node) {
    return places.getOrDefault(node, List.of());
  }

  /** A node's network is about to change. */
  void moves(NodeName node, Transaction transaction) {
    places.put(node, transaction.candidates().stream().map(IpAddress::text).toList());
    neighbours.moves(node);
  }

  /** A node's network is as it should be. */
  void stands(NodeName node, NetworkState network) {
    neighbours.stands(node, network);
  }
}
