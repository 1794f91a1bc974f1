package dev.bascule.cli;

import dev.bascule.apply.Deadlines;
import dev.bascule.apply.NodeCheck;
import dev.bascule.apply.PlanRunner;
import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is done on one node: connect, look, plan, and where it is wanted, apply.
 *
 * @param settings of every node that may be visited
 * @param verbosity from 2, every script is noted
 */
record Visit(Transport transport, Map<NodeName, ConnectionSettings> settings, int verbosity) {
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(2);

  static Visit of(Request request, Transport transport) {
    return new Visit(transport, request.job().settings(), request.output().verbosity());
  }

  /** What to do with a plan that is not empty. */
  interface Then {
    Outcome go(Connection connection, Plan plan, WorkContext context);
  }

  /** Ends with the plan. */
  static final Then SHOW = (connection, plan, context) -> new Outcome.Drifted(plan);

  /** Runs the plan. */
  static final Then APPLY = Visit::apply;

  /** Runs the plan if it is part of one that was shown. */
  static Then applyIf(Plan shown) {
    return (connection, plan, context) ->
        shown.tasks().containsAll(plan.tasks())
            ? apply(connection, plan, context)
            : new Outcome.Refused(
                plan, "what would change is no longer what was shown", "plan again");
  }

  /** Looks and plans over one connection, and goes on over the same one. */
  Outcome check(NodeName node, DesiredSource wanted, Then then, WorkContext context) {
    return connected(
        node,
        context,
        connection -> {
          context.emit(new RunEvent.NodePhase(node, Phase.PROBE));
          Plan plan = NodeCheck.check(node, connection, wanted, deadlines(context)).plan();
          context.emit(new RunEvent.NodePlanned(node, plan));
          return plan.isEmpty() ? new Outcome.InSync() : then.go(connection, plan, context);
        });
  }

  /** Runs a plan that was made before; the node checks that it still fits. */
  Outcome run(NodeName node, Plan plan, WorkContext context) {
    return connected(node, context, connection -> apply(connection, plan, context));
  }

  /** What is done over a connection. */
  interface Task {
    Outcome on(Connection connection) throws TransportException, UnresolvedException;
  }

  /** Does something over a connection of its own. */
  Outcome connected(NodeName node, WorkContext context, Task task) {
    ConnectionSettings how = settings.get(node);
    if (how == null) {
      throw new IllegalStateException("no settings for " + node);
    }
    context.emit(new RunEvent.NodePhase(node, Phase.CONNECT));
    try (Connection connection = connect(node, how, context)) {
      return task.on(connection);
    } catch (TransportException e) {
      return new Outcome.Unreachable(String.valueOf(e.getMessage()), e.hint());
    } catch (UnresolvedException e) {
      return new Outcome.Failed(Phase.PLAN, String.valueOf(e.getMessage()), null, List.of());
    }
  }

  private Connection connect(NodeName node, ConnectionSettings how, WorkContext context)
      throws TransportException {
    long began = System.nanoTime();
    Connection connection = transport.connect(node, how);
    if (verbosity < 1) {
      return connection;
    }
    context.emit(new RunEvent.NodeNote(node, "connected in " + millis(began) + " ms"));
    return verbosity < 2 ? connection : new NotedConnection(node, connection, context::emit);
  }

  static long millis(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private static Outcome apply(Connection connection, Plan plan, WorkContext context) {
    if (context.stopping()) {
      return new Outcome.Skipped("interrupted before anything was written");
    }
    context.emit(new RunEvent.NodePlanned(plan.node(), plan));
    return PlanRunner.run(
        connection,
        plan,
        deadlines(context),
        phase -> context.emit(new RunEvent.NodePhase(plan.node(), phase)));
  }

  static Deadlines deadlines(WorkContext context) {
    Duration left = context.timeLeft();
    return new Deadlines(left.compareTo(LONGEST_PROBE) < 0 ? left : LONGEST_PROBE, left);
  }
}
