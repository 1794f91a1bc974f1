package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;
import java.time.Duration;

/**
 * One node's line in a report.
 *
 * @param took how long the work on it took
 */
public record NodeReport(NodeName node, Outcome outcome, Duration took) {}
