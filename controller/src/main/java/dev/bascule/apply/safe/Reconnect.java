package dev.bascule.apply.safe;

import dev.bascule.model.IpAddress;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens further sessions with a node, each over a TCP connection and a login of its own. */
@FunctionalInterface
public interface Reconnect {

  /**
   * Connects and logs in. The host key has to be one that is known of the node under its own name,
   * wherever it is now.
   *
   * @param address where to look; null for where the inventory says
   * @param limit for the TCP connect and the key exchange
   */
  Connection connect(@Nullable IpAddress address, Duration limit) throws TransportException;
}
