package dev.bascule.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects problems, so that all are shown at once, and which files were read to find them. Not
 * safe for several threads.
 */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();
  private final FilesRead files;

  public Problems() {
    this(new FilesRead());
  }

  /** Others of the same reading. */
  public Problems(FilesRead files) {
    this.files = files;
  }

  /** Every file that was read so far. */
  public FilesRead files() {
    return files;
  }

  /** Adds a problem; the same one twice counts once. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds a problem. */
  public void add(
      ProblemCode code, @Nullable Position position, String message, @Nullable String hint) {
    add(new Problem(code, position, message, hint));
  }

  /** Whether none was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** How many were found. */
  public int size() {
    return found.size();
  }

  /** All, in the order found. */
  public List<Problem> all() {
    return new ArrayList<>(found);
  }

  /**
   * The same, with secrets masked.
   *
   * <p>Where a vault cannot be opened its variables are missing everywhere: that is said once.
   *
   * @param mask puts something else in place of every secret in a text
   */
  public void throwIfAny(UnaryOperator<String> mask) throws ProblemsException {
    boolean vault = found.stream().anyMatch(p -> p.code() == ProblemCode.VAULT_PASSWORD);
    found.removeIf(p -> vault && p.code() == ProblemCode.UNKNOWN_VARIABLE);
    if (!isEmpty()) {
      throw new ProblemsException(found.stream().map(p -> p.masked(mask)).toList());
    }
  }

  /**
   * Ends the work here if there is any problem.
   *
   * @throws ProblemsException with all of them
   */
  public void throwIfAny() throws ProblemsException {
    if (!isEmpty()) {
      throw new ProblemsException(all());
    }
  }
}
