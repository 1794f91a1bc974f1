package dev.bascule.playbook;

import dev.bascule.inventory.Host;
import dev.bascule.network.SafeApply;
import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.SafeApplyKeys;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one play wants of one node. */
final class NodeSource implements DesiredSource {
  private final PlayRun play;
  private final Host host;
  private final List<Slot> tasks;
  private final List<Slot> handlers;
  private final @Nullable SafeApply safeApply;

  /**
   * One task.
   *
   * @param ready what it wants; null where facts decide
   */
  record Slot(Task task, @Nullable List<DesiredTask> ready) {}

  private NodeSource(
      PlayRun play,
      Host host,
      List<Slot> tasks,
      List<Slot> handlers,
      @Nullable SafeApply safeApply) {
    this.play = play;
    this.host = host;
    this.tasks = tasks;
    this.handlers = handlers;
    this.safeApply = safeApply;
  }

  /** Resolves all that does not need facts. */
  static NodeSource of(PlayRun play, Host host, Found found) {
    Variables variables = play.variables(host, Map.of());
    return new NodeSource(
        play,
        host,
        slots(play, play.tasks, variables, found),
        slots(play, play.play.handlers(), variables, found),
        safeApply(play, variables, found.certain()));
  }

  // Null where facts decide.
  private static @Nullable SafeApply safeApply(
      PlayRun play, Variables variables, Problems problems) {
    SafeApplyKeys keys = play.play.safeApply();
    if (keys == null) {
      return SafeApply.USUAL;
    }
    try {
      return keys.resolve(new TaskEvaluation(play, variables), problems).orElse(SafeApply.USUAL);
    } catch (FactsNeeded e) {
      return null;
    }
  }

  private static List<Slot> slots(
      PlayRun play, List<Task> tasks, Variables variables, Found found) {
    List<Slot> slots = new ArrayList<>();
    for (Task task : tasks) {
      if (!task.sound()) {
        continue;
      }
      try {
        slots.add(new Slot(task, TaskResolver.resolve(play, task, variables, found)));
      } catch (FactsNeeded e) {
        slots.add(new Slot(task, null));
      }
    }
    return slots;
  }

  /** The tasks with what is known of them; handlers are not among them. */
  List<Slot> tasks() {
    return tasks;
  }

  @Override
  public DesiredState beforeContact() {
    return new DesiredState(
        ready(tasks), ready(handlers), safeApply == null ? SafeApply.USUAL : safeApply);
  }

  private static List<DesiredTask> ready(List<Slot> slots) {
    List<DesiredTask> all = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.ready() != null) {
        all.addAll(slot.ready());
      }
    }
    return all;
  }

  @Override
  public DesiredState resolve(Facts facts) throws UnresolvedException {
    Variables variables = play.variables(host, Map.of(Variables.FACTS, facts.values()));
    Problems problems = new Problems();
    SafeApply proof = safeApply == null ? safeApply(play, variables, problems) : safeApply;
    DesiredState state =
        new DesiredState(
            whole(tasks, variables, problems),
            whole(handlers, variables, problems),
            proof == null ? SafeApply.USUAL : proof);
    if (!problems.isEmpty()) {
      throw new UnresolvedException(
          problems.all().stream().map(Problem::format).collect(Collectors.joining()));
    }
    return state;
  }

  private List<DesiredTask> whole(List<Slot> slots, Variables variables, Problems problems) {
    List<DesiredTask> all = new ArrayList<>();
    for (Slot slot : slots) {
      all.addAll(slot.ready() == null ? late(slot.task(), variables, problems) : slot.ready());
    }
    return all;
  }

  private List<DesiredTask> late(Task task, Variables variables, Problems problems) {
    try {
      return TaskResolver.resolve(play, task, variables, new Found(problems, problems));
    } catch (FactsNeeded e) {
      throw new IllegalStateException("the facts are there", e);
    }
  }

  @Override
  public Set<String> factsUsed() {
    Set<String> names = new LinkedHashSet<>();
    boolean any = false;
    for (List<Slot> slots : List.of(tasks, handlers)) {
      for (Slot slot : slots) {
        if (slot.ready() == null) {
          any = true;
          addFacts(slot.task(), names);
        }
      }
    }
    SafeApplyKeys keys = play.play.safeApply();
    if (safeApply == null && keys != null) {
      any = true;
      FactNames.addFrom(keys.node(), names);
    }
    if (any) {
      play.values(host).forEach(value -> FactNames.addFrom(value, names));
    }
    return names;
  }

  private void addFacts(Task task, Set<String> names) {
    FactNames.addFrom(task.node(), names);
    if (task.body().node() instanceof Mapping arguments
        && arguments.get("src").orElse(null) instanceof Scalar src) {
      try {
        TaskEvaluation evaluation = new TaskEvaluation(play, play.variables(host, Map.of()));
        String name = evaluation.text(src);
        FactNames.addFrom(
            play.run.files.text(play.play.folder(), name, src.position()).text(), names);
      } catch (Unresolved | FactsNeeded e) {
        return; // found, and said, when the task is resolved
      }
    }
  }
}
