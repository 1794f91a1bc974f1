package dev.bascule.playbook;

import dev.bascule.file.Resource;
import dev.bascule.model.Desired;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.network.SafeApply;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes what nodes should look like, for people and for comparing. */
final class StateDump {
  // Of a script that Bascule brings, the begin says which.
  private static final int LONGEST = 20;

  private final StringBuilder out = new StringBuilder();

  static String of(Resolution resolution, Map<NodeName, Value.Fields> facts) {
    StateDump dump = new StateDump();
    resolution.plays().forEach(dump::waves);
    resolution.nodes().forEach((node, source) -> dump.node(node, source, facts.get(node)));
    return dump.out.toString();
  }

  // Most plays go over their nodes as any does.
  private void waves(Resolution.NodesOfPlay of) {
    Waves waves = of.play().waves();
    if (!waves.same(Waves.CAREFUL) && !waves.same(Waves.ALL_AT_ONCE)) {
      out.append("play ").append(of.play().name()).append('\n');
      out.append("  waves ").append(waves.text()).append('\n');
      if (of.canary() != null) {
        out.append("  canary ").append(of.canary()).append('\n');
      }
      new TreeMap<>(of.fates())
          .forEach(
              (node, fates) ->
                  out.append("  ").append(node + " " + new TreeSet<>(fates)).append('\n'));
    }
  }

  private void node(NodeName node, DesiredSource source, Value.Fields facts) {
    out.append("node ").append(node).append('\n');
    if (facts == null) {
      state(source.beforeContact());
      if (!source.factsUsed().isEmpty()) {
        out.append("  more, with facts ").append(new TreeSet<>(source.factsUsed())).append('\n');
      }
      return;
    }
    try {
      state(source.resolve(new Facts(facts)));
    } catch (UnresolvedException e) {
      e.getMessage().lines().forEach(line -> out.append("  ").append(line).append('\n'));
    }
  }

  private void state(DesiredState state) {
    state.tasks().forEach(task -> task("  ", task));
    state.handlers().forEach(task -> task("  handler: ", task));
    if (!state.safeApply().equals(SafeApply.USUAL)) {
      out.append("  ").append(state.safeApply()).append('\n');
    }
  }

  private void task(String indent, DesiredTask task) {
    out.append(indent).append(task.name());
    if (!task.notifies().isEmpty()) {
      out.append(" → ").append(String.join(", ", task.notifies()));
    }
    out.append('\n');
    lines(task.resource()).forEach(line -> out.append("    ").append(line).append('\n'));
  }

  private static List<String> lines(Desired resource) {
    if (resource instanceof Resource.RegularFile file) {
      String head =
          "file " + file.path() + " " + file.attributes() + (file.secret() ? " secret" : "");
      List<String> lines = new ArrayList<>(List.of(head));
      List<String> content = file.content().text().lines().toList();
      content.stream().limit(LONGEST).map(line -> "| " + line).forEach(lines::add);
      if (content.size() > LONGEST) {
        lines.add("| …");
      }
      return lines;
    }
    return resource.toString().lines().toList();
  }
}
