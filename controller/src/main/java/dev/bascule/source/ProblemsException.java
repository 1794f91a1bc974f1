package dev.bascule.source;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thrown once, with all problems found; the command ends with exit code 1. */
public final class ProblemsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemsException(List<Problem> problems) {
    super(sorted(problems).stream().map(Problem::format).collect(Collectors.joining()));
    this.problems = sorted(problems);
  }

  /** At least one; file by file as they were read, from top to bottom. */
  public List<Problem> problems() {
    return problems;
  }

  // Reading finds a file's problems layer by layer (its YAML, its keys, its names); whoever mends
  // them goes from top to bottom.
  private static List<Problem> sorted(List<Problem> problems) {
    Set<String> files = new LinkedHashSet<>();
    problems.forEach(problem -> files.add(file(problem.position())));
    List<String> order = List.copyOf(files);
    return problems.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> order.indexOf(file(problem.position())))
                .thenComparingInt(problem -> line(problem.position()))
                .thenComparingInt(problem -> column(problem.position())))
        .toList();
  }

  private static String file(@Nullable Position position) {
    return position == null ? "" : position.file().name();
  }

  private static int line(@Nullable Position position) {
    return position == null ? 0 : position.line();
  }

  private static int column(@Nullable Position position) {
    return position == null ? 0 : position.column();
  }
}
