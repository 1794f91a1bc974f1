package dev.bascule.state;

import java.util.List;

/**
 * Everything that playbooks want of one node, in the order of their tasks.
 *
 * @param handlers those that a task may notify; a handler's tasks stand in its order
 */
public record DesiredState(List<DesiredTask> tasks, List<DesiredTask> handlers) {
  public DesiredState {
    tasks = List.copyOf(tasks);
    handlers = List.copyOf(handlers);
  }
}
