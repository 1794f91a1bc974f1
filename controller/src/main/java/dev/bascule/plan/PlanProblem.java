package dev.bascule.plan;

import org.jspecify.annotations.Nullable;

/**
 * A task cannot be had on a node as it is, for example because a user does not exist there.
 *
 * @param where the task's place in its file
 */
public record PlanProblem(String where, String task, String message, @Nullable String hint) {

  /** As the user reads it. */
  @Override
  public String toString() {
    String text = where + ": " + task + ": " + message;
    return hint == null ? text : text + "\n  hint: " + hint;
  }
}
