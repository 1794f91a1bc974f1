package dev.bascule.plan;

import dev.bascule.network.NetworkResource;
import java.util.List;

/** What stands on a link that files know, and is itself not to be kept. */
final class Passing {
  private Passing() {}

  /** The wishes that it were not there; none for what is kept, and for whole links. */
  static List<NetworkResource> of(NetworkResource wish) {
    if (wish instanceof NetworkResource.LinkAddresses on && !on.persist()) {
      return List.of(
          new NetworkResource.LinkAddresses(on.link(), on.addresses(), false, false, false));
    }
    if (wish instanceof NetworkResource.HostEnd end) {
      // They come and go with the container, by its own scripts.
      return end.routes().stream()
          .<NetworkResource>map(route -> new NetworkResource.RouteEntry(route, false, false))
          .toList();
    }
    return wish instanceof NetworkResource.RouteEntry entry && !entry.persist()
        ? List.of(new NetworkResource.RouteEntry(entry.route(), false, false))
        : List.of();
  }
}
