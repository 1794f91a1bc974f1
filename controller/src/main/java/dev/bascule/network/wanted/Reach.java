package dev.bascule.network.wanted;

import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a wish leads from a state. */
public sealed interface Reach {

  /**
   * The state with the wish granted.
   *
   * @param after equals the state before where it was granted already
   * @param changes what differs, as a plan shows it; none where it was granted already
   */
  record Reached(NetworkState after, List<NetworkChange> changes) implements Reach {
    public Reached {
      changes = List.copyOf(changes);
    }
  }

  /** It cannot be granted, or must not be; the message says which and why. */
  record Impossible(String message, @Nullable String hint) implements Reach {}
}
