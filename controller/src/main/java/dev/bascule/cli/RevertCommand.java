package dev.bascule.cli;

import dev.bascule.apply.NodeCheck;
import dev.bascule.apply.safe.Confirmed;
import dev.bascule.apply.safe.RemoteControl;
import dev.bascule.apply.safe.SafeApplyRun;
import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.WaveSize;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transactions;
import dev.bascule.network.Windows;
import dev.bascule.plan.Plan;
import dev.bascule.report.ExitCode;
import dev.bascule.report.RunReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code bascule revert}: shows, asks, and undoes the last confirmed transaction of a node. */
final class RevertCommand {
  private final NodeRequest request;
  private final Visit visit;
  private final Map<NodeName, Found> found = new ConcurrentHashMap<>();

  private RevertCommand(NodeRequest request, Visit visit) {
    this.request = request;
    this.visit = visit;
  }

  /** What a node has to undo, and the plan that was shown. */
  private record Found(Confirmed confirmed, Plan plan) {}

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    boolean sure = invocation.has("--yes");
    if (!sure) {
      Question.mustBePossible(invocation, around, "add --yes");
    }
    NodeRequest request = NodeRequest.read(invocation, around);
    try (Transport transport = request.open(transports)) {
      return new RevertCommand(request, Visit.changing(request, transport)).run(sure);
    }
  }

  private ExitCode run(boolean sure) throws UsageException, InterruptedException {
    FleetRun looking = request.run();
    List<NodeResult> planned = looking.run(stage(this::look));
    RunReport report = Reports.of(request.invocation().command(), planned, looking);
    if (!sure || found.isEmpty()) {
      NodeRequest.show(report, request);
    }
    if (found.isEmpty() || looking.interrupted()) {
      return RunEnd.shown(report, request);
    }
    if (!sure) {
      String nodes = found.size() == 1 ? "1 node" : found.size() + " nodes";
      if (!Question.yes("Undo this on " + nodes + "?", request.around())) {
        request.around().err().println("Nothing was changed.");
        return RunEnd.shown(report, request);
      }
    }
    FleetRun run = request.run();
    List<NodeResult> results = run.run(visit.journaled(stage(this::undo)));
    visit.ended();
    RunReport end = Reports.of(request.invocation().command(), results, looking, run);
    return RunEnd.of(end, request, NodeRequest::show);
  }

  // One after the other: each of them is a change of a network.
  private List<Stage> stage(NodeWork work) {
    List<NodeName> nodes =
        request.settings().keySet().stream()
            .filter(node -> found.isEmpty() || found.containsKey(node))
            .toList();
    return List.of(new Stage("", nodes, List.of(new WaveSize(1, false)), null, work));
  }

  private Outcome look(NodeName node, WorkContext context) {
    return visit.connected(
        node,
        context,
        connection -> {
          Optional<Confirmed> last = RemoteControl.lastConfirmed(connection);
          return last.isEmpty()
              ? refused(node, "the node's journal has no confirmed transaction", null)
              : planned(node, connection, last.get(), context);
        });
  }

  private Outcome planned(
      NodeName node, Connection connection, Confirmed confirmed, WorkContext context)
      throws TransportException {
    NodeNetwork network =
        NodeCheck.network(connection, confirmed.touched(), Visit.deadlines(context));
    if (network.pending() != null) {
      String reason = Transactions.pending(network.pending());
      return refused(node, reason, "go back: bascule abort " + node);
    }
    SafeApply settings = visit.safety().over(SafeApply.USUAL);
    Optional<String> tooSmall = Windows.tooSmall(settings, RevertPlan.parts(confirmed, settings));
    if (tooSmall.isPresent()) {
      return refused(node, tooSmall.get(), "leave --window out, and it is computed");
    }
    Plan plan = RevertPlan.of(node, confirmed, network, settings);
    found.put(node, new Found(confirmed, plan));
    return new Outcome.Drifted(plan);
  }

  private static Outcome refused(NodeName node, String reason, @Nullable String hint) {
    return new Outcome.Refused(new Plan(node, List.of()), reason, hint);
  }

  private Outcome undo(NodeName node, WorkContext context) {
    Found it = found.get(node);
    if (it == null) {
      return new Outcome.Skipped("nothing was found to undo");
    }
    return visit
        .turn()
        .asPlanned()
        .take(
            node,
            NodeLeases.key(visit.settings(node)),
            context,
            () ->
                visit.connected(
                    node,
                    context,
                    connection ->
                        SafeApplyRun.revert(
                            connection,
                            it.confirmed(),
                            it.plan(),
                            Visit.deadlines(context),
                            visit.lifeline(node, context))));
  }
}
