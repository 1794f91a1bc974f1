package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.Cut;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.Stage;
import dev.bascule.model.NodeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The waves in which an apply would change the nodes that a plan wants to change. */
final class PlannedWaves {
  private PlannedWaves() {}

  /**
   * The same results with the numbers of their waves. Without numbers where there is but one wave,
   * and where plays are done one after the other: then a node is in several.
   */
  static List<NodeResult> number(Job job, List<NodeResult> planned) {
    if (!job.isOneStage()) {
      return planned;
    }
    Map<NodeName, Integer> numbers = numbers(job, planned);
    return planned.stream()
        .map(
            it ->
                new NodeResult(
                    it.node(), it.outcome(), it.took(), numbers.getOrDefault(it.node(), 0)))
        .toList();
  }

  private static Map<NodeName, Integer> numbers(Job job, List<NodeResult> planned) {
    Set<NodeName> changing =
        planned.stream()
            .filter(it -> it.outcome() instanceof Outcome.Drifted)
            .map(NodeResult::node)
            .collect(Collectors.toSet());
    Map<NodeName, Integer> numbers = new HashMap<>();
    for (Stage stage : job.inOrder(source -> (node, context) -> new Outcome.InSync())) {
      Stage some = stage.only(changing);
      List<List<NodeName>> waves = Cut.of(some.nodes(), some.waves());
      for (int i = 0; i < waves.size() && waves.size() > 1; i++) {
        int number = i + 1;
        waves.get(i).forEach(node -> numbers.put(node, number));
      }
    }
    return numbers;
  }
}
