package dev.bascule.apply.safe;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a plan that comes after a change of the network which a person confirms: it is not
 * done by the confirmation, but by the next {@code apply}.
 *
 * @param tasks their names, in the plan's order
 * @param command what does them, ready to be pasted; empty where it is not known
 */
public record Waiting(List<String> tasks, String command) {
  /** Nothing is left to do. */
  public static final Waiting NOTHING = new Waiting(List.of(), "");

  public Waiting {
    tasks = List.copyOf(tasks);
  }

  /** For who has confirmed; nothing where nothing is left. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!tasks.isEmpty()) {
      notes.add("not done yet, because it waited for this: " + String.join(", ", tasks));
      notes.add("do it now:  " + (command.isEmpty() ? "apply the same playbook again" : command));
    }
    return notes;
  }
}
