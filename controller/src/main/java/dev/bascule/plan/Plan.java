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
 * @param warnings worth saying of containers before anybody says yes, or where nobody has to
 */
public record Plan(
    NodeName node,
    List<PlannedTask> tasks,
    @Nullable Transaction transaction,
    List<String> warnings) {
  public Plan {
    tasks = List.copyOf(tasks);
    warnings = List.copyOf(warnings);
  }

  /** A plan that leaves the network alone. */
  public Plan(NodeName node, List<PlannedTask> tasks) {
    this(node, tasks, null);
  }

  /** A plan without warnings. */
  public Plan(NodeName node, List<PlannedTask> tasks, @Nullable Transaction transaction) {
    this(node, tasks, transaction, List.of());
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return tasks.isEmpty();
  }
}
