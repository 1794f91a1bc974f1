package dev.bascule.playbook;

import dev.bascule.playbook.kind.Expressions;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.Suggestion;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that tasks and handlers of a play know each other. */
final class Handlers {
  private Handlers() {}

  static void check(List<Task> tasks, List<Task> handlers, Problems problems) {
    Map<String, Task> byName = byName(handlers, problems);
    Set<String> notified = new LinkedHashSet<>();
    boolean computed = false;
    for (Task task : tasks) {
      for (Scalar name : task.notifies()) {
        if (Expressions.in(name.text())) {
          computed = true;
        } else if (byName.containsKey(name.text())) {
          notified.add(name.text());
        } else {
          problems.add(
              ProblemCode.UNKNOWN_HANDLER,
              name.position(),
              "no handler of this play is called '" + name.text() + "'",
              hint(name.text(), byName.keySet()));
        }
      }
    }
    if (!computed) {
      byName.forEach((name, handler) -> checkNotified(name, handler, notified, problems));
    }
  }

  static String hint(String name, Set<String> names) {
    if (names.isEmpty()) {
      return "the play has no handlers; add 'handlers:'";
    }
    List<String> all = new ArrayList<>(names);
    return Suggestion.nearest(name, names)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("its handlers: " + String.join(", ", all));
  }

  private static void checkNotified(
      String name, Task handler, Set<String> notified, Problems problems) {
    if (!notified.contains(name) && handler.sound()) {
      problems.add(
          ProblemCode.UNUSED_HANDLER,
          handler.position(),
          "no task notifies the handler '" + name + "'",
          "add 'notify: " + name + "' to a task, or remove the handler");
    }
  }

  private static Map<String, Task> byName(List<Task> handlers, Problems problems) {
    Map<String, Task> byName = new LinkedHashMap<>();
    for (Task handler : handlers) {
      Scalar name = handler.name();
      if (name == null || Expressions.in(name.text())) {
        continue; // reported where it was read
      }
      Task first = byName.putIfAbsent(name.text(), handler);
      if (first != null) {
        problems.add(
            ProblemCode.DUPLICATE_HANDLER,
            name.position(),
            "two handlers are called '" + name.text() + "'",
            "the first is at " + first.position() + "; give one of them another name");
      }
    }
    return byName;
  }
}
