package dev.bascule.plan;

import dev.bascule.container.ContainerStep;
import dev.bascule.file.SetSysctl;
import dev.bascule.file.Step;
import dev.bascule.file.WriteFile;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Action;
import dev.bascule.model.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins what one task makes of several parts. A task with ten kernel parameters that are kept in
 * one file writes that file once, and a plan shows it once.
 */
final class TaskSteps {
  private TaskSteps() {}

  /** Whether a task's part may be joined with the part before it. */
  static boolean belongTogether(PlannedTask last, PlannedTask next) {
    return last.play().equals(next.play())
        && last.name().equals(next.name())
        && last.where().equals(next.where())
        && last.handler() == next.handler()
        && ((joinable(last.changes()) && joinable(next.changes()))
            || (isOfNetwork(last.changes()) && isOfNetwork(next.changes())));
  }

  // The files of the next boot come with the change itself: one transaction makes both.
  private static boolean isOfNetwork(List<Change> changes) {
    return changes.stream().noneMatch(Action.class::isInstance);
  }

  // Of these, none can see what another one did; of commands and the rest, the order counts.
  private static boolean joinable(List<Change> changes) {
    return changes.stream()
        .allMatch(
            change ->
                change instanceof WriteFile
                    || change instanceof SetSysctl
                    || change instanceof ContainerStep);
  }

  /** Both parts as one, each file written once. */
  static PlannedTask join(PlannedTask last, PlannedTask next) {
    List<Change> joined = new ArrayList<>(last.changes());
    for (Change change : next.changes()) {
      int earlier = change instanceof WriteFile write ? indexOf(write.path(), joined) : -1;
      if (earlier >= 0) {
        joined.set(earlier, ((WriteFile) joined.get(earlier)).then((WriteFile) change));
      } else {
        joined.add(change);
      }
    }
    return new PlannedTask(last.play(), last.name(), last.where(), last.handler(), joined);
  }

  private static int indexOf(AbsolutePath path, List<Change> changes) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof Step.AtPath step && step.path().equals(path)) {
        return i;
      }
    }
    return -1;
  }
}
