package dev.bascule.playbook.kind;

import java.util.List;

/** The keys that all kinds of links have. */
record LinkKeys(Field<String> state, Field<Boolean> persist, Field<Boolean> shared) {
  private static final List<String> STATES = List.of("present", "absent");

  static LinkKeys read(Arguments arguments, String kind) {
    NetworkKind.noHandler(arguments, kind);
    return new LinkKeys(
        arguments.optional("state", Types.oneOf(STATES)),
        arguments.optional("persist", Types::truth),
        arguments.optional("shared", Types::truth));
  }

  boolean present(FieldValues values) {
    return !values.get(state, "present").equals("absent");
  }

  boolean persist(FieldValues values, boolean absent) {
    return values.get(persist, absent);
  }
}
