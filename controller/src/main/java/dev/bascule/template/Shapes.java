package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.model.Value.Bool;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Nothing;
import dev.bascule.model.Value.Real;

/** What users call the kinds of values. */
final class Shapes {
  private Shapes() {}

  static String of(Value value) {
    if (value instanceof Items) {
      return "a list";
    }
    if (value instanceof Fields) {
      return "a mapping";
    }
    if (value instanceof Int || value instanceof Real) {
      return "a number";
    }
    if (value instanceof Bool) {
      return "true or false";
    }
    return value instanceof Nothing ? "nothing" : "text";
  }
}
