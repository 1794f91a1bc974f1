package dev.bascule.cli;

import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.StopRules;
import dev.bascule.fleet.WaveRules;
import dev.bascule.fleet.WaveSize;
import dev.bascule.inventory.Host;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Shard;
import dev.bascule.playbook.Playbook;
import dev.bascule.playbook.PlaybookReader;
import dev.bascule.playbook.Resolution;
import dev.bascule.playbook.ResolveRequest;
import dev.bascule.playbook.Resolver;
import dev.bascule.playbook.Waves;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import dev.bascule.state.DesiredSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that plan, apply, drift and validate need, read and without a problem.
 *
 * @param settings of every node that a play names
 * @param shard which part of its nodes it is, null for all of them
 */
record Job(
    Inputs inputs,
    List<String> playbooks,
    Resolution resolution,
    Map<NodeName, ConnectionSettings> settings,
    @Nullable Shard shard) {

  /**
   * Reads and resolves all of it; contacts no node.
   *
   * @param only further limits the nodes; null for no such limit
   */
  static Job read(
      Invocation invocation, Surroundings around, Settings options, @Nullable Set<NodeName> only)
      throws UsageException, ProblemsException {
    return read(invocation, around, options, invocation.arguments(), only, List.of());
  }

  /**
   * The same of playbooks that an option names.
   *
   * @param patterns further limit the nodes; none for no such limit
   */
  static Job read(
      Invocation invocation,
      Surroundings around,
      Settings options,
      List<String> playbooks,
      List<String> patterns)
      throws UsageException, ProblemsException {
    return read(invocation, around, options, playbooks, null, patterns);
  }

  private static Job read(
      Invocation invocation,
      Surroundings around,
      Settings options,
      List<String> playbooks,
      @Nullable Set<NodeName> only,
      List<String> patterns)
      throws UsageException, ProblemsException {
    Problems problems = new Problems();
    // A script's empty variable would quietly choose everything.
    for (String option : List.of("--tags", "--skip-tags")) {
      if (invocation.texts(option).stream().anyMatch(text -> text.replace(",", "").isBlank())) {
        throw new UsageException("option '" + option + "' names no tag", "leave it out for all");
      }
    }
    List<Path> files = playbooks.stream().map(Path::of).toList();
    Path first = files.get(0).toAbsolutePath().getParent();
    Inputs inputs = Inputs.read(invocation, around, first, problems).only(only);
    inputs = inputs.only(named(patterns, inputs, problems));
    VarsBesidePlaybooks.check(files, inputs.sources(), problems);
    Playbook playbook = PlaybookReader.read(files, problems);
    ResolveRequest request =
        new ResolveRequest(
            inputs.inventory(),
            inputs.limit(),
            inputs.extra(),
            invocation.texts("--tags"),
            invocation.texts("--skip-tags"),
            inputs.vaultPasswordFiles(),
            inputs.secrets());
    Resolution resolution = Resolver.resolve(playbook, request, problems);
    List<Host> hosts = hosts(inputs, resolution);
    Map<NodeName, ConnectionSettings> settings = options.of(hosts, inputs, problems);
    if (problems.isEmpty() && hosts.isEmpty()) {
      problems.add(
          ProblemCode.UNMATCHED_LIMIT,
          null,
          "no play has a task for any of the nodes that --limit leaves",
          "see which nodes there are: bascule inventory --graph");
    }
    problems.throwIfAny(inputs.secrets()::mask);
    return new Job(inputs, playbooks, resolution, settings, null);
  }

  private static @Nullable Set<NodeName> named(
      List<String> patterns, Inputs inputs, Problems problems) {
    if (patterns.isEmpty() || inputs.inventory().hosts().isEmpty()) {
      return null;
    }
    Set<NodeName> nodes = new TreeSet<>();
    for (String pattern : patterns) {
      SourceFile argument = new SourceFile("NODE", pattern);
      inputs.inventory().select(pattern, argument.start(), problems).stream()
          .map(Host::name)
          .forEach(nodes::add);
    }
    return nodes;
  }

  private static List<Host> hosts(Inputs inputs, Resolution resolution) {
    return resolution.nodes().keySet().stream()
        .flatMap(node -> Optional.ofNullable(inputs.inventory().host(node).orElse(null)).stream())
        .toList();
  }

  /** The part of it that is a shard's. Everything was read and checked for all nodes before. */
  Job part(Shard of) {
    return new Job(inputs, playbooks, resolution.only(of::has), settings, of);
  }

  /** All nodes at once, each looked at once for all its plays. */
  List<Stage> atOnce(Function<DesiredSource, NodeWork> work) {
    Map<NodeName, DesiredSource> nodes = resolution.nodes();
    return List.of(new Stage("", List.copyOf(nodes.keySet()), List.of(), null, each(nodes, work)));
  }

  /**
   * Plays in their order. Plays over the same nodes in the same waves are one stage: then a node
   * needs one connection for all of them.
   */
  List<Stage> inOrder(Function<DesiredSource, NodeWork> work) {
    List<Resolution.NodesOfPlay> plays = resolution.plays();
    if (isOneStage()) {
      return List.of(stage(plays.get(0), resolution.nodes(), work));
    }
    List<Stage> stages = new ArrayList<>();
    for (Resolution.NodesOfPlay of : plays) {
      stages.add(stage(of, of.sources(), work));
    }
    return stages;
  }

  /** Whether all plays are one stage. */
  boolean isOneStage() {
    List<Resolution.NodesOfPlay> plays = resolution.plays();
    Resolution.NodesOfPlay first = plays.get(0);
    return plays.stream()
        .allMatch(
            of ->
                of.nodes().equals(first.nodes())
                    && of.play().waves().same(first.play().waves())
                    && of.fates().equals(first.fates()));
  }

  private static Stage stage(
      Resolution.NodesOfPlay of,
      Map<NodeName, DesiredSource> sources,
      Function<DesiredSource, NodeWork> work) {
    Waves waves = of.play().waves();
    List<WaveSize> serial = waves.serial().stream().map(Job::size).toList();
    dev.bascule.playbook.WaveSize most = waves.maxUnreachable();
    return new Stage(
        of.play().name(),
        of.nodes(),
        new WaveRules(serial, waves.canary(), of.canary(), of.fates()),
        new StopRules(
            waves.maxFailPercentage(), most == null ? null : size(most), waves.anyErrorsFatal()),
        waves.soak(),
        each(sources, work),
        null,
        null);
  }

  private static WaveSize size(dev.bascule.playbook.WaveSize size) {
    return new WaveSize(size.amount(), size.percent());
  }

  private static NodeWork each(
      Map<NodeName, DesiredSource> sources, Function<DesiredSource, NodeWork> work) {
    return (node, context) -> {
      DesiredSource source = sources.get(node);
      if (source == null) {
        throw new IllegalStateException("nothing is wanted of " + node);
      }
      return work.apply(source).perform(node, context);
    };
  }
}
