package dev.bascule.cli;

import dev.bascule.apply.NodeSights;
import dev.bascule.container.NodeSight;
import dev.bascule.event.Outcome;
import dev.bascule.fleet.Limits;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.report.ExitCode;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code bascule graph}. */
final class GraphCommand {
  private final Invocation invocation;
  private final Surroundings around;
  private final GraphOptions options;
  private final Output output;
  private final Limits limits;
  private final Map<NodeName, NodeSight> sights = new ConcurrentHashMap<>();

  private GraphCommand(Invocation invocation, Surroundings around) throws UsageException {
    this.invocation = invocation;
    this.around = around;
    this.options = GraphOptions.of(invocation);
    this.output = Output.of(invocation, around);
    this.limits = FleetRun.limits(invocation);
  }

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    GraphCommand command = new GraphCommand(invocation, around);
    if (command.options.file().filter(command::cannotBeWritten).isPresent()) {
      return ExitCode.UNWRITTEN;
    }
    return command.options.playbooks().isEmpty()
        ? command.ofNodes(transports)
        : command.ofPlaybooks(transports);
  }

  private boolean cannotBeWritten(String file) {
    return !new GraphFile(file, around).isWritable();
  }

  private ExitCode ofNodes(Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    NodeRequest request = NodeRequest.read(invocation, around);
    try (Transport transport = request.open(transports)) {
      Visit visit = visit(transport, request.settings());
      return finish(
          request.inputs().secrets(),
          List.of(new Stage("", request.nodes(), List.of(), null, observe(visit))));
    }
  }

  private NodeWork observe(Visit visit) {
    return (node, context) ->
        visit.connected(
            node,
            context,
            connection -> {
              sights.put(node, NodeSights.of(connection, Visit.deadlines(context)));
              return new Outcome.InSync();
            });
  }

  private ExitCode ofPlaybooks(Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    Settings settings = Settings.of(invocation, around);
    Job job = Job.read(invocation, around, settings, options.playbooks(), options.nodes());
    try (Transport transport = transports.open()) {
      Visit visit = visit(transport, job.settings());
      List<Stage> stages =
          job.atOnce(
              source ->
                  (node, context) ->
                      visit.connected(
                          node,
                          context,
                          connection -> {
                            sights.put(
                                node,
                                NodeSights.of(node, connection, source, Visit.deadlines(context)));
                            return new Outcome.InSync();
                          }));
      return finish(job.inputs().secrets(), stages);
    }
  }

  private Visit visit(Transport transport, Map<NodeName, ConnectionSettings> settings) {
    return Visit.looking(transport, settings, output.verbosity(), around);
  }

  private ExitCode finish(Secrets secrets, List<Stage> stages) throws InterruptedException {
    FleetRun run = FleetRun.of(limits, output, around, secrets).asking();
    List<NodeResult> results = run.run(stages);
    RunReport report = Reports.of(invocation.command(), results, run);
    Printable printable = new Printable(secrets);
    around.err().print(new TextReport(printable, output.palette(), false).failures(report));
    Map<NodeName, NodeSight> seen = new LinkedHashMap<>();
    // In the order in which they were named, not in that in which they answered.
    for (NodeName node : stages.get(0).nodes()) {
      NodeSight sight = sights.get(node);
      if (sight != null) {
        seen.put(node, sight);
      }
    }
    ExitCode written = seen.isEmpty() ? ExitCode.OK : write(seen, printable);
    return report.exitCode().or(written);
  }

  private ExitCode write(Map<NodeName, NodeSight> seen, Printable printable) {
    seen.forEach(
        (node, sight) -> {
          if (sight.spaces().more() > 0) {
            int more = sight.spaces().more();
            around.err().println(node + ": " + more + " more namespaces were not looked into");
          }
        });
    GraphText text = new GraphText(options, output.palette(), printable);
    return options
        .file()
        .map(file -> new GraphFile(file, around).write(text.plain(seen)))
        .orElseGet(
            () -> {
              around.out().print(text.shown(seen));
              return ExitCode.OK;
            });
  }
}
