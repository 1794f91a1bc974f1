package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.model.Value.Bool;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Evaluates {@code when:}.
 *
 * <pre>
 * when: facts.openvz &amp;&amp; vlan?? &amp;&amp; vlan &gt; 1
 * </pre>
 *
 * One for each run; safe for use by several threads.
 */
public final class Condition {
  private final Map<String, Object> cache = new ConcurrentHashMap<>();

  /** Conditions of one run. */
  public Condition() {}

  /**
   * Whether a condition holds; nothing and a problem if that cannot be said.
   *
   * @param at where the expression begins in the user's file (the scalar's position)
   */
  public Optional<Boolean> holds(String text, Position at, Scope scope, Problems problems) {
    try {
      Value value = parse(text).evaluate(scope, new SecretUse());
      if (value instanceof Bool bool) {
        return Optional.of(bool.truth());
      }
      throw notTruth(text, value);
    } catch (ExpressionFailure e) {
      problems.add(e.at(Places.inPlain(at, text, e.index())));
      return Optional.empty();
    }
  }

  /** What is wrong with a condition whatever the variables are. */
  public void check(String text, Position at, Problems problems) {
    try {
      parse(text).check();
    } catch (ExpressionFailure e) {
      problems.add(e.at(Places.inPlain(at, text, e.index())));
    }
  }

  /** The variables that a condition may read, without their fields; too many, never too few. */
  public Set<String> names(String text) {
    try {
      return parse(text).names();
    } catch (ExpressionFailure e) {
      return Set.of();
    }
  }

  private Expression parse(String text) throws ExpressionFailure {
    Object known = cache.computeIfAbsent(text, Condition::parseOrFail);
    if (known instanceof ExpressionFailure failure) {
      throw failure;
    }
    return (Expression) known;
  }

  private static Object parseOrFail(String text) {
    try {
      if (text.strip().startsWith("[=")) {
        return new ExpressionFailure(
            ProblemCode.TEMPLATE_SYNTAX,
            "a condition is an expression already",
            "write it without [= and ]",
            text.indexOf("[="));
      }
      return Expression.parse(text);
    } catch (ExpressionFailure e) {
      return e;
    }
  }

  private static ExpressionFailure notTruth(String text, Value value) {
    return new ExpressionFailure(
        ProblemCode.WRONG_TYPE,
        "a condition is true or false, but '" + text.strip() + "' is " + Shapes.of(value),
        "compare it: " + text.strip() + " == …, or ask whether it is there: " + text.strip() + "??",
        0);
  }
}
