package dev.bascule.apply.safe;

import dev.bascule.model.Cidr;
import dev.bascule.model.NodeName;
import dev.bascule.network.Address;
import dev.bascule.network.NetworkState;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of a run whose network is as it should be: confirmed in this run, or in sync. Each may
 * look at another one from its own side. Safe for several threads.
 */
public final class Neighbourhood {
  private final Door door;
  private final Map<NodeName, List<Cidr>> standing = new LinkedHashMap<>();
  private int turn;

  /** A neighbourhood in which nobody stands yet. */
  public Neighbourhood(Door door) {
    this.door = door;
  }

  /** Opens a session of its own with a node. */
  @FunctionalInterface
  public interface Door {
    /**
     * Connects and logs in.
     *
     * @param limit for all of it
     */
    Connection open(NodeName node, Duration limit) throws TransportException;
  }

  /** A node's network is as it should be, and has these addresses. */
  public synchronized void stands(NodeName node, NetworkState network) {
    standing.put(
        node, network.addresses().stream().filter(Sighting::isSeen).map(Address::local).toList());
  }

  /** A node's network is about to change. */
  public synchronized void moves(NodeName node) {
    standing.remove(node);
  }

  /**
   * Those that have an address in the same network as one of these, each time beginning with
   * another: many nodes change at once, and one neighbour takes but a few logins at a time.
   */
  synchronized List<NodeName> near(NodeName node, Collection<Cidr> addresses) {
    List<NodeName> near = new ArrayList<>();
    standing.forEach(
        (other, own) -> {
          if (!other.equals(node) && own.stream().anyMatch(it -> isNear(it, addresses))) {
            near.add(other);
          }
        });
    if (!near.isEmpty()) {
      Collections.rotate(near, -(turn++ % near.size()));
    }
    return near;
  }

  /** Those addresses that are in a network which another node has an address in. */
  synchronized List<Cidr> shared(NodeName other, Collection<Cidr> addresses) {
    List<Cidr> own = standing.getOrDefault(other, List.of());
    return addresses.stream().filter(it -> isNear(it, own)).toList();
  }

  private static boolean isNear(Cidr one, Collection<Cidr> others) {
    return others.stream()
        .anyMatch(it -> !it.address().equals(one.address()) && it.network().equals(one.network()));
  }

  Connection open(NodeName node, Duration limit) throws TransportException {
    return door.open(node, limit);
  }
}
