package dev.bascule.playbook.kind;

import dev.bascule.source.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * One key of a kind, as read from the file.
 *
 * @param index its place among the fields of its task
 * @param node what is written; null where the key is absent
 * @param constant the value where no expression is in it; null otherwise
 */
public record Field<T>(
    int index, String key, @Nullable YamlNode node, ValueType<T> type, @Nullable T constant) {

  /** Whether the key is written. */
  public boolean isPresent() {
    return node != null;
  }

  /** The value for one node; null where the key is absent. */
  @Nullable T evaluate(Evaluation evaluation) throws Unresolved, FactsNeeded {
    if (node == null || constant != null) {
      return constant;
    }
    return type.read(new Located("'" + key + "'", evaluation.value(node), node));
  }
}
