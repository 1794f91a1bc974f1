package dev.bascule.cli;

import dev.bascule.fleet.NodeResult;
import dev.bascule.report.ExitCode;
import dev.bascule.report.RunReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.Transport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code bascule plan} and {@code bascule drift}: look, and say what differs. */
final class PlanCommand {
  private PlanCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    if (invocation.command() == CommandName.PLAN && SavedApply.isMeant(invocation)) {
      return SavedApply.show(invocation, around, Clock.systemUTC().instant());
    }
    Optional<PlanOut> out = PlanOut.of(invocation, around);
    Optional<Request> read = Request.read(invocation, around);
    if (read.isEmpty()) {
      return ExitCode.OK;
    }
    return run(read.get(), transports, out);
  }

  /** The same for a request that was made otherwise. */
  static ExitCode run(Request request, Transports transports)
      throws UsageException, InterruptedException {
    return run(request, transports, Optional.empty());
  }

  private static ExitCode run(Request request, Transports transports, Optional<PlanOut> out)
      throws UsageException, InterruptedException {
    FleetRun run = request.run();
    try (Transport transport = transports.open()) {
      Visit visit = Visit.of(request, transport);
      Job job = request.job();
      Visit.Then then = then(request.invocation());
      List<NodeResult> results =
          run.run(
              job.atOnce((source) -> (node, context) -> visit.check(node, source, then, context)));
      boolean drift = request.invocation().command() == CommandName.DRIFT;
      results = drift ? results : PlannedWaves.number(job, results);
      RunReport report = Reports.of(request.invocation().command(), results, run).of(job.shard());
      ExitCode code = RunEnd.of(report, request, Reports::show);
      return out.isEmpty() ? code : code.or(out.get().save(results, report, request));
    }
  }

  private static Visit.Then then(Invocation invocation) {
    boolean who = invocation.command() == CommandName.DRIFT && !invocation.has("--no-who");
    return who ? Visit.SHOW_WHO : Visit.SHOW;
  }
}
