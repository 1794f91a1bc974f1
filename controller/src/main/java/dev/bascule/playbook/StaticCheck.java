package dev.bascule.playbook;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.Set;

/** Finds broken expressions, whether or not any node comes to evaluate them. */
final class StaticCheck {
  private static final Set<String> OWN =
      Set.of(
          "facts",
          "group_names",
          "groups",
          "hostvars",
          "inventory_hostname",
          "inventory_hostname_short",
          "play_hosts");

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
        check.names(play.variables());
        check.texts(play.variables());
      }
      if (play.safeApply() != null) {
        check.texts(play.safeApply().node());
      }
      play.tasks().forEach(check::task);
      play.handlers().forEach(check::task);
    }
  }

  private void task(Task task) {
    if (!task.sound()) {
      return;
    }
    if (task.variables() != null) {
      names(task.variables());
    }
    for (Scalar when : task.when()) {
      if (when.text().contains("{{")) {
        // Told as Jinja when the file was read.
        continue;
      }
      run.conditions.check(when, problems);
    }
    for (Entry entry : task.node().entries()) {
      if (!entry.key().text().equals("when") && !entry.key().text().equals("script")) {
        texts(entry.value());
      }
    }
  }

  // What is set under these names would never be seen.
  private void names(Mapping variables) {
    for (Entry entry : variables.entries()) {
      String name = entry.key().text();
      if (OWN.contains(name)) {
        problems.add(
            ProblemCode.BAD_VALUE,
            entry.key().position(),
            "'" + name + "' is a variable of Bascule's own",
            "choose another name");
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
