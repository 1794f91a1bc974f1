package dev.bascule.cli;

import dev.bascule.inventory.HostPattern;
import dev.bascule.inventory.InventoryGraph;
import dev.bascule.inventory.InventoryJson;
import dev.bascule.report.ExitCode;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import java.util.stream.Stream;

/** {@code bascule inventory}. */
final class InventoryCommand {
  private InventoryCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException {
    if (Stream.of("--list", "--graph", "--host").filter(invocation::has).count() > 1) {
      throw new UsageException("--list, --graph and --host exclude each other", null);
    }
    if (!invocation.has("--graph") && !invocation.arguments().isEmpty()) {
      throw new UsageException(
          "unexpected argument '" + invocation.arguments().get(0) + "'",
          "a group is shown with --graph, a host with --host");
    }
    if (!invocation.has("--graph") && invocation.has("--vars")) {
      throw new UsageException("--vars goes with --graph", "--list shows variables too");
    }
    Problems problems = new Problems();
    Inputs inputs = Inputs.read(invocation, around, null, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    String text = text(invocation, inputs, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    around.out().print(text.endsWith("\n") ? text : text + "\n");
    return ExitCode.OK;
  }

  private static String text(Invocation invocation, Inputs inputs, Problems problems) {
    if (invocation.has("--graph")) {
      String group = invocation.arguments().stream().findFirst().orElse("all");
      boolean variables = invocation.has("--vars");
      return InventoryGraph.graph(inputs.inventory(), group, variables, inputs.secrets(), problems);
    }
    return invocation
        .text("--host")
        .map(
            name ->
                HostPattern.exactly(name, inputs.inventory(), problems)
                    .map(host -> InventoryJson.host(host, inputs.secrets()))
                    .orElse(""))
        .orElseGet(() -> InventoryJson.list(inputs.inventory(), inputs.secrets()));
  }
}
