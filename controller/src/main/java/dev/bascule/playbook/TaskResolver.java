package dev.bascule.playbook;

import dev.bascule.container.Container;
import dev.bascule.model.Desired;
import dev.bascule.model.Value;
import dev.bascule.playbook.kind.Expressions;
import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves one task for one node: its loop, its conditions, its resources. */
final class TaskResolver {
  private final PlayRun play;
  private final Task task;
  private final Found found;
  private final List<DesiredTask> made = new ArrayList<>();

  private TaskResolver(PlayRun play, Task task, Found found) {
    this.play = play;
    this.task = task;
    this.found = found;
  }

  /**
   * What the task wants of a node; problems are added.
   *
   * @param variables of the play on that node
   * @throws FactsNeeded if that cannot be known before the node was looked at
   */
  static List<DesiredTask> resolve(PlayRun play, Task task, Variables variables, Found found)
      throws FactsNeeded {
    TaskResolver resolver = new TaskResolver(play, task, found);
    try {
      resolver.run(play.with(task, variables));
    } catch (Unresolved e) {
      e.addTo(found.certain());
    }
    return resolver.made;
  }

  private void run(Variables variables) throws Unresolved, FactsNeeded {
    YamlNode loop = task.loop();
    Optional<Value> items = play.loop(task);
    if (loop == null || items.isEmpty()) {
      one(variables, null);
      return;
    }
    Value list = variables.evaluate(items.get(), loop.position());
    if (!(list instanceof Value.Items values)) {
      throw new Unresolved(
          ProblemCode.NOT_A_LIST,
          loop.position(),
          "'loop' is a list, but this is "
              + (list instanceof Value.Fields ? "a mapping" : "a value"),
          list instanceof Value.Fields
              ? "loop over its names: loop: \"[=name?keys]\""
              : "write loop: \"[=name_of_a_list]\"");
    }
    FactsNeeded later = null;
    for (Value item : values.items()) {
      try {
        one(variables.with("item", item), item);
      } catch (FactsNeeded e) {
        later = e;
      }
    }
    if (later != null) {
      throw later;
    }
  }

  private void one(Variables variables, @Nullable Value item) throws Unresolved, FactsNeeded {
    TaskEvaluation evaluation = new TaskEvaluation(play, variables);
    try {
      if (!play.run.conditions.hold(task.when(), variables)) {
        return;
      }
    } catch (FactsNeeded e) {
      task.body().resolve(evaluation, found.guarded());
      throw e;
    }
    List<Desired> resources = task.body().resolve(evaluation, found.certain());
    List<String> notifies = notifies(evaluation);
    Scalar written = task.name();
    String name = written == null ? label(resources) : named(written, evaluation, item);
    for (Desired resource : resources) {
      made.add(
          new DesiredTask(play.play.name(), name, task.position().toString(), resource, notifies));
    }
  }

  // One name for all parts of a task, by which a plan also knows that they belong together.
  private String label(List<Desired> resources) {
    // Of a container's parts, the container itself says most.
    Optional<Desired> container =
        resources.stream().filter(part -> part instanceof Container).findFirst();
    if (container.isPresent()) {
      return Labels.of(task.body().kind(), container.get());
    }
    List<String> labels =
        resources.stream().map(part -> Labels.of(task.body().kind(), part)).distinct().toList();
    return labels.size() < 2
        ? String.join("", labels)
        : labels.get(0) + " and " + (labels.size() - 1) + " more";
  }

  private String named(Scalar written, TaskEvaluation evaluation, @Nullable Value item)
      throws Unresolved, FactsNeeded {
    String name = evaluation.text(written);
    boolean same = name.equals(written.text());
    return same && item instanceof Value.Scalar scalar ? name + " (" + scalar.text() + ")" : name;
  }

  private List<String> notifies(TaskEvaluation evaluation) throws Unresolved, FactsNeeded {
    List<String> names = new ArrayList<>();
    for (Scalar written : task.notifies()) {
      String name = evaluation.text(written);
      Set<String> handlers = handlerNames();
      // A name without expressions was checked when the play was read.
      if (Expressions.in(written.text()) && !handlers.contains(name)) {
        throw new Unresolved(
            ProblemCode.UNKNOWN_HANDLER,
            written.position(),
            "no handler of this play is called '" + name + "'",
            Handlers.hint(name, handlers));
      }
      names.add(name);
    }
    return names;
  }

  private Set<String> handlerNames() {
    return play.play.handlers().stream()
        .flatMap(handler -> Optional.ofNullable(handler.name()).stream())
        .map(Scalar::text)
        .collect(Collectors.toSet());
  }
}
