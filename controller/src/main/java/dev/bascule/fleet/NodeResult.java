package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;
import java.time.Duration;

/**
 * How the work on one node ended, over all stages.
 *
 * @param took from the start of its work to its end, stages added up
 */
public record NodeResult(NodeName node, Outcome outcome, Duration took) {}
