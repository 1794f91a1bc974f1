package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.Map;

/**
 * One node's line in a report.
 *
 * @param took how long the work on it took
 * @param since by a change's target, since when it is not as wanted; empty where the history does
 *     not know
 * @param wave the number of its wave, from 1; 0 where there is but one
 */
public record NodeReport(
    NodeName node, Outcome outcome, Duration took, Map<String, Since> since, int wave) {
  public NodeReport {
    since = Map.copyOf(since);
  }

  /** Of a node whose past is not asked about. */
  public NodeReport(NodeName node, Outcome outcome, Duration took) {
    this(node, outcome, took, Map.of(), 0);
  }

  /** The same of a wave. */
  public NodeReport inWave(int number) {
    return new NodeReport(node, outcome, took, since, number);
  }

  /** The same with what the history knows. */
  public NodeReport with(Map<String, Since> known) {
    return new NodeReport(node, outcome, took, known, wave);
  }

  /**
   * The same without since when and who did it: the same drift is the same, whenever it is seen.
   */
  public NodeReport alone() {
    Outcome same = outcome instanceof Outcome.Drifted it ? new Outcome.Drifted(it.plan()) : outcome;
    return new NodeReport(node, same, took, Map.of(), wave);
  }
}
