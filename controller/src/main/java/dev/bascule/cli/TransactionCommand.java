package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.report.ExitCode;
import dev.bascule.report.FactsReport;
import dev.bascule.report.RunReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code bascule status}, {@code confirm}, {@code abort} and {@code extend}. */
final class TransactionCommand {
  private final NodeRequest request;
  private final Map<NodeName, Value.Fields> found = new ConcurrentHashMap<>();

  private TransactionCommand(NodeRequest request) {
    this.request = request;
  }

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    return new TransactionCommand(NodeRequest.read(invocation, around)).run(transports);
  }

  private ExitCode run(Transports transports) throws UsageException, InterruptedException {
    boolean asks = request.invocation().command() == CommandName.STATUS;
    FleetRun run = asks ? request.run().asking() : request.run();
    try (Transport transport = request.open(transports)) {
      TransactionWork work =
          new TransactionWork(
              Visit.looking(request, transport), StateFolder.transactions(request.around()), found);
      List<NodeResult> results = run.run(List.of(Stage.ofEach(request.nodes(), verb(work))));
      return RunEnd.of(
          Reports.of(request.invocation().command(), results, run), request, this::show);
    }
  }

  private NodeWork verb(TransactionWork work) throws UsageException {
    return switch (request.invocation().command()) {
      case STATUS -> work::status;
      case CONFIRM -> work::confirm;
      case ABORT -> work::abort;
      default -> work.extend(Settings.duration(request.invocation(), "--by").orElse(Kept.MORE));
    };
  }

  private void show(RunReport report, NodeRequest request) {
    if (request.invocation().command() != CommandName.STATUS) {
      NodeRequest.show(report, request);
      return;
    }
    FactsReport facts = new FactsReport(request.inputs().secrets(), "transaction");
    if (request.output().json()) {
      request.around().out().print(facts.json(report, found));
    } else {
      Map<NodeName, Value.Fields> spoken = new HashMap<>();
      found.forEach((node, fields) -> spoken.put(node, StandingText.spoken(fields)));
      request.around().out().print(facts.text(report, spoken));
      request.around().err().print(request.text().failures(report));
    }
  }
}
