package dev.bascule.playbook;

import dev.bascule.playbook.kind.Kinds;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.Suggestion;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;

/** Puts into words what is wrong with the keys of a task. */
final class TaskKeys {
  private TaskKeys() {}

  /** A key that is neither a kind nor one that every task has. */
  static Problem unknown(Scalar at, boolean hasKind) {
    String key = at.text();
    if (Kinds.LATER.contains(key)) {
      return new Problem(
          ProblemCode.NOT_IN_THIS_VERSION,
          at.position(),
          "the kind '" + key + "' is not in this version",
          "this version has " + String.join(", ", Kinds.names()));
    }
    Problem ansible = AnsibleWords.inTask(at);
    if (ansible != null) {
      return ansible;
    }
    List<String> candidates = new ArrayList<>(TaskReader.KEYS);
    if (!hasKind) {
      candidates.addAll(Kinds.names());
    }
    String known =
        hasKind
            ? "besides its kind a task has " + String.join(", ", TaskReader.KEYS)
            : "kinds: " + String.join(", ", Kinds.names());
    return new Problem(
        hasKind ? ProblemCode.UNKNOWN_KEY : ProblemCode.UNKNOWN_KIND,
        at.position(),
        hasKind ? "unknown key '" + key + "'" : "no kind of task is called '" + key + "'",
        Suggestion.nearest(key, candidates)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(known));
  }

  static void several(List<Entry> kinds, Problems problems) {
    problems.add(
        ProblemCode.SEVERAL_KINDS,
        kinds.get(1).key().position(),
        "a task has one kind, and this has '"
            + kinds.get(0).key().text()
            + "' and '"
            + kinds.get(1).key().text()
            + "'",
        "make it two tasks");
  }

  static void none(Position at, Problems problems) {
    problems.add(
        ProblemCode.MISSING_KIND,
        at,
        "this task does not say what to do",
        "add one of " + String.join(", ", Kinds.names()));
  }
}
