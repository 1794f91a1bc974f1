package dev.bascule.plan;

import dev.bascule.model.NodeName;
import java.util.List;

/**
 * What apply will do on one node, in order; empty when the node is in sync.
 *
 * @param tasks only those with changes, the notified handlers last
 */
public record Plan(NodeName node, List<PlannedTask> tasks) {
  public Plan {
    tasks = List.copyOf(tasks);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return tasks.isEmpty();
  }
}
