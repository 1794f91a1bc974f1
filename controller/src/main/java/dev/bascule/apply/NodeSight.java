package dev.bascule.apply;

import dev.bascule.container.Container;
import dev.bascule.container.SeenContainers;
import dev.bascule.container.VzStep;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcStep;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.model.Desired;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Transaction;
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
import java.util.TreeSet;

/**
 * What a picture of a node is made of.
 *
 * @param seen the network as it is
 * @param target the network as apply would leave it; the same where nothing is wanted
 * @param containers of which there is a file, and those that are asked about
 * @param lxcs those that were asked about
 * @param wishes of containers, in the order of their tasks
 * @param changing the containers that the plan changes: {@code openvz 101}, {@code lxc web}
 */
public record NodeSight(
    NetworkState seen,
    NetworkState target,
    SeenContainers containers,
    Spaces spaces,
    SeenLxcs lxcs,
    List<Desired> wishes,
    Set<String> changing) {
  public NodeSight {
    wishes = List.copyOf(wishes);
    changing = Set.copyOf(changing);
  }

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
    NetworkState state = state(all.observed());
    return new NodeSight(
        state,
        state,
        all.observed().containers(),
        all.spaces(),
        SeenLxcs.NOTHING,
        List.of(),
        Set.of());
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
    NodeCheck.Examined all = NodeCheck.examine(node, connection, desired, deadlines, true);
    return of(all.plan(), all.state(), all.observed(), all.spaces());
  }

  /** Of what was found out before. */
  public static NodeSight of(Plan plan, DesiredState wanted, Observed observed, Spaces spaces) {
    NetworkState seen = state(observed);
    Transaction transaction = plan.transaction();
    Set<String> changing = new TreeSet<>();
    plan.tasks().stream()
        .flatMap(task -> task.changes().stream())
        .forEach(
            change -> {
              if (change instanceof VzStep step) {
                changing.add("openvz " + step.id());
              } else if (change instanceof LxcStep step) {
                changing.add("lxc " + step.place().name());
              }
            });
    List<Desired> wishes =
        wanted.tasks().stream()
            .map(DesiredTask::resource)
            .filter(wish -> wish instanceof Container || wish instanceof LxcContainer)
            .toList();
    return new NodeSight(
        seen,
        transaction == null ? seen : transaction.target(),
        observed.containers(),
        spaces,
        observed.lxc(),
        wishes,
        changing);
  }

  private static NetworkState state(Observed observed) {
    NodeNetwork network = observed.network();
    return network == null ? NetworkState.EMPTY : network.state();
  }
}
