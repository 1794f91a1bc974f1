package dev.bascule.playbook.kind;

import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import org.jspecify.annotations.Nullable;

/** A value that cannot be had for a node, for a reason that the user can mend. */
public final class Unresolved extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Unresolved(Problem problem) {
    // Thrown once for each of a thousand nodes: no stack trace.
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  public Unresolved(
      ProblemCode code, @Nullable Position position, String message, @Nullable String hint) {
    this(new Problem(code, position, message, hint));
  }

  /** What to tell the user. */
  public Problem problem() {
    return problem;
  }
}
