package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.source.ProblemsException;

/**
 * The commands by name.
 *
 * @param transports opened only by those that contact nodes
 */
record Commands(Transports transports) {

  ExitCode run(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException, InterruptedException {
    try {
      return dispatch(invocation, around);
    } catch (ProblemsException e) {
      if (Output.json(invocation)) {
        around.out().print(ProblemsJson.render(invocation.command(), e.problems()));
      }
      throw e;
    }
  }

  private ExitCode dispatch(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException, InterruptedException {
    return switch (invocation.command()) {
      case INIT -> InitCommand.run(invocation, around);
      case VALIDATE -> ValidateCommand.run(invocation, around);
      case PLAN, DRIFT -> PlanCommand.run(invocation, around, transports);
      case APPLY -> ApplyCommand.run(invocation, around, transports);
      case CONVERT -> ConvertCommand.run(invocation, around, transports);
      case STATUS, CONFIRM, ABORT, EXTEND -> TransactionCommand.run(invocation, around, transports);
      case RESUME -> ResumeCommand.run(invocation, around, transports);
      case REVERT -> RevertCommand.run(invocation, around, transports);
      case HISTORY -> HistoryCommand.run(invocation, around);
      case SCHEDULE -> ScheduleCommand.run(invocation, around);
      case INVENTORY -> InventoryCommand.run(invocation, around);
      case FACTS -> FactsCommand.run(invocation, around, transports);
      case GRAPH -> GraphCommand.run(invocation, around, transports);
      case ENROLL -> EnrollCommand.run(invocation, around);
      case COMPLETION -> CompletionCommand.run(invocation, around);
      case VERSION -> {
        around.out().println(Version.text());
        yield ExitCode.OK;
      }
    };
  }
}
