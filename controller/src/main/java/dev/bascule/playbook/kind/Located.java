package dev.bascule.playbook.kind;

import dev.bascule.model.Value;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * An evaluated value and the place in the file that it comes from.
 *
 * @param what how a problem names it, for example {@code 'mode'}
 */
public record Located(String what, Value value, YamlNode node) {

  /** Where to point. */
  public Position position() {
    return node.position();
  }

  /** The place of a list's item, or of the expression that gave the list. */
  YamlNode item(int index) {
    return node instanceof Sequence list && index < list.items().size()
        ? list.items().get(index)
        : node;
  }

  /** The place of a mapping's value, or of the expression that gave the mapping. */
  YamlNode field(String key) {
    return node instanceof Mapping mapping ? mapping.get(key).orElse(node) : node;
  }

  /** The text of a single value. */
  String text() throws Unresolved {
    if (value instanceof Value.Scalar scalar && !(value instanceof Value.Nothing)) {
      if (scalar.text().indexOf('\0') >= 0) {
        throw wrong(what + " holds a NUL byte", null);
      }
      return scalar.text();
    }
    throw wrongType("one value");
  }

  /** The text of a value that {@link #text} has read already. */
  String plain() {
    return value instanceof Value.Scalar scalar ? scalar.text() : "";
  }

  Unresolved wrongType(String expected) {
    return new Unresolved(
        ProblemCode.WRONG_TYPE,
        position(),
        what + " is " + expected + ", but this is " + shape(),
        null);
  }

  Unresolved wrong(String message, @Nullable String hint) {
    return new Unresolved(ProblemCode.BAD_VALUE, position(), message, hint);
  }

  private String shape() {
    return value instanceof Value.Items
        ? "a list"
        : value instanceof Value.Fields
            ? "a mapping"
            : value instanceof Value.Nothing ? "empty" : "a value";
  }
}
