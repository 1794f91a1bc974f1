package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A neighbour that somebody set: {@code PERMANENT}, or a proxy entry.
 *
 * @param mac null for a proxy entry
 */
public record Neighbour(InterfaceName link, IpAddress address, @Nullable MacAddress mac) {
  /** Whether the node answers for this address. */
  public boolean isProxy() {
    return mac == null;
  }

  /** The same on another link. */
  public Neighbour on(InterfaceName other) {
    return new Neighbour(other, address, mac);
  }
}
