package dev.bascule.report;

import dev.bascule.event.LengthOfTime;
import dev.bascule.event.RunEvent;
import java.util.Optional;

/** What one reads of a run's waves. */
final class WaveText {
  private WaveText() {}

  /** A line where an event is about a wave: {@code wave 2 of 4: 5 nodes}. */
  static Optional<String> of(RunEvent event) {
    if (event instanceof RunEvent.WaveBegun it) {
      String canary = it.canary().isEmpty() ? "" : ", the canary " + it.canary();
      return Optional.of(
          "wave " + it.number() + " of " + it.of() + ": " + nodes(it.nodes()) + canary);
    } else if (event instanceof RunEvent.Soaking it) {
      return Optional.of(
          "waiting "
              + LengthOfTime.text(it.time())
              + " before a second look at "
              + nodes(it.nodes()));
    }
    return Optional.empty();
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }
}
