package dev.bascule.cli;

import dev.bascule.apply.Deadlines;
import dev.bascule.apply.PlanEssence;
import dev.bascule.apply.PlanRunner;
import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptStore;
import dev.bascule.apply.safe.Lifeline;
import dev.bascule.apply.safe.Pace;
import dev.bascule.apply.safe.RemoteControl;
import dev.bascule.apply.safe.SafeApplyRun;
import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.Change;
import dev.bascule.model.Clue;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.Transaction;
import dev.bascule.plan.Plan;
import dev.bascule.probe.trail.TrailProbe;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done on one node: connect, look, plan, and where it is wanted, apply.
 *
 * @param settings of every node that may be visited
 * @param verbosity from 2, every script is noted
 * @param kept where transactions are kept
 * @param safety what the command line says of how changes of the network are proven
 * @param turn how it waits where somebody else is at work on a node
 * @param pasted makes the commands that an outcome names whole
 * @param sketches the pictures that are to be made of the nodes
 * @param whereabouts what the run knows of where its nodes are
 */
record Visit(
    Transport transport,
    Map<NodeName, ConnectionSettings> settings,
    int verbosity,
    KeptStore kept,
    SafetyOptions safety,
    Turn turn,
    Pasted pasted,
    Sketches sketches,
    Whereabouts whereabouts) {
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(2);
  private static final Duration AFTER_THE_FLEET = Duration.ofSeconds(2);

  static Visit of(Request request, Transport transport) throws UsageException {
    Pasted pasted = Pasted.of(request.invocation(), request.around());
    return new Visit(
        transport,
        request.job().settings(),
        request.output().verbosity(),
        RunJournal.begin(
            request.start(), request.around(), node -> pasted.again(node, request.invocation())),
        SafetyOptions.of(request.invocation()),
        Turn.of(request.invocation(), NodeLeases.of(request.start())),
        pasted,
        request.files().sketches(),
        Whereabouts.unknown(transport, request.job().settings()));
  }

  /** Visits of a command that names nodes, and changes a network. */
  static Visit changing(NodeRequest request, Transport transport) throws UsageException {
    return new Visit(
        transport,
        request.settings(),
        request.output().verbosity(),
        RunJournal.begin(request.start(), request.around(), node -> ""),
        SafetyOptions.of(request.invocation()),
        Turn.of(request.invocation(), NodeLeases.of(request.start())),
        Pasted.of(request.invocation(), request.around()),
        Sketches.NONE,
        Whereabouts.unknown(transport, request.settings()));
  }

  /** The same where it begins no change. */
  static Visit looking(NodeRequest request, Transport transport) throws UsageException {
    return new Visit(
        transport,
        request.settings(),
        request.output().verbosity(),
        StateFolder.transactions(request.around()),
        SafetyOptions.NONE,
        Turn.NONE,
        Pasted.of(request.invocation(), request.around()),
        Sketches.NONE,
        Whereabouts.unknown(transport, request.settings()));
  }

  /** Visits that ask for facts, and know of no transaction. */
  static Visit looking(
      Transport transport,
      Map<NodeName, ConnectionSettings> settings,
      int verbosity,
      Surroundings around) {
    Pasted nothing = new Pasted(List.of(), Map.of());
    return new Visit(
        transport,
        settings,
        verbosity,
        StateFolder.transactions(around),
        SafetyOptions.NONE,
        Turn.NONE,
        nothing,
        Sketches.NONE,
        Whereabouts.unknown(transport, settings));
  }

  /** What to do with a plan that is not empty. */
  interface Then {
    Outcome go(Visit visit, Connection connection, Plan plan, WorkContext context);
  }

  /** Ends with the plan. */
  static final Then SHOW = (visit, connection, plan, context) -> new Outcome.Drifted(plan);

  /** The same, and asks the node who did it. */
  static final Then SHOW_WHO =
      (visit, connection, plan, context) ->
          new Outcome.Drifted(plan, Visit.who(connection, plan, context));

  /** Runs the plan. */
  static final Then APPLY =
      (visit, connection, plan, context) -> visit.apply(connection, plan, context);

  /**
   * Runs the plan if it is part of one that was shown.
   *
   * @param whole whether all that was shown of the network is one play's
   */
  static Then applyIf(Plan shown, boolean whole) {
    return (visit, connection, plan, context) ->
        isPartOf(shown, plan, whole)
            ? visit.apply(connection, plan, context)
            : new Outcome.Refused(
                plan, "what would change is no longer what was shown", "plan again");
  }

  // The tasks say what will be, and not from what, nor the way back. Where several plays change the
  // network, the way of one of them was never shown by itself.
  static boolean isPartOf(Plan shown, Plan plan, boolean whole) {
    return PlanEssence.hasTasks(shown, plan)
        && (!whole || plan.transaction() == null || PlanEssence.isSameWay(shown, plan));
  }

  /** Looks and plans over one connection, and goes on over the same one. */
  Outcome check(NodeName node, DesiredSource wanted, Then then, WorkContext context) {
    return then == SHOW || then == SHOW_WHO
        ? connected(node, context, connection -> look(node, connection, wanted, then, context))
        : turn.take(
            node,
            NodeLeases.key(settings(node)),
            context,
            () ->
                connected(
                    node,
                    context,
                    connection -> {
                      try {
                        return look(node, connection, wanted, then, context);
                      } catch (UnresolvedException e) {
                        return meanwhile(node, connection, e);
                      }
                    }));
  }

  // That a node cannot say it takes nothing from what was found.
  private static Map<String, Clue> who(Connection connection, Plan plan, WorkContext context) {
    List<Change> changes = plan.tasks().stream().flatMap(task -> task.changes().stream()).toList();
    try {
      return TrailProbe.ask(connection, changes, context.timeLeft());
    } catch (TransportException e) {
      context.emit(
          new RunEvent.NodeNote(plan.node(), "does not say who did it: " + e.getMessage()));
      return Map.of();
    }
  }

  private Outcome look(
      NodeName node, Connection connection, DesiredSource wanted, Then then, WorkContext context)
      throws TransportException, UnresolvedException {
    context.emit(new RunEvent.NodePhase(node, Phase.PROBE));
    DesiredSource source = new SafetySource(wanted, safety);
    Sketches.Looked looked = sketches.look(node, connection, source, deadlines(context));
    Plan plan = looked.plan();
    if (looked.network() != null && plan.transaction() == null) {
      whereabouts.stands(node, looked.network());
    }
    context.emit(new RunEvent.NodePlanned(node, plan));
    return plan.isEmpty()
        ? new Outcome.InSync(plan.warnings())
        : then.go(this, connection, plan, context);
  }

  // Asking about a transaction that was left behind ends it; one that waits for a person may wait
  // for long.
  private static Outcome meanwhile(NodeName node, Connection connection, UnresolvedException e)
      throws TransportException {
    if (!e.isPending()
        || RemoteControl.status(connection)
            .standing()
            .filter(it -> !it.state().ended() && it.value("manual").equals("yes"))
            .isPresent()) {
      return unresolved(node, e);
    }
    return new Outcome.Refused(
        new Plan(node, List.of()), String.valueOf(e.getMessage()), null, Outcome.Refused.Why.BUSY);
  }

  /** Runs a plan that was made before; the node checks that it still fits. */
  Outcome run(NodeName node, Plan plan, WorkContext context) {
    return turn.asPlanned()
        .take(
            node,
            NodeLeases.key(settings(node)),
            context,
            () -> connected(node, context, connection -> apply(connection, plan, context)));
  }

  /** Only logs in, also where a change of this run may have moved the node to. */
  Outcome reach(NodeName node, WorkContext context) {
    List<String> addresses = whereabouts.of(node);
    return anywhere(node, addresses, context, connection -> new Outcome.InSync());
  }

  /** What is done over a connection. */
  interface Task {
    Outcome on(Connection connection) throws TransportException, UnresolvedException;
  }

  /** Does something over a connection of its own. */
  Outcome connected(NodeName node, WorkContext context, Task task) {
    context.emit(new RunEvent.NodePhase(node, Phase.CONNECT));
    try (Connection connection = connect(node, settings(node), context)) {
      return pasted.in(node, task.on(connection));
    } catch (TransportException e) {
      return new Outcome.Unreachable(String.valueOf(e.getMessage()), e.hint());
    } catch (UnresolvedException e) {
      return unresolved(node, e);
    }
  }

  private static Outcome unresolved(NodeName node, UnresolvedException e) {
    String message = String.valueOf(e.getMessage());
    return e.isRefusal()
        ? new Outcome.Refused(new Plan(node, List.of()), message, null)
        : new Outcome.Failed(Phase.PLAN, message, null, List.of());
  }

  /** The same, looking for the node at the addresses of a transaction as well. */
  Outcome anywhere(NodeName node, @Nullable Kept kept, WorkContext context, Task task) {
    return anywhere(node, kept == null ? List.of() : kept.candidates(), context, task);
  }

  private Outcome anywhere(NodeName node, List<String> addresses, WorkContext context, Task task) {
    context.emit(new RunEvent.NodePhase(node, Phase.CONNECT));
    try (Connection connection = find(node, addresses, context)) {
      return pasted.in(node, task.on(connection));
    } catch (TransportException e) {
      return new Outcome.Unreachable(String.valueOf(e.getMessage()), e.hint());
    } catch (UnresolvedException e) {
      return unresolved(node, e);
    }
  }

  private Connection find(NodeName node, List<String> addresses, WorkContext context)
      throws TransportException {
    try {
      return connect(node, settings(node), context);
    } catch (TransportException first) {
      for (String address : addresses) {
        ConnectionSettings how =
            settings(node)
                .lookingAt(new ConnectionSettings.Elsewhere(address, Duration.ofSeconds(5)));
        try {
          return connect(node, how, context);
        } catch (TransportException none) {
          context.emit(new RunEvent.NodeNote(node, address + ": " + none.getMessage()));
        }
      }
      throw first;
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

  private Outcome apply(Connection connection, Plan plan, WorkContext context) {
    try {
      context.awaitTurn();
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return new Outcome.Skipped("interrupted before anything was written");
    }
    if (context.stopping()) {
      return new Outcome.Skipped("interrupted before anything was written");
    }
    context.emit(new RunEvent.NodePlanned(plan.node(), plan));
    try {
      changing(plan);
    } catch (IOException e) {
      return new Outcome.Refused(plan, "the run's journal cannot be written: " + e, null);
    }
    Transaction transaction = plan.transaction();
    if (transaction != null) {
      whereabouts.moves(plan.node(), transaction);
      Outcome outcome =
          SafeApplyRun.run(connection, plan, deadlines(context), lifeline(plan.node(), context));
      if (outcome instanceof Outcome.Changed) {
        whereabouts.stands(plan.node(), transaction.target());
      }
      return outcome;
    }
    return PlanRunner.run(
        connection,
        plan,
        deadlines(context),
        phase -> context.emit(new RunEvent.NodePhase(plan.node(), phase)));
  }

  /** The same stages, each node's end noted in the run's journal. */
  List<Stage> journaled(List<Stage> stages) {
    return kept instanceof RunJournal journal ? journal.of(stages) : stages;
  }

  /** Notes that the run came to its end. */
  void ended() {
    if (kept instanceof RunJournal journal) {
      journal.ended();
    }
  }

  private void changing(Plan plan) throws IOException {
    if (kept instanceof RunJournal journal) {
      journal.changing(plan);
    }
  }

  /** What a change of the network needs besides its first session. */
  Lifeline lifeline(NodeName node, WorkContext context) {
    return new Lifeline(
        (address, limit) -> connect(node, settings(node).lookingAt(place(address, limit)), context),
        Pace.system(),
        kept,
        context::emit,
        safety.manual(),
        whereabouts.neighbours());
  }

  private static ConnectionSettings.Elsewhere place(@Nullable IpAddress address, Duration limit) {
    return new ConnectionSettings.Elsewhere(address == null ? null : address.text(), limit);
  }

  ConnectionSettings settings(NodeName node) {
    ConnectionSettings how = settings.get(node);
    if (how == null) {
      throw new IllegalStateException("no settings for " + node);
    }
    return how;
  }

  static Deadlines deadlines(WorkContext context) {
    Duration left = context.timeLeft();
    // Where the node's own time ends first, the fleet says so, and not the probe at the same
    // moment.
    Duration probe = left.plus(AFTER_THE_FLEET);
    return new Deadlines(probe.compareTo(LONGEST_PROBE) < 0 ? probe : LONGEST_PROBE, left);
  }
}
