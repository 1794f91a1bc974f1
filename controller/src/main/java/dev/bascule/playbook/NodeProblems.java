package dev.bascule.playbook;

import dev.bascule.model.NodeName;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Problems found node by node. The same mistake on a thousand nodes is shown once, with the names
 * of three.
 */
final class NodeProblems {
  private static final int NAMED = 3;

  private record Mistake(ProblemCode code, @Nullable Position position) {}

  private record OnNodes(Problem first, Set<NodeName> nodes) {}

  private final Map<Mistake, OnNodes> found = new LinkedHashMap<>();

  void add(NodeName node, Problems problems) {
    for (Problem problem : problems.all()) {
      found
          .computeIfAbsent(
              new Mistake(problem.code(), problem.position()),
              key -> new OnNodes(problem, new LinkedHashSet<>()))
          .nodes()
          .add(node);
    }
  }

  /**
   * Hands them over.
   *
   * @param all how many nodes the play has; a problem of all of them names none
   */
  void addTo(Problems problems, int all) {
    for (OnNodes each : found.values()) {
      Problem problem = each.first();
      String where = each.nodes().size() == all ? "" : names(new ArrayList<>(each.nodes()));
      problems.add(problem.code(), problem.position(), problem.message() + where, problem.hint());
    }
  }

  /**
   * Hands over those only that every node has. A task that facts keep from most nodes may well use
   * variables that the others do not have; a misspelt one is missing everywhere.
   */
  void addCommonTo(Problems problems, int all) {
    for (OnNodes each : found.values()) {
      if (each.nodes().size() == all) {
        problems.add(each.first());
      }
    }
  }

  private static String names(List<NodeName> nodes) {
    List<String> shown = nodes.stream().limit(NAMED).map(NodeName::text).toList();
    int more = nodes.size() - shown.size();
    return " (" + String.join(", ", shown) + (more == 0 ? ")" : " and " + more + " more)");
  }
}
