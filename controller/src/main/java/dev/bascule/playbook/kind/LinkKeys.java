package dev.bascule.playbook.kind;

import dev.bascule.source.ProblemCode;
import java.util.List;

/** The keys that all kinds of links have. */
record LinkKeys(Field<String> state, Field<Boolean> persist, Field<Boolean> shared) {
  private static final List<String> STATES = List.of("present", "absent");

  static LinkKeys read(Arguments arguments, String kind) {
    NetworkKind.noHandler(arguments, kind);
    Field<Boolean> shared = arguments.optional("shared", Types::truth);
    if (shared.node() != null && Expressions.in(shared.node())) {
      arguments.problem(
          new Unresolved(
              ProblemCode.BAD_VALUE,
              shared.node().position(),
              "'shared' cannot hold an expression: it is asked before any node is",
              null));
    }
    return new LinkKeys(
        arguments.optional("state", Types.oneOf(STATES)),
        arguments.optional("persist", Types::truth),
        shared);
  }

  boolean present(FieldValues values) {
    return !values.get(state, "present").equals("absent");
  }

  boolean persist(FieldValues values, boolean absent) {
    return values.get(persist, absent);
  }
}
