package dev.bascule.plan;

import dev.bascule.model.Change;
import java.util.List;

/**
 * One task's changes.
 *
 * @param play the play's name
 * @param name the task's or handler's name
 * @param where its place in its file
 * @param handler whether it runs because a task notified it
 * @param changes at least one, in order
 */
public record PlannedTask(
    String play, String name, String where, boolean handler, List<Change> changes) {
  public PlannedTask {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a planned task has changes: " + name);
    }
  }
}
