package dev.bascule.cli;

import dev.bascule.apply.NodeCheck;
import dev.bascule.event.Outcome;
import dev.bascule.fleet.Limits;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.inventory.Host;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.report.ExitCode;
import dev.bascule.report.FactsReport;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import dev.bascule.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code bascule facts}. */
final class FactsCommand {
  private FactsCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    Output output = Output.of(invocation, around);
    Limits limits = FleetRun.limits(invocation);
    Settings options = Settings.of(invocation, around);
    Problems problems = new Problems();
    Inputs inputs = Inputs.read(invocation, around, null, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    List<Host> hosts = hosts(invocation, inputs, problems);
    Map<NodeName, ConnectionSettings> settings = options.of(hosts, inputs, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    Map<NodeName, Value.Fields> found = new ConcurrentHashMap<>();
    FleetRun run = FleetRun.of(limits, output, around, inputs.secrets()).asking();
    try (Transport transport = transports.open()) {
      Visit visit = Visit.looking(transport, settings, output.verbosity(), around);
      List<NodeName> nodes = List.copyOf(settings.keySet());
      List<NodeResult> results =
          run.run(List.of(new Stage("", nodes, List.of(), null, collect(visit, found))));
      RunReport report = Reports.of(invocation.command(), results, run);
      return show(report, found, output, inputs, around);
    }
  }

  static List<Host> hosts(Invocation invocation, Inputs inputs, Problems problems) {
    String pattern = invocation.arguments().stream().findFirst().orElse("all");
    SourceFile argument = new SourceFile("PATTERN", pattern);
    return inputs.inventory().select(pattern, argument.start(), problems);
  }

  private static NodeWork collect(Visit visit, Map<NodeName, Value.Fields> found) {
    return (node, context) ->
        visit.connected(
            node,
            context,
            connection -> {
              found.put(node, NodeCheck.facts(connection, Visit.deadlines(context)).values());
              return new Outcome.InSync();
            });
  }

  private static ExitCode show(
      RunReport report,
      Map<NodeName, Value.Fields> found,
      Output output,
      Inputs inputs,
      Surroundings around) {
    Printable printable = new Printable(inputs.secrets());
    FactsReport facts = new FactsReport(inputs.secrets());
    if (output.json()) {
      around.out().print(facts.json(report, found));
    } else {
      around.out().print(facts.text(report, found));
      around.err().print(new TextReport(printable, output.palette(), false).failures(report));
    }
    return report.exitCode();
  }
}
