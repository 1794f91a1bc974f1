package dev.bascule.plan;

import org.jspecify.annotations.Nullable;

/**
 * A task cannot be had on a node as it is, for example because a user does not exist there.
 *
 * @param where the task's place in its file
 * @param refusal whether it could be had, but not safely
 */
public record PlanProblem(
    String where, String task, String message, @Nullable String hint, boolean refusal) {

  /** One that cannot be had. */
  public PlanProblem(String where, String task, String message, @Nullable String hint) {
    this(where, task, message, hint, false);
  }

  /** As the user reads it. */
  @Override
  public String toString() {
    String text = where + ": " + task + ": " + message;
    return hint == null ? text : text + "\n  hint: " + hint;
  }
}
