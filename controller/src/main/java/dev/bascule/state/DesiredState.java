package dev.bascule.state;

import dev.bascule.network.NetworkResource;
import dev.bascule.network.SafeApply;
import java.util.List;

/**
 * Everything that playbooks want of one node, in the order of their tasks.
 *
 * @param handlers those that a task may notify; a handler's tasks stand in its order
 * @param safeApply how changes of the network are proven; of several plays the most careful
 * @param persistence what keeps the network over a boot, as {@code --persist} names it: a backend's
 *     name, or {@code auto} for what the node uses
 */
public record DesiredState(
    List<DesiredTask> tasks, List<DesiredTask> handlers, SafeApply safeApply, String persistence) {
  /** The persistence that a node uses already. */
  public static final String AUTO = "auto";

  public DesiredState {
    tasks = List.copyOf(tasks);
    handlers = List.copyOf(handlers);
  }

  /** With the persistence that the node uses. */
  public DesiredState(List<DesiredTask> tasks, List<DesiredTask> handlers, SafeApply safeApply) {
    this(tasks, handlers, safeApply, AUTO);
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
