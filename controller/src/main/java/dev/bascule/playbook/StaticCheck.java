package dev.bascule.playbook;

import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;

/** Finds broken expressions, whether or not any node comes to evaluate them. */
final class StaticCheck {
  private final Run run;
  private final Problems problems;

  private StaticCheck(Run run, Problems problems) {
    this.run = run;
    this.problems = problems;
  }

  static void check(Playbook playbook, Run run, Problems problems) {
    StaticCheck check = new StaticCheck(run, problems);
    for (Play play : playbook.plays()) {
      if (play.variables() != null) {
        check.texts(play.variables());
      }
      play.tasks().forEach(check::task);
      play.handlers().forEach(check::task);
    }
  }

  private void task(Task task) {
    if (!task.sound()) {
      return;
    }
    for (Scalar when : task.when()) {
      run.conditions.check(when, problems);
    }
    for (Entry entry : task.node().entries()) {
      if (!entry.key().text().equals("when") && !entry.key().text().equals("script")) {
        texts(entry.value());
      }
    }
  }

  private void texts(YamlNode node) {
    if (node instanceof Scalar scalar) {
      run.interpolation.check(scalar.text(), scalar.position(), problems);
    } else if (node instanceof Sequence list) {
      list.items().forEach(this::texts);
    } else {
      for (Entry entry : ((Mapping) node).entries()) {
        texts(entry.key());
        texts(entry.value());
      }
    }
  }
}
