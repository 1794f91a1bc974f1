package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptFiles;
import dev.bascule.apply.safe.Pace;
import dev.bascule.apply.safe.RemoteControl;
import dev.bascule.apply.safe.Standing;
import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.report.ExitCode;
import dev.bascule.report.RunReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code bascule resume}: asks each node of a run whose program was lost what became of its
 * transaction, and waits for those that have not ended. Nothing is begun that was not begun.
 */
final class ResumeCommand {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final NodeRequest request;
  private final Map<NodeName, String> ids;
  private final Visit visit;

  private ResumeCommand(NodeRequest request, Map<NodeName, String> ids, Visit visit) {
    this.request = request;
    this.ids = ids;
    this.visit = visit;
  }

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    String run = invocation.arguments().get(0);
    Map<NodeName, String> ids = new LinkedHashMap<>();
    journal(run, around).forEach(entry -> ids.put(entry.node(), entry.id()));
    List<String> names = ids.keySet().stream().map(NodeName::text).toList();
    NodeRequest request = NodeRequest.read(invocation, around, names);
    try (Transport transport = request.open(transports)) {
      return new ResumeCommand(request, ids, Visit.looking(request, transport)).run();
    }
  }

  private static List<RunJournal.Entry> journal(String run, Surroundings around)
      throws UsageException {
    try {
      return RunJournal.read(StateFolder.runs(around), run)
          .orElseThrow(
              () ->
                  new UsageException(
                      "no run '" + run + "' is known on this machine",
                      "apply tells a run's name when it changes a network"));
    } catch (IOException e) {
      throw new UsageException("the run's journal cannot be read: " + e, null);
    }
  }

  private ExitCode run() throws InterruptedException {
    FleetRun run = request.run();
    List<NodeResult> results =
        run.run(List.of(new Stage("", request.nodes(), List.of(), null, this::ask)));
    RunReport report = Reports.of(request.invocation().command(), results, run);
    return RunEnd.of(report, request, NodeRequest::show);
  }

  private Outcome ask(NodeName node, WorkContext context) {
    String id = ids.getOrDefault(node, "");
    Optional<Kept> kept = kept(node, id);
    return visit.anywhere(
        node, kept.orElse(null), context, connection -> end(node, id, kept, connection, context));
  }

  private Outcome end(
      NodeName node, String id, Optional<Kept> kept, Connection connection, WorkContext context)
      throws TransportException {
    while (true) {
      Optional<Standing> standing = RemoteControl.status(connection, id).standing();
      if (standing.isEmpty()) {
        forget(kept);
        return new Outcome.Skipped(
            "transaction " + id + " was never begun on it, or is long ended: see bascule status");
      } else if (standing.get().state().ended()) {
        forget(kept);
        return RemoteControl.ended(
            TransactionWork.plan(node), standing.get(), "the program that began it was lost");
      } else if (context.timeLeft().compareTo(PAUSE) < 0 || !paused()) {
        return TransactionWork.waits(node, standing.get());
      }
    }
  }

  private static boolean paused() {
    try {
      Pace.system().pause(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<Kept> kept(NodeName node, String id) {
    try {
      return files().of(node).stream().filter(it -> it.id().equals(id)).findFirst();
    } catch (IOException unreadable) {
      return Optional.empty(); // then the node is looked for where the inventory says
    }
  }

  private void forget(Optional<Kept> kept) {
    if (kept.isPresent()) {
      try {
        files().forget(kept.get());
      } catch (IOException e) {
        request.around().err().println("bascule: cannot remove an ended transaction: " + e);
      }
    }
  }

  private KeptFiles files() {
    return StateFolder.transactions(request.around());
  }
}
