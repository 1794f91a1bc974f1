package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.source.ProblemsException;

/** {@code bascule validate}: reads and resolves as plan does, and stops there. */
final class ValidateCommand {
  private ValidateCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException {
    Job job = Job.read(invocation, around, Settings.of(invocation, around), null);
    int plays = job.resolution().plays().size();
    int nodes = job.resolution().nodes().size();
    around
        .out()
        .println(
            "valid: "
                + (plays == 1 ? "1 play, " : plays + " plays, ")
                + (nodes == 1 ? "1 node" : nodes + " nodes"));
    return ExitCode.OK;
  }
}
