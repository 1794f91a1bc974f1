package dev.bascule.playbook.kind;

import dev.bascule.model.Value;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells values that hold expressions from those that are meant as they stand. */
public final class Expressions {
  private Expressions() {}

  /** Whether an expression stands anywhere in a value. */
  public static boolean in(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return in(scalar.text());
    }
    if (node instanceof Sequence list) {
      for (YamlNode item : list.items()) {
        if (in(item)) {
          return true;
        }
      }
      return false;
    }
    for (Entry entry : ((Mapping) node).entries()) {
      if (in(entry.key().text()) || in(entry.value())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text holds an expression. */
  public static boolean in(String text) {
    return text.contains("[=");
  }

  /** A value as it stands; scalars stay text, since each key knows its own type. */
  public static Value literal(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.isNull() ? new Value.Nothing(scalar.text()) : new Value.Text(scalar.text());
    }
    if (node instanceof Sequence list) {
      List<Value> items = new ArrayList<>();
      for (YamlNode item : list.items()) {
        items.add(literal(item));
      }
      return new Value.Items(items);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Entry entry : ((Mapping) node).entries()) {
      fields.put(entry.key().text(), literal(entry.value()));
    }
    return new Value.Fields(fields);
  }
}
