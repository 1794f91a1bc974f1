package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.report.RunReport;
import java.time.Clock;
import java.util.function.BiConsumer;

/**
 * The one place where a run over nodes ends, whatever the command: plan, drift, apply, convert,
 * status, confirm, abort, extend, resume, revert. What is to happen at every end belongs here, in
 * its order.
 */
final class RunEnd {
  private RunEnd() {}

  /**
   * Ends a run.
   *
   * @param print writes the report as this command shows it
   */
  static <R extends RunRequest> ExitCode of(
      RunReport report, R request, BiConsumer<RunReport, R> print) {
    print.accept(report, request);
    request.around().out().flush();
    ExitCode exit = report.exitCode();
    return exit.or(request.files().write(report, exit, request, Clock.systemUTC()));
  }

  /** Ends a run whose report was printed before. */
  static ExitCode shown(RunReport report, RunRequest request) {
    return of(report, request, (again, same) -> {});
  }
}
