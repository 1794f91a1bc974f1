package dev.bascule.playbook;

import dev.bascule.inventory.Host;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What {@code apart} says that nodes of a play share: a rack, a feed, a pair of switches. */
final class Fates {
  private final PlayRun play;
  private final NodeProblems found = new NodeProblems();

  private Fates(PlayRun play) {
    this.play = play;
  }

  /** For each node of the play, for example {@code rack=r7}. */
  static Map<NodeName, Set<String>> of(PlayRun play, Problems problems) {
    List<Scalar> names = play.play.waves().apart();
    Map<NodeName, Set<String>> all = new LinkedHashMap<>();
    if (!names.isEmpty()) {
      Fates fates = new Fates(play);
      play.hosts.forEach(host -> all.put(host.name(), fates.of(host, names)));
      fates.found.addTo(problems, play.hosts.size());
    }
    return all;
  }

  private Set<String> of(Host host, List<Scalar> names) {
    Problems ofNode = new Problems();
    Variables variables = play.variables(host, Map.of());
    Set<String> fates = new TreeSet<>();
    for (Scalar name : names) {
      for (String value : values(name, variables, ofNode)) {
        fates.add(name.text() + "=" + value);
      }
    }
    found.add(host.name(), ofNode);
    return fates;
  }

  private static List<String> values(Scalar name, Variables variables, Problems problems) {
    try {
      Optional<Value> value =
          variables.scope(Set.of(name.text()), name.position()).get(name.text());
      List<String> texts = value.map(Fates::texts).orElse(List.of());
      if (texts.isEmpty()) {
        problems.add(
            ProblemCode.UNKNOWN_VARIABLE,
            name.position(),
            "'apart': '" + name.text() + "' has no value that says what a node shares",
            "give each node one in the inventory, for example rack: r7 in host_vars or of a group");
      }
      return texts;
    } catch (Unresolved e) {
      e.addTo(problems);
    } catch (FactsNeeded e) {
      problems.add(
          ProblemCode.BAD_VALUE,
          name.position(),
          "'apart': '" + name.text() + "' depends on facts, and waves are cut before contact",
          "give each node a value in the inventory");
    }
    return List.of();
  }

  // A node may hang on two feeds.
  private static List<String> texts(Value value) {
    if (value instanceof Value.Nothing) {
      return List.of();
    } else if (value instanceof Value.Scalar scalar) {
      return scalar.text().isBlank() ? List.of() : List.of(scalar.text());
    } else if (value instanceof Value.Items items) {
      return items.items().stream().flatMap(item -> texts(item).stream()).toList();
    }
    return List.of();
  }
}
