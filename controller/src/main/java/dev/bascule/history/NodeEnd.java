package dev.bascule.history;

import dev.bascule.model.NodeName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended on one node. No text of it holds a secret.
 *
 * @param outcome its name as in JSON, for example {@code in_sync}
 * @param shown what the report shows: the plan with its diffs; null for nothing
 */
public record NodeEnd(
    NodeName node,
    String outcome,
    Duration took,
    @Nullable String message,
    @Nullable String hint,
    @Nullable String shown) {}
