package dev.bascule.plan;

import dev.bascule.model.NodeName;
import dev.bascule.network.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What apply will do on one node, in order; empty when the node is in sync.
 *
 * @param tasks only those with changes, the notified handlers last
 * @param transaction all changes of the network together, which the tasks show one by one; null
 *     where there are none
 */
public record Plan(NodeName node, List<PlannedTask> tasks, @Nullable Transaction transaction) {
  public Plan {
    tasks = List.copyOf(tasks);
  }

  /** A plan that leaves the network alone. */
  public Plan(NodeName node, List<PlannedTask> tasks) {
    this(node, tasks, null);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return tasks.isEmpty();
  }
}
