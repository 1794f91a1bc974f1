package dev.bascule.cli;

import dev.bascule.report.ExitCode;

/** {@code bascule completion}. */
final class CompletionCommand {
  private CompletionCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around) throws UsageException {
    String shell = invocation.arguments().get(0);
    switch (shell) {
      case "bash" -> around.out().print(Completion.bash());
      case "zsh" -> around.out().print(Completion.zsh());
      default ->
          throw new UsageException("no completion for '" + shell + "'", "known: bash and zsh");
    }
    return ExitCode.OK;
  }
}
