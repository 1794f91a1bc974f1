package dev.bascule.plan;

import dev.bascule.file.Difference;
import dev.bascule.file.Differences;
import dev.bascule.file.Observation;
import dev.bascule.file.Resource;
import dev.bascule.file.Step;
import dev.bascule.model.Change;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkResource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes plans. Each task is compared with what will be there once the tasks before it are done, so
 * a file may stand in a directory that an earlier task makes.
 */
public final class Planner {
  private final List<PlannedTask> planned = new ArrayList<>();
  private final List<PlanProblem> problems = new ArrayList<>();
  private final Set<String> notified = new HashSet<>();
  private Observation observed;

  private Planner(Observation observed) {
    this.observed = observed;
  }

  /** A plan, or what keeps it from being made; then the plan must not be run. */
  public record Planned(Plan plan, List<PlanProblem> problems) {
    public Planned {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Compares.
   *
   * @param observed knows everything that the desired state asks about
   */
  public static Planned plan(NodeName node, DesiredState desired, Observation observed) {
    Planner planner = new Planner(observed);
    desired.tasks().forEach(task -> planner.add(task, false));
    desired.handlers().stream()
        .filter(handler -> planner.notified.contains(handler.name()))
        .forEach(handler -> planner.add(handler, true));
    return new Planned(new Plan(node, planner.planned), planner.problems);
  }

  private void addNetwork(DesiredTask task, NetworkResource wanted) {
    throw new UnsupportedOperationException("to come: " + task + wanted);
  }

  private void add(DesiredTask task, boolean handler) {
    if (task.resource() instanceof NetworkResource wanted) {
      addNetwork(task, wanted);
      return;
    }
    Difference difference = Differences.between((Resource) task.resource(), observed);
    if (difference instanceof Difference.Impossible impossible) {
      problems.add(
          new PlanProblem(task.where(), task.name(), impossible.message(), impossible.hint()));
      return;
    }
    List<Step> steps = ((Difference.Steps) difference).steps();
    if (steps.isEmpty()) {
      return;
    }
    for (Step step : steps) {
      observed = observed.after(step);
    }
    List<Change> changes = List.copyOf(steps);
    append(new PlannedTask(task.play(), task.name(), task.where(), handler, changes));
    notified.addAll(task.notifies());
  }

  private void append(PlannedTask next) {
    int last = planned.size() - 1;
    if (last >= 0 && TaskSteps.belongTogether(planned.get(last), next)) {
      planned.set(last, TaskSteps.join(planned.get(last), next));
    } else {
      planned.add(next);
    }
  }
}
