package dev.bascule.apply.safe;

import dev.bascule.container.ContainerStep;
import dev.bascule.model.Action;
import dev.bascule.model.Change;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan in the order in which it is run: what comes before the first change of the network, the
 * network's changes all at once, the rest. What is done to containers changes the network, too,
 * ports and routes of the node, behind the back of a transaction that was compared before; so it
 * and all behind it wait.
 */
record Plans(Plan before, Plan after, List<String> network) {
  Plans {
    network = List.copyOf(network);
  }

  static Plans of(Plan plan) {
    List<PlannedTask> before = new ArrayList<>();
    List<PlannedTask> after = new ArrayList<>();
    List<String> network = new ArrayList<>();
    boolean waits = false;
    for (PlannedTask task : plan.tasks()) {
      List<Change> first = new ArrayList<>();
      List<Change> later = new ArrayList<>();
      for (Change change : task.changes()) {
        // Files that configure the network are put in place by the transaction as well.
        boolean ofNetwork = !(change instanceof Action);
        waits |= ofNetwork || change instanceof ContainerStep;
        if (ofNetwork) {
          network.add(change.target());
        } else {
          (waits ? later : first).add(change);
        }
      }
      add(before, task, first);
      add(after, task, later);
    }
    return new Plans(new Plan(plan.node(), before), new Plan(plan.node(), after), network);
  }

  private static void add(List<PlannedTask> tasks, PlannedTask task, List<Change> changes) {
    if (!changes.isEmpty()) {
      tasks.add(new PlannedTask(task.play(), task.name(), task.where(), task.handler(), changes));
    }
  }

  /** The names of a plan's tasks. */
  static List<String> names(Plan plan) {
    return plan.tasks().stream().map(PlannedTask::name).toList();
  }

  /** The targets of a plan's changes. */
  static List<String> targets(Plan plan) {
    return plan.tasks().stream()
        .flatMap(task -> task.changes().stream())
        .map(Change::target)
        .toList();
  }
}
