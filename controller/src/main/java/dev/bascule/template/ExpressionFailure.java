package dev.bascule.template;

import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Why an expression has no value; becomes a {@link Problem} where its place in a file is known. */
final class ExpressionFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final @Nullable String hint;
  private final int index;

  /**
   * A failure.
   *
   * @param index of the character concerned, in the expression
   */
  ExpressionFailure(ProblemCode code, String message, @Nullable String hint, int index) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.index = index;
  }

  int index() {
    return index;
  }

  /** The same for an expression that begins further right in its text. */
  ExpressionFailure movedBy(int characters) {
    return new ExpressionFailure(code, String.valueOf(getMessage()), hint, index + characters);
  }

  Problem at(Position position) {
    return new Problem(code, position, String.valueOf(getMessage()), hint);
  }
}
