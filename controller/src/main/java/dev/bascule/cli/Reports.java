package dev.bascule.cli;

import dev.bascule.fleet.NodeResult;
import dev.bascule.report.JsonReport;
import dev.bascule.report.NodeReport;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import java.util.List;
import java.util.stream.Stream;

/** How plan, drift and apply end: with a report on stdout and its exit code. */
final class Reports {
  private Reports() {}

  /** What one or more runs over the same nodes came to. */
  static RunReport of(CommandName command, List<NodeResult> results, FleetRun... runs) {
    return new RunReport(
        command.text(),
        results.stream().map(Reports::line).toList(),
        Stream.of(runs).anyMatch(FleetRun::interrupted),
        Stream.of(runs).anyMatch(FleetRun::crashed));
  }

  private static NodeReport line(NodeResult it) {
    return new NodeReport(it.node(), it.outcome(), it.took()).inWave(it.wave());
  }

  /** Writes a plan that is about to be asked about: all of it, however quiet one wants it. */
  static void showPlan(RunReport report, Request request) {
    request.around().out().print(writer(request, request.output().diffs()).render(report));
    request.around().out().flush();
  }

  /** Writes the end of an apply whose plan was shown before. */
  static void showEnd(RunReport report, Request request) {
    request.around().out().print(writer(request, false).render(report));
  }

  /** Writes a report. */
  static void show(RunReport report, Request request) {
    Output output = request.output();
    request
        .around()
        .out()
        .print(
            output.json()
                ? new JsonReport(request.job().inputs().secrets(), output.diffs()).render(report)
                : text(report, request));
  }

  private static String text(RunReport report, Request request) {
    TextReport text = writer(request, request.output().diffs());
    return request.output().quiet() ? text.failures(report) : text.render(report);
  }

  private static TextReport writer(Request request, boolean diffs) {
    Printable printable = new Printable(request.job().inputs().secrets());
    Output output = request.output();
    return new TextReport(printable, output.palette(), diffs, output.verbosity() > 0);
  }
}
