package dev.bascule.source;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown once, with all problems found; the command ends with exit code 1. */
public final class ProblemsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemsException(List<Problem> problems) {
    super(problems.stream().map(Problem::format).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }
}
