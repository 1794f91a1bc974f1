package dev.bascule.cli;

import dev.bascule.fleet.Limits;
import dev.bascule.history.Resumption;
import dev.bascule.inventory.Host;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.report.JsonReport;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import dev.bascule.transport.Transport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command line that names nodes rather than playbooks; no node was contacted yet. */
record NodeRequest(
    RunStart start,
    Invocation invocation,
    Surroundings around,
    Output output,
    Limits limits,
    Inputs inputs,
    Map<NodeName, ConnectionSettings> settings)
    implements RunRequest {
  NodeRequest {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** With the nodes that the arguments name. */
  static NodeRequest read(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException {
    return read(invocation, around, invocation.arguments());
  }

  /** With the nodes of some host patterns. */
  static NodeRequest read(Invocation invocation, Surroundings around, List<String> patterns)
      throws UsageException, ProblemsException {
    Output output = Output.of(invocation, around);
    Limits limits = FleetRun.limits(invocation);
    Settings options = Settings.of(invocation, around);
    if (TypedNode.areMeant(invocation, around)) {
      return typed(patterns, invocation, around, output, limits, options);
    }
    Problems problems = new Problems();
    Inputs inputs = Inputs.read(invocation, around, null, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    Map<NodeName, ConnectionSettings> settings = new LinkedHashMap<>();
    for (String pattern : patterns) {
      SourceFile argument = new SourceFile("NODE", pattern);
      List<Host> hosts = inputs.inventory().select(pattern, argument.start(), problems);
      settings.putAll(options.of(hosts, inputs, problems));
    }
    problems.throwIfAny(inputs.secrets()::mask);
    return new NodeRequest(
        RunStart.of(invocation, around), invocation, around, output, limits, inputs, settings);
  }

  // What 'convert' changed is in no inventory.
  private static NodeRequest typed(
      List<String> names,
      Invocation invocation,
      Surroundings around,
      Output output,
      Limits limits,
      Settings options)
      throws UsageException {
    Inputs inputs = Inputs.none(new Secrets());
    Map<NodeName, ConnectionSettings> settings = new LinkedHashMap<>();
    for (TypedNode node : TypedNode.all(names, invocation)) {
      settings.put(node.name(), options.of(node.settings(), inputs.secrets()));
    }
    return new NodeRequest(
        RunStart.of(invocation, around), invocation, around, output, limits, inputs, settings);
  }

  /** The same, telling of a lost run. */
  NodeRequest resuming(Resumption lost) {
    return new NodeRequest(
        start.resuming(lost), invocation, around, output, limits, inputs, settings);
  }

  /** Connects to its nodes; hints fit how they were named. */
  Transport open(Transports transports) {
    Transport transport = transports.open();
    return TypedNode.areMeant(invocation, around) ? new TypedTransport(transport) : transport;
  }

  FleetRun run() {
    start.recording().begin(this, settings.size());
    return FleetRun.of(limits, output, around, inputs.secrets());
  }

  @Override
  public ResultFiles files() {
    return ResultFiles.NONE;
  }

  @Override
  public List<String> playbooks() {
    return List.of();
  }

  List<NodeName> nodes() {
    return List.copyOf(settings.keySet());
  }

  TextReport text() {
    return new TextReport(new Printable(inputs.secrets()), output.palette(), true);
  }

  /** Writes a report as the user wants it. */
  static void show(RunReport report, NodeRequest request) {
    request
        .around()
        .out()
        .print(
            request.output().json()
                ? new JsonReport(request.inputs().secrets(), true).render(report)
                : request.output().quiet()
                    ? request.text().failures(report)
                    : request.text().render(report));
    request.around().out().flush();
  }
}
