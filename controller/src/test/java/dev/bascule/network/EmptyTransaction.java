package dev.bascule.network;

import dev.bascule.model.IpAddress;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A transaction that does nothing: for tests of what happens around one. */
public final class EmptyTransaction {
  private EmptyTransaction() {}

  /** With a window of 90 seconds, and proven in the usual way. */
  public static Transaction of() {
    return of(SafeApply.USUAL);
  }

  /**
   * With a window of 90 seconds.
   *
   * @param candidates where the node may be afterwards
   */
  public static Transaction of(SafeApply settings, IpAddress... candidates) {
    return new Transaction(
        NetworkState.EMPTY,
        NetworkState.EMPTY,
        List.of(),
        List.of(),
        Set.of(),
        null,
        Tools.MODERN,
        new Window(List.of(), Duration.ofSeconds(90)),
        settings,
        new Edits.Planned(List.of(), null, List.of(), null),
        List.of(candidates),
        List.of());
  }
}
