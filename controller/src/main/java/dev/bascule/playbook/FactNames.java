package dev.bascule.playbook;

import dev.bascule.model.Value;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.Set;

/**
 * Finds which facts a text names: {@code facts.gateway} and {@code facts["gateway"]}. It may find
 * too many (words in a comment), never too few.
 */
final class FactNames {
  private static final String WORD = "facts";

  private FactNames() {}

  static void addFrom(YamlNode node, Set<String> names) {
    if (node instanceof Scalar scalar) {
      addFrom(scalar.text(), names);
    } else if (node instanceof Sequence list) {
      list.items().forEach(item -> addFrom(item, names));
    } else {
      for (Entry entry : ((Mapping) node).entries()) {
        addFrom(entry.key().text(), names);
        addFrom(entry.value(), names);
      }
    }
  }

  static void addFrom(Value value, Set<String> names) {
    if (value instanceof Value.Text text) {
      addFrom(text.text(), names);
    } else if (value instanceof Value.Items items) {
      items.items().forEach(item -> addFrom(item, names));
    } else if (value instanceof Value.Fields fields) {
      fields.fields().values().forEach(field -> addFrom(field, names));
    }
  }

  static void addFrom(String text, Set<String> names) {
    int at = text.indexOf(WORD);
    while (at >= 0) {
      int from = at + WORD.length();
      while (from < text.length() && " .[\"'".indexOf(text.charAt(from)) >= 0) {
        from++;
      }
      int to = from;
      while (to < text.length() && isPart(text.charAt(to))) {
        to++;
      }
      if (to > from && from > at + WORD.length()) {
        names.add(text.substring(from, to));
      }
      at = text.indexOf(WORD, at + WORD.length());
    }
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
