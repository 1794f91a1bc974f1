package dev.bascule.playbook.kind;

import dev.bascule.source.ProblemCode;

/** A key that may be written in two ways. */
final class OneOfTwo {
  private OneOfTwo() {}

  /** The one that is written; not both, and not none. */
  static <T> Field<T> read(Arguments arguments, String key, String other, ValueType<T> type) {
    boolean second = arguments.raw(other).isPresent();
    if (second && arguments.raw(key).isPresent()) {
      arguments.problem(
          ProblemCode.KEYS_CONFLICT,
          "'" + key + "' and '" + other + "' exclude each other",
          "remove one");
    }
    return second ? arguments.optional(other, type) : arguments.required(key, type);
  }
}
