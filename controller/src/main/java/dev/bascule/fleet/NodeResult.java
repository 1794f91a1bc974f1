package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;
import java.time.Duration;

/**
 * How the work on one node ended, over all stages.
 *
 * @param took from the start of its work to its end, stages added up
 * @param wave the number of its wave in the last stage that has it; 0 where there is but one wave
 */
public record NodeResult(NodeName node, Outcome outcome, Duration took, int wave) {
  /** Of a run that has no waves. */
  public NodeResult(NodeName node, Outcome outcome, Duration took) {
    this(node, outcome, took, 0);
  }

  /** The same of a wave. */
  NodeResult inWave(int number) {
    return new NodeResult(node, outcome, took, number);
  }
}
