package dev.bascule.apply;

import dev.bascule.model.Action;
import dev.bascule.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan's steps in order, each with its number, by which the script and its output name it.
 *
 * @param task the name of the task that wants it
 * @param handler whether that is a handler
 */
record Numbered(int number, String task, boolean handler, Action step) {

  static List<Numbered> of(Plan plan) {
    List<Numbered> all = new ArrayList<>();
    plan.tasks()
        .forEach(
            task ->
                task.changes()
                    .forEach(
                        change ->
                            all.add(
                                new Numbered(
                                    all.size(), task.name(), task.handler(), (Action) change))));
    return all;
  }
}
