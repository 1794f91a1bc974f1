package dev.bascule.network.space;

import dev.bascule.model.IpAddress;
import java.util.List;
import java.util.Map;

/**
 * A network namespace.
 *
 * @param links without lo
 * @param gateways by the link's name
 */
public record NetworkSpace(
    SpaceOwner owner, List<SpaceLink> links, Map<String, List<IpAddress>> gateways) {
  public NetworkSpace {
    links = List.copyOf(links);
    gateways = Map.copyOf(gateways);
  }
}
