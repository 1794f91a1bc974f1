package dev.bascule.state;

import dev.bascule.model.Desired;
import java.util.List;

/**
 * One task of a play for one node; a loop gives one for each item.
 *
 * @param play the play's name
 * @param name the task's name, or its kind and target; a handler's name is what tasks notify
 * @param where the task's place in its file, for example {@code playbooks/site.yml:14:5}
 * @param notifies names of handlers to run after a change
 */
public record DesiredTask(
    String play, String name, String where, Desired resource, List<String> notifies) {
  public DesiredTask {
    notifies = List.copyOf(notifies);
  }
}
