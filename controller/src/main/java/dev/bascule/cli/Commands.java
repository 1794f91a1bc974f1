package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.source.ProblemsException;

/** The commands by name. */
final class Commands {

  ExitCode run(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException, InterruptedException {
    return switch (invocation.command()) {
      case VERSION -> {
        around.out().println(Version.text());
        yield ExitCode.OK;
      }
      default -> throw new IllegalStateException("not yet: " + invocation.command());
    };
  }
}
