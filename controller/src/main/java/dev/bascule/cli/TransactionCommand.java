package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptFiles;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.inventory.Host;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.report.ExitCode;
import dev.bascule.report.FactsReport;
import dev.bascule.report.JsonReport;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import dev.bascule.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code bascule status}, {@code confirm}, {@code abort} and {@code extend}. */
final class TransactionCommand {
  private final Invocation invocation;
  private final Surroundings around;
  private final Output output;
  private final Inputs inputs;
  private final Map<NodeName, ConnectionSettings> settings;
  private final Map<NodeName, Value.Fields> found = new ConcurrentHashMap<>();

  private TransactionCommand(
      Invocation invocation,
      Surroundings around,
      Inputs inputs,
      Map<NodeName, ConnectionSettings> settings)
      throws UsageException {
    this.invocation = invocation;
    this.around = around;
    this.output = Output.of(invocation, around);
    this.inputs = inputs;
    this.settings = settings;
  }

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    Settings options = Settings.of(invocation, around);
    if (TypedNode.areMeant(invocation, around)) {
      return typed(invocation, around, options).run(transports);
    }
    Problems problems = new Problems();
    Inputs inputs = Inputs.read(invocation, around, null, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    Map<NodeName, ConnectionSettings> settings = new LinkedHashMap<>();
    for (String pattern : invocation.arguments()) {
      SourceFile argument = new SourceFile("NODE", pattern);
      List<Host> hosts = inputs.inventory().select(pattern, argument.start(), problems);
      settings.putAll(options.of(hosts, inputs, problems));
    }
    problems.throwIfAny(inputs.secrets()::mask);
    return new TransactionCommand(invocation, around, inputs, settings).run(transports);
  }

  // What 'convert' changed is in no inventory.
  private static TransactionCommand typed(
      Invocation invocation, Surroundings around, Settings options) throws UsageException {
    Inputs inputs = Inputs.none(new Secrets());
    Map<NodeName, ConnectionSettings> settings = new LinkedHashMap<>();
    for (TypedNode node : TypedNode.all(invocation)) {
      settings.put(node.name(), options.of(node.settings(), inputs.secrets()));
    }
    return new TransactionCommand(invocation, around, inputs, settings);
  }

  private ExitCode run(Transports transports) throws UsageException, InterruptedException {
    FleetRun run = FleetRun.of(FleetRun.limits(invocation), output, around, inputs.secrets());
    try (Transport transport = transports.open()) {
      Visit visit = Visit.looking(transport, settings, output.verbosity(), around);
      KeptFiles kept = StateFolder.transactions(around);
      TransactionWork work = new TransactionWork(visit, kept, found);
      List<NodeName> nodes = List.copyOf(settings.keySet());
      List<NodeResult> results =
          run.run(List.of(new Stage("", nodes, List.of(), null, verb(work))));
      return show(Reports.of(invocation.command(), results, run));
    }
  }

  private NodeWork verb(TransactionWork work) throws UsageException {
    return switch (invocation.command()) {
      case STATUS -> work::status;
      case CONFIRM -> work::confirm;
      case ABORT -> work::abort;
      default -> work.extend(Settings.duration(invocation, "--by").orElse(Kept.MORE));
    };
  }

  private ExitCode show(RunReport report) {
    boolean status = invocation.command() == CommandName.STATUS;
    FactsReport facts = new FactsReport(inputs.secrets(), "transaction");
    TextReport text = new TextReport(new Printable(inputs.secrets()), output.palette(), false);
    if (output.json()) {
      around
          .out()
          .print(
              status
                  ? facts.json(report, found)
                  : new JsonReport(inputs.secrets(), false).render(report));
    } else if (status) {
      around.out().print(facts.text(report, found));
      around.err().print(text.failures(report));
    } else {
      around.out().print(output.quiet() ? text.failures(report) : text.render(report));
    }
    return report.exitCode();
  }
}
