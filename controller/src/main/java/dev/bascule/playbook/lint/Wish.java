package dev.bascule.playbook.lint;

import dev.bascule.model.Desired;
import dev.bascule.source.Position;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What one task wants of one node's network, or of a container's, and where that is written.
 *
 * @param written the arguments of the task's kind
 */
public record Wish(Desired resource, YamlNode written) {
  private static final Set<String> YES = Set.of("true", "yes", "on");

  /** Whether others may have the same addresses. */
  boolean shared() {
    return written instanceof Mapping mapping
        && mapping.get("shared").orElse(null) instanceof Scalar scalar
        && YES.contains(scalar.text().toLowerCase(Locale.ROOT));
  }

  /** Where a value stands under a key; where an expression gives it, where the arguments begin. */
  Position place(String key, Object value) {
    return under(written, key, value.toString())
        .or(() -> found(written, value.toString()))
        .map(YamlNode::position)
        .orElse(written.position());
  }

  private static Optional<YamlNode> under(YamlNode node, String key, String text) {
    if (node instanceof Sequence list) {
      return list.items().stream().flatMap(item -> under(item, key, text).stream()).findFirst();
    }
    if (!(node instanceof Mapping mapping)) {
      return Optional.empty();
    }
    for (Entry entry : mapping.entries()) {
      Optional<YamlNode> found =
          entry.key().text().equals(key)
              ? found(entry.value(), text)
              : under(entry.value(), key, text);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<YamlNode> found(YamlNode node, String text) {
    if (node instanceof Scalar scalar) {
      boolean same =
          scalar.text().equalsIgnoreCase(text)
              || scalar.text().replace('-', ':').equalsIgnoreCase(text);
      return same ? Optional.of(node) : Optional.empty();
    }
    if (node instanceof Sequence list) {
      return list.items().stream().flatMap(item -> found(item, text).stream()).findFirst();
    }
    return ((Mapping) node)
        .entries().stream().flatMap(entry -> found(entry.value(), text).stream()).findFirst();
  }
}
