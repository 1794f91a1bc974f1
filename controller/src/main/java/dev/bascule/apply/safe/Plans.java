package dev.bascule.apply.safe;

import dev.bascule.model.Action;
import dev.bascule.model.Change;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan in the order in which it is run: what comes before the first change of the network, the
 * network's changes all at once, the rest.
 */
record Plans(Plan before, Plan after, List<String> network) {
  Plans {
    network = List.copyOf(network);
  }

  static Plans of(Plan plan) {
    List<PlannedTask> before = new ArrayList<>();
    List<PlannedTask> after = new ArrayList<>();
    List<String> network = new ArrayList<>();
    for (PlannedTask task : plan.tasks()) {
      List<Change> others = new ArrayList<>();
      for (Change change : task.changes()) {
        // Files that configure the network are put in place by the transaction as well.
        if (change instanceof Action) {
          others.add(change);
        } else {
          network.add(change.target());
        }
      }
      if (!others.isEmpty()) {
        (network.isEmpty() ? before : after)
            .add(new PlannedTask(task.play(), task.name(), task.where(), task.handler(), others));
      }
    }
    return new Plans(new Plan(plan.node(), before), new Plan(plan.node(), after), network);
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
