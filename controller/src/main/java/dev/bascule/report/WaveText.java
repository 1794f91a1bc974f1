package dev.bascule.report;

import dev.bascule.event.LengthOfTime;
import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /**
   * In which waves an apply would make the changes of a plan: {@code in 3 waves: hn-1; hn-2, hn-3
   * (2 nodes); hn-4}. Nothing where there is but one.
   */
  static Optional<String> planned(List<NodeReport> nodes) {
    Map<Integer, List<NodeName>> waves = new TreeMap<>();
    for (NodeReport node : nodes) {
      if (node.wave() > 0 && node.outcome() instanceof Outcome.Drifted) {
        waves.computeIfAbsent(node.wave(), number -> new ArrayList<>()).add(node.node());
      }
    }
    return waves.size() < 2
        ? Optional.empty()
        : Optional.of(
            "in "
                + waves.size()
                + " waves: "
                + waves.values().stream().map(TextReport::names).collect(Collectors.joining("; ")));
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }
}
