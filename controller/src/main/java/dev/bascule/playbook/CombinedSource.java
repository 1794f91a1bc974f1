package dev.bascule.playbook;

import dev.bascule.network.SafeApply;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What several plays together want of one node, in the order of the plays. */
final class CombinedSource implements DesiredSource {
  private final List<DesiredSource> parts;

  CombinedSource(List<DesiredSource> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public DesiredState beforeContact() {
    return joined(parts.stream().map(DesiredSource::beforeContact).toList());
  }

  @Override
  public Set<String> factsUsed() {
    Set<String> names = new LinkedHashSet<>();
    parts.forEach(part -> names.addAll(part.factsUsed()));
    return names;
  }

  @Override
  public DesiredState resolve(Facts facts) throws UnresolvedException {
    List<DesiredState> states = new ArrayList<>();
    StringBuilder failures = new StringBuilder();
    for (DesiredSource part : parts) {
      try {
        states.add(part.resolve(facts));
      } catch (UnresolvedException e) {
        failures.append(e.getMessage());
      }
    }
    if (failures.length() > 0) {
      throw new UnresolvedException(failures.toString());
    }
    return joined(states);
  }

  // A handler belongs to its play. Where two plays call theirs the same, the later ones' names say
  // the play, so that each is notified by its own tasks only.
  private static DesiredState joined(List<DesiredState> states) {
    List<DesiredTask> tasks = new ArrayList<>();
    List<DesiredTask> handlers = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (DesiredState state : states) {
      Set<String> own = new HashSet<>();
      state.handlers().forEach(handler -> own.add(handler.name()));
      Set<String> clashing = new HashSet<>(own);
      clashing.retainAll(taken);
      taken.addAll(own);
      state.tasks().forEach(task -> tasks.add(renamed(task, task.name(), clashing)));
      for (DesiredTask handler : state.handlers()) {
        String name = handler.name();
        handlers.add(
            clashing.contains(name)
                ? renamed(handler, name(name, handler.play()), clashing)
                : handler);
      }
    }
    return new DesiredState(tasks, handlers, safeApply(states));
  }

  // A play that says nothing goes along with those that do.
  private static SafeApply safeApply(List<DesiredState> states) {
    return states.stream()
        .map(DesiredState::safeApply)
        .filter(each -> !each.equals(SafeApply.USUAL))
        .reduce(SafeApply::and)
        .orElse(SafeApply.USUAL);
  }

  private static DesiredTask renamed(DesiredTask task, String name, Set<String> clashing) {
    List<String> notifies =
        task.notifies().stream()
            .map(each -> clashing.contains(each) ? name(each, task.play()) : each)
            .toList();
    return new DesiredTask(task.play(), name, task.where(), task.resource(), notifies);
  }

  private static String name(String handler, String play) {
    return handler + " (" + play + ")";
  }
}
