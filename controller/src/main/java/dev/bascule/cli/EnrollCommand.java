package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.Limits;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.inventory.Host;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.report.ExitCode;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.ssh.HostKeys;
import dev.bascule.transport.ssh.OfferedKey;
import dev.bascule.transport.ssh.SshOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code bascule enroll}. */
final class EnrollCommand {
  private final Invocation invocation;
  private final Surroundings around;
  private final Map<NodeName, List<OfferedKey>> found = new ConcurrentHashMap<>();

  private EnrollCommand(Invocation invocation, Surroundings around) {
    this.invocation = invocation;
    this.around = around;
  }

  static ExitCode run(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException, InterruptedException {
    boolean asks = !invocation.has("--yes") && !invocation.has("--print");
    if (asks && !around.terminals().canAsk()) {
      throw new UsageException(
          "enroll asks before it trusts a key, and there is no terminal to ask at",
          "compare what --print shows with the nodes' consoles, then add --yes");
    }
    return new EnrollCommand(invocation, around).run();
  }

  private ExitCode run() throws UsageException, ProblemsException, InterruptedException {
    Settings options = Settings.of(invocation, around);
    Limits limits = FleetRun.limits(invocation);
    Problems problems = new Problems();
    Inputs inputs = Inputs.read(invocation, around, null, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    List<Host> hosts = FactsCommand.hosts(invocation, inputs, problems);
    Map<NodeName, ConnectionSettings> settings = options.of(hosts, inputs, problems);
    problems.throwIfAny(inputs.secrets()::mask);
    Output output = new Output(false, 0, invocation.has("--print"), Palette.PLAIN, false);
    FleetRun run = FleetRun.of(limits, output, around, inputs.secrets());
    try (HostKeys keys = HostKeys.open(SshOptions.ofUser())) {
      List<NodeName> nodes = List.copyOf(settings.keySet());
      List<NodeResult> results =
          run.run(List.of(new Stage("", nodes, List.of(), null, collect(keys, settings))));
      RunReport report = Reports.of(invocation.command(), results, run);
      Printable printable = new Printable(inputs.secrets());
      around.err().print(new TextReport(printable, Palette.PLAIN, false).failures(report));
      return report.exitCode().or(run.interrupted() ? ExitCode.OK : finish(keys, nodes));
    }
  }

  private NodeWork collect(HostKeys keys, Map<NodeName, ConnectionSettings> settings) {
    return (node, context) -> {
      ConnectionSettings how = settings.get(node);
      if (how == null || how.local()) {
        return new Outcome.InSync();
      }
      try {
        found.put(node, keys.collect(node, how));
        return new Outcome.InSync();
      } catch (TransportException e) {
        return new Outcome.Unreachable(String.valueOf(e.getMessage()), e.hint());
      }
    };
  }

  private ExitCode finish(HostKeys keys, List<NodeName> nodes) {
    List<OfferedKey> fresh = new ArrayList<>();
    boolean changed = false;
    for (NodeName node : nodes) {
      for (OfferedKey key : found.getOrDefault(node, List.of())) {
        show(node, key);
        changed |= key.state() == OfferedKey.State.CHANGED;
        if (key.state() == OfferedKey.State.NEW) {
          fresh.add(key);
        }
      }
    }
    ExitCode code = changed ? ExitCode.FAILED : ExitCode.OK;
    return invocation.has("--print") || fresh.isEmpty() ? code : code.or(trust(keys, fresh));
  }

  private void show(NodeName node, OfferedKey key) {
    if (key.state() == OfferedKey.State.CHANGED) {
      around
          .err()
          .println(node + ": THE HOST KEY HAS CHANGED: " + key.type() + " " + key.fingerprint());
      around
          .err()
          .println(
              "  hint: if you know why: ssh-keygen -R '" + key.host() + "', then enroll again");
    } else if (invocation.has("--print")) {
      around.out().println(key.line());
    } else {
      String known = key.state() == OfferedKey.State.KNOWN ? "  (known)" : "";
      around.out().println(node + "  " + key.type() + "  " + key.fingerprint() + known);
    }
  }

  private ExitCode trust(HostKeys keys, List<OfferedKey> fresh) {
    around.out().flush();
    String count = fresh.size() == 1 ? "this new key" : "these " + fresh.size() + " new keys";
    if (!invocation.has("--yes") && !Question.yes("Trust " + count + "?", around)) {
      around.err().println("Nothing was added.");
      return ExitCode.PENDING;
    }
    try {
      keys.trust(fresh);
      around.out().println("added " + fresh.size() + " to " + fresh.get(0).file());
      return ExitCode.OK;
    } catch (IOException e) {
      around.err().println("bascule enroll: known_hosts cannot be written: " + e);
      return ExitCode.FAILED;
    }
  }
}
