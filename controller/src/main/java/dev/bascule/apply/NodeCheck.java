package dev.bascule.apply;

import dev.bascule.file.Observation;
import dev.bascule.file.Resource;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlanProblem;
import dev.bascule.plan.Planner;
import dev.bascule.probe.FactGroup;
import dev.bascule.probe.Probe;
import dev.bascule.probe.Subjects;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a node and plans. Writes nothing on the node. */
public final class NodeCheck {
  private NodeCheck() {}

  /**
   * What was found.
   *
   * @param plan empty when the node is in sync
   * @param facts those that were asked for
   */
  public record Checked(Plan plan, Facts facts) {}

  /**
   * One exec; a second one only when the node's facts bring in paths, services … that could not be
   * known before.
   *
   * @throws TransportException when the node cannot be asked
   * @throws UnresolvedException when the tasks cannot be had on this node; the message names each
   */
  public static Checked check(
      NodeName node, Connection connection, DesiredSource desired, Deadlines deadlines)
      throws TransportException, UnresolvedException {
    Subjects first = Subjects.of(resources(desired.beforeContact()));
    Set<FactGroup> groups = FactGroup.of(desired.factsUsed());
    Probe.Seen seen = Probe.look(connection, first, groups, deadlines.probe());
    DesiredState state = desired.resolve(seen.facts());
    Observation observed = seen.observation();
    Subjects more = Subjects.of(resources(state)).without(first);
    if (!more.isEmpty()) {
      Probe.Seen rest = Probe.look(connection, more, Set.of(), deadlines.probe());
      observed = observed.plus(rest.observation());
    }
    Planner.Planned planned = Planner.plan(node, state, observed);
    if (!planned.problems().isEmpty()) {
      throw new UnresolvedException(
          planned.problems().stream().map(PlanProblem::toString).collect(Collectors.joining("\n")));
    }
    return new Checked(planned.plan(), seen.facts());
  }

  /**
   * Only the facts, all of them.
   *
   * @throws TransportException when the node cannot be asked
   */
  public static Facts facts(Connection connection, Deadlines deadlines) throws TransportException {
    Subjects none = Subjects.of(List.of());
    return Probe.look(connection, none, FactGroup.of(Set.of("*")), deadlines.probe()).facts();
  }

  private static List<Resource> resources(DesiredState state) {
    return Stream.concat(state.tasks().stream(), state.handlers().stream())
        .map(DesiredTask::resource)
        .filter(Resource.class::isInstance)
        .map(Resource.class::cast)
        .toList();
  }
}
