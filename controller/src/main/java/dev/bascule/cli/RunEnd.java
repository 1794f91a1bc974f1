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
    RunReport whole = report.with(request.start().recording().end(report, request)::of);
    print.accept(whole, request);
    request.around().out().flush();
    Clock clock = Clock.systemUTC();
    ExitCode exit = whole.exitCode();
    exit = exit.or(request.files().write(whole, exit, request, clock));
    Notifying.end(whole, exit, request, clock);
    NodeLeases.end(request.start());
    request.start().recording().tidy(request);
    request.start().recording().close();
    return exit;
  }

  /** Ends a run whose report was printed before. */
  static ExitCode shown(RunReport report, RunRequest request) {
    return of(report, request, (again, same) -> {});
  }
}
