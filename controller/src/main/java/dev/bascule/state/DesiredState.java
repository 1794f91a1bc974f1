package dev.bascule.state;

import dev.bascule.network.NetworkResource;
import dev.bascule.network.SafeApply;
import java.util.List;

/**
 * Everything that playbooks want of one node, in the order of their tasks.
 *
 * @param handlers those that a task may notify; a handler's tasks stand in its order
 * @param safeApply how changes of the network are proven; of several plays the most careful
 */
public record DesiredState(
    List<DesiredTask> tasks, List<DesiredTask> handlers, SafeApply safeApply) {
  public DesiredState {
    tasks = List.copyOf(tasks);
    handlers = List.copyOf(handlers);
  }

  /** With the usual proof. */
  public DesiredState(List<DesiredTask> tasks, List<DesiredTask> handlers) {
    this(tasks, handlers, SafeApply.USUAL);
  }

  /** What is wanted of the network, handlers' tasks aside: those cannot want anything of it. */
  public List<NetworkResource> network() {
    return tasks.stream()
        .map(DesiredTask::resource)
        .filter(NetworkResource.class::isInstance)
        .map(NetworkResource.class::cast)
        .toList();
  }
}
