package dev.bascule.network;

import dev.bascule.model.IpAddress;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.NodeFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a probe saw of a node's network.
 *
 * @param control null where the controller is on the node itself, by a local connection
 * @param tools what the node can change its network with
 * @param files the files that configure the network at boot
 * @param pending the id of a transaction that is under way, or was left behind; null where none is
 * @param unread routing tables that have routes, which could not be read: those beside main where
 *     there is no {@code ip}
 */
public record NodeNetwork(
    NetworkState state,
    @Nullable ControlPath control,
    List<LinkOwner> owners,
    Tools tools,
    NodeFiles files,
    @Nullable String pending,
    List<String> unread) {
  public NodeNetwork {
    owners = List.copyOf(owners);
    unread = List.copyOf(unread);
  }

  /** The same with another state, for what comes after a change. */
  public NodeNetwork withState(NetworkState other) {
    return new NodeNetwork(other, control, owners, tools, files, pending, unread);
  }

  /** The same, with what the controller knows of itself. */
  public NodeNetwork seenFrom(List<IpAddress> controller) {
    ControlPath way = control == null ? null : control.from(controller);
    return new NodeNetwork(state, way, owners, tools, files, pending, unread);
  }
}
