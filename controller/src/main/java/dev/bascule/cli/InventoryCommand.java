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
    Problems problems = new Problems();
    Inputs inputs = Inputs.read(invocation, around, null, problems);
    problems.throwIfAny();
    String text = text(invocation, inputs, problems);
    problems.throwIfAny();
    around.out().print(text.endsWith("\n") ? text : text + "\n");
    return ExitCode.OK;
  }

  private static String text(Invocation invocation, Inputs inputs, Problems problems) {
    if (invocation.has("--graph")) {
      return InventoryGraph.graph(inputs.inventory(), "all", false, inputs.secrets(), problems);
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
