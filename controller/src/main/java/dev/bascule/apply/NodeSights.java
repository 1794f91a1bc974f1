package dev.bascule.apply;

import dev.bascule.container.Container;
import dev.bascule.container.NodeSight;
import dev.bascule.container.VzStep;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcStep;
import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.model.Change;
import dev.bascule.model.Desired;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Transaction;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import dev.bascule.network.space.Spaces;
import dev.bascule.plan.Plan;
import dev.bascule.probe.FactGroup;
import dev.bascule.probe.Probe;
import dev.bascule.probe.Subjects;
import dev.bascule.probe.net.NetworkSubjects;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Observed;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what a picture of a node is made of. */
public final class NodeSights {
  private NodeSights() {}

  /**
   * A node as it is. One exec.
   *
   * @throws TransportException when the node cannot be asked
   */
  public static NodeSight of(Connection connection, Deadlines deadlines) throws TransportException {
    Probe.Seen all =
        Probe.picture(
            connection,
            Subjects.of(List.of()),
            Optional.of(new NetworkSubjects(Set.of())),
            EnumSet.of(FactGroup.SPACES),
            deadlines.probe());
    return NodeSight.of(state(all.observed()), all.spaces(), all.observed().containers());
  }

  /**
   * A node as it is and as it is wanted. One exec, or two, as a check needs.
   *
   * @throws TransportException when the node cannot be asked
   * @throws UnresolvedException when the tasks cannot be had on this node; the message names each
   */
  public static NodeSight of(
      NodeName node, Connection connection, DesiredSource desired, Deadlines deadlines)
      throws TransportException, UnresolvedException {
    NodeCheck.Examined all =
        NodeCheck.examine(node, connection, desired, deadlines, NodeCheck.Sight.PICTURE);
    return of(all.plan(), all.state(), all.observed(), all.spaces());
  }

  /**
   * A plan, and what a picture of the node is made of.
   *
   * @param plan empty when the node is in sync
   */
  public record Seen(Plan plan, NodeSight sight) {}

  /**
   * Looks at a node and plans as {@link NodeCheck#check} does, in the same execs, and besides looks
   * at all of its network and its namespaces.
   *
   * @throws TransportException when the node cannot be asked
   * @throws UnresolvedException when the tasks cannot be had on this node; the message names each
   */
  public static Seen check(
      NodeName node, Connection connection, DesiredSource desired, Deadlines deadlines)
      throws TransportException, UnresolvedException {
    NodeCheck.Examined all =
        NodeCheck.examine(node, connection, desired, deadlines, NodeCheck.Sight.BOTH);
    return new Seen(all.plan(), of(all.plan(), all.state(), all.observed(), all.spaces()));
  }

  /** Of what was found out before. */
  public static NodeSight of(Plan plan, DesiredState wanted, Observed observed, Spaces spaces) {
    NetworkState seen = state(observed);
    Transaction transaction = plan.transaction();
    return new NodeSight(
        seen,
        transaction == null ? seen : transaction.target(),
        spaces,
        observed.containers(),
        observed.lxc(),
        observed.proxmox(),
        wanted.tasks().stream().map(DesiredTask::resource).filter(NodeSights::isContainer).toList(),
        changing(plan));
  }

  private static boolean isContainer(Desired wish) {
    return wish instanceof Container
        || wish instanceof LxcContainer
        || wish instanceof PveContainer;
  }

  private static Set<String> changing(Plan plan) {
    return plan.tasks().stream()
        .flatMap(task -> task.changes().stream())
        .flatMap(change -> owner(change).stream())
        .map(SpaceOwner::id)
        .collect(Collectors.toSet());
  }

  private static Optional<SpaceOwner> owner(Change change) {
    if (change instanceof VzStep step) {
      return Optional.of(new SpaceOwner(Sort.OPENVZ, step.id().text()));
    } else if (change instanceof LxcStep step) {
      return Optional.of(new SpaceOwner(Sort.LXC, step.place().name()));
    }
    return change instanceof ChangePveNet step
        ? Optional.of(PveContainer.owner(step.id()))
        : Optional.empty();
  }

  private static NetworkState state(Observed observed) {
    NodeNetwork network = observed.network();
    return network == null ? NetworkState.EMPTY : network.state();
  }
}
