package dev.bascule.playbook;

import dev.bascule.inventory.Host;
import dev.bascule.inventory.HostPattern;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.playbook.Resolution.NodesOfPlay;
import dev.bascule.playbook.lint.FleetLint;
import dev.bascule.playbook.lint.NodeLint;
import dev.bascule.playbook.lint.Wish;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.state.DesiredSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a playbook and an inventory to what is wanted of each node. All that can be found wrong
 * without contact is found here, for all nodes.
 */
public final class Resolver {
  private final Run run;
  private final Problems problems;
  private final Map<NodeName, List<DesiredSource>> sources = new LinkedHashMap<>();
  private final Map<NodeName, List<NodeSource>> known = new LinkedHashMap<>();
  private final Map<NodeName, List<NodeSource>> beyond = new LinkedHashMap<>();

  private Resolver(Run run, Problems problems) {
    this.run = run;
    this.problems = problems;
  }

  /** Resolves; the result is of use only if no problem was added. */
  public static Resolution resolve(Playbook playbook, ResolveRequest request, Problems problems) {
    Resolver resolver = new Resolver(new Run(request, problems), problems);
    return resolver.resolve(playbook, request);
  }

  private Resolution resolve(Playbook playbook, ResolveRequest request) {
    StaticCheck.check(playbook, run, problems);
    TagChoice choice = TagChoice.of(request.tags(), request.skipTags());
    choice.check(playbook, problems);
    List<NodesOfPlay> plays = new ArrayList<>();
    for (Play play : playbook.plays()) {
      List<Host> all = hosts(play);
      List<Host> hosts = within(request.limit(), all);
      addBeyond(play, all, request.limit());
      List<Task> tasks = play.tasks().stream().filter(choice::takes).toList();
      if (!hosts.isEmpty() && !tasks.isEmpty()) {
        plays.add(resolve(new PlayRun(run, play, tasks, hosts, problems), all));
      }
    }
    checkClaims();
    Map<NodeName, DesiredSource> nodes = new LinkedHashMap<>();
    sources.forEach(
        (node, parts) ->
            nodes.put(node, parts.size() == 1 ? parts.get(0) : new CombinedSource(parts)));
    return new Resolution(plays, nodes);
  }

  private List<Host> hosts(Play play) {
    int before = problems.size();
    Scalar pattern = play.hosts();
    if (!run.request.hasHosts()) {
      // Without an inventory every name would be unknown: one cause, one message.
      HostPattern.parse(pattern.text(), pattern.position(), problems);
      return List.of();
    }
    List<Host> hosts = run.request.inventory().select(pattern.text(), pattern.position(), problems);
    if (hosts.isEmpty() && problems.size() == before) {
      problems.add(
          ProblemCode.UNMATCHED_PATTERN,
          pattern.position(),
          "this pattern leaves no host",
          "what '&' and '!' leave of it: bascule inventory --graph");
    }
    return hosts;
  }

  private static List<Host> within(@Nullable Set<NodeName> limit, List<Host> all) {
    return limit == null ? all : all.stream().filter(host -> limit.contains(host.name())).toList();
  }

  private NodesOfPlay resolve(PlayRun play, List<Host> all) {
    NodeProblems certain = new NodeProblems();
    NodeProblems guarded = new NodeProblems();
    Map<NodeName, DesiredSource> ofPlay = new LinkedHashMap<>();
    for (Host host : play.hosts) {
      Found found = Found.nothing();
      NodeSource source = NodeSource.of(play, host, found);
      certain.add(host.name(), found.certain());
      guarded.add(host.name(), found.guarded());
      ofPlay.put(host.name(), source);
      sources.computeIfAbsent(host.name(), key -> new ArrayList<>()).add(source);
      known.computeIfAbsent(host.name(), key -> new ArrayList<>()).add(source);
    }
    certain.addTo(problems, play.hosts.size());
    guarded.addCommonTo(problems, all.size());
    return new NodesOfPlay(
        play.play, ofPlay, canary(play.play, all, ofPlay.keySet()), Fates.of(play, problems));
  }

  // The first of its matches that is chosen. One that --limit leaves out, or that --retry-failed
  // need not do again, leaves the first of the others.
  private @Nullable NodeName canary(Play play, List<Host> all, Set<NodeName> chosen) {
    Scalar pattern = play.waves().canaryPattern();
    if (pattern == null) {
      return null;
    }
    int before = problems.size();
    List<Host> matches =
        run.request.inventory().select(pattern.text(), pattern.position(), problems);
    List<Host> ofPlay = all.stream().filter(matches::contains).toList();
    if (ofPlay.isEmpty() && problems.size() == before) {
      problems.add(
          ProblemCode.UNMATCHED_PATTERN,
          pattern.position(),
          "'canary': '" + pattern.text() + "' matches no host of this play",
          "name one of its hosts, or write canary: true for the first");
    }
    return ofPlay.stream().map(Host::name).filter(chosen::contains).findFirst().orElse(null);
  }

  private void checkClaims() {
    NodeProblems found = new NodeProblems();
    FleetLint fleet = new FleetLint(reached(), known.keySet());
    known.forEach(
        (node, parts) -> {
          Problems ofNode = new Problems();
          List<Wish> wishes = Claims.check(parts, ofNode);
          NodeLint.check(wishes, ofNode);
          fleet.add(node, wishes);
          found.add(node, ofNode);
        });
    beyond.forEach((node, parts) -> fleet.add(node, Claims.check(parts, new Problems())));
    found.addTo(problems, known.size());
    fleet.check(problems);
  }

  // The other nodes' addresses count, too: a limit is about who is changed.
  private void addBeyond(Play play, List<Host> all, @Nullable Set<NodeName> limit) {
    List<Host> hosts =
        limit == null
            ? List.of()
            : all.stream().filter(host -> !limit.contains(host.name())).toList();
    List<Task> tasks = play.tasks().stream().filter(task -> task.body().isNetwork()).toList();
    if (hosts.isEmpty() || tasks.isEmpty()) {
      return;
    }
    PlayRun others = new PlayRun(run, play, tasks, hosts, new Problems());
    for (Host host : hosts) {
      beyond
          .computeIfAbsent(host.name(), key -> new ArrayList<>())
          .add(NodeSource.of(others, host, Found.nothing()));
    }
  }

  private Map<IpAddress, NodeName> reached() {
    Map<IpAddress, NodeName> reached = new HashMap<>();
    Set<IpAddress> several = new HashSet<>();
    for (Host host : run.request.inventory().hosts()) {
      String address =
          host.vars().get("ansible_host") instanceof Value.Scalar scalar
              ? scalar.text()
              : host.name().text();
      IpAddress.parse(address)
          .filter(ip -> reached.putIfAbsent(ip, host.name()) != null)
          .ifPresent(several::add);
    }
    // Behind a gateway that forwards ports the address is nobody's own.
    reached.keySet().removeAll(several);
    return reached;
  }
}
