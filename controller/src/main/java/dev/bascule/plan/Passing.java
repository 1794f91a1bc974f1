package dev.bascule.plan;

import dev.bascule.network.NetworkResource;
import java.util.Optional;

/** What stands on a link that files know, and is itself not to be kept. */
final class Passing {
  private Passing() {}

  /** The wish that it were not there; empty for what is kept, and for whole links. */
  static Optional<NetworkResource> of(NetworkResource wish) {
    if (wish instanceof NetworkResource.LinkAddresses on && !on.persist()) {
      return Optional.of(
          new NetworkResource.LinkAddresses(on.link(), on.addresses(), false, false, false));
    }
    return wish instanceof NetworkResource.RouteEntry entry && !entry.persist()
        ? Optional.of(new NetworkResource.RouteEntry(entry.route(), false, false))
        : Optional.empty();
  }
}
