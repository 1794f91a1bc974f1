package dev.bascule.apply;

import dev.bascule.model.Desired;
import dev.bascule.model.NodeName;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.space.Spaces;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlanProblem;
import dev.bascule.plan.Planner;
import dev.bascule.probe.FactGroup;
import dev.bascule.probe.Probe;
import dev.bascule.probe.Subjects;
import dev.bascule.probe.net.NetworkSubjects;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.Observed;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a node and plans. Writes nothing on the node. */
public final class NodeCheck {
  private NodeCheck() {}

  /**
   * What was found.
   *
   * @param plan empty when the node is in sync
   * @param facts those that were asked for
   * @param network null where no task wants anything of it
   */
  public record Checked(Plan plan, Facts facts, @Nullable NodeNetwork network) {}

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
    Examined all = examine(node, connection, desired, deadlines, Sight.CHECK);
    return new Checked(all.plan(), all.facts(), all.observed().network());
  }

  /** What a node is looked at for. */
  enum Sight {
    /** A plan. */
    CHECK,
    /** A picture: its network whatever is wanted, and all its namespaces. Nothing is changed. */
    PICTURE,
    /** A plan that may be run, and a picture. */
    BOTH
  }

  /**
   * All that was found.
   *
   * @param spaces {@link Spaces#NONE} where no picture is to be made
   */
  record Examined(Plan plan, Facts facts, DesiredState state, Observed observed, Spaces spaces) {}

  /**
   * The same.
   *
   * @param sight what else than the wishes' subjects is looked at
   */
  static Examined examine(
      NodeName node, Connection connection, DesiredSource desired, Deadlines deadlines, Sight sight)
      throws TransportException, UnresolvedException {
    boolean picture = sight != Sight.CHECK;
    DesiredState known = desired.beforeContact();
    Subjects first = Subjects.of(resources(known));
    Optional<NetworkSubjects> links = NetworkSubjects.of(known.network());
    Set<FactGroup> groups = FactGroup.of(desired.factsUsed());
    if (picture) {
      links = links.or(() -> Optional.of(new NetworkSubjects(Set.of())));
      groups.add(FactGroup.SPACES);
    }
    Optional<NetworkSubjects> looked = links;
    Probe.Seen seen = look(connection, first, links, groups, deadlines, picture);
    DesiredState state = desired.resolve(seen.facts(), seen.observed().network());
    if (sight == Sight.BOTH && NetworkSubjects.of(state.network()).isPresent()) {
      Probe.mustKnowWay(connection, seen.observed());
    }
    Observed observed = seen.observed();
    Subjects more = Subjects.of(resources(state)).without(first);
    Optional<NetworkSubjects> moreLinks =
        NetworkSubjects.of(state.network())
            .filter(
                all ->
                    looked.filter(those -> those.covers(all, seen.observed().network())).isEmpty());
    if (!more.isEmpty() || moreLinks.isPresent()) {
      Probe.Seen rest = look(connection, more, moreLinks, Set.of(), deadlines, picture);
      observed = observed.plus(rest.observed());
    }
    Planner.Planned planned = Planner.plan(node, state, observed);
    if (!planned.problems().isEmpty()) {
      throw new UnresolvedException(
          planned.problems().stream().map(PlanProblem::toString).collect(Collectors.joining("\n")),
          planned.problems().stream().allMatch(PlanProblem::refusal),
          observed.network() != null && observed.network().pending() != null);
    }
    return new Examined(planned.plan(), seen.facts(), state, observed, seen.spaces());
  }

  private static Probe.Seen look(
      Connection connection,
      Subjects subjects,
      Optional<NetworkSubjects> links,
      Set<FactGroup> groups,
      Deadlines deadlines,
      boolean picture)
      throws TransportException {
    return picture
        ? Probe.picture(connection, subjects, links, groups, deadlines.probe())
        : Probe.look(connection, subjects, links, groups, deadlines.probe());
  }

  /**
   * Only the facts, all of them.
   *
   * @throws TransportException when the node cannot be asked
   */
  public static Facts facts(Connection connection, Deadlines deadlines) throws TransportException {
    Subjects none = Subjects.of(List.of());
    return Probe.look(connection, none, EnumSet.allOf(FactGroup.class), deadlines.probe()).facts();
  }

  /**
   * Only the network, with the parameters of some links.
   *
   * @param links names as a transaction has them: a namespace's behind {@code @}
   * @throws TransportException when the node cannot be asked
   */
  public static NodeNetwork network(
      Connection connection, Collection<String> links, Deadlines deadlines)
      throws TransportException {
    Subjects none = Subjects.of(List.of());
    NetworkSubjects names = new NetworkSubjects(Set.copyOf(links));
    NodeNetwork seen =
        Probe.look(connection, none, Optional.of(names), Set.of(), deadlines.probe())
            .observed()
            .network();
    if (seen == null) {
      throw new TransportException(
          TransportException.Kind.PROTOCOL, "the node does not tell of its network", null, null);
    }
    return seen;
  }

  private static List<Desired> resources(DesiredState state) {
    return Stream.concat(state.tasks().stream(), state.handlers().stream())
        .map(DesiredTask::resource)
        .toList();
  }
}
