package dev.bascule.playbook.kind;

import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that cannot be had for a node, for reasons that the user can mend. */
public final class Unresolved extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> found;

  public Unresolved(List<Problem> found) {
    // Thrown once for each of a thousand nodes: no stack trace.
    super(found.isEmpty() ? "" : found.get(0).message(), null, false, false);
    this.found = List.copyOf(found);
  }

  public Unresolved(
      ProblemCode code, @Nullable Position position, String message, @Nullable String hint) {
    this(List.of(new Problem(code, position, message, hint)));
  }

  /** What is wrong. */
  public List<Problem> problems() {
    return found;
  }

  /** Tells the user. */
  public void addTo(Problems problems) {
    found.forEach(problems::add);
  }
}
