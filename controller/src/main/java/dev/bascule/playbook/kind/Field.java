package dev.bascule.playbook.kind;

import dev.bascule.source.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * One key of a kind, as read from the file.
 *
 * @param index its place among the fields of its task
 * @param node what is written; null where the key is absent
 * @param constant the value where it is the same on every node; null otherwise
 * @param evaluator how the value is had on one node
 */
public record Field<T>(
    int index, String key, @Nullable YamlNode node, @Nullable T constant, Evaluator<T> evaluator) {

  /** Makes a value of what is written. */
  @FunctionalInterface
  public interface Evaluator<T> {
    /** The value for one node. */
    T evaluate(Evaluation evaluation, YamlNode node) throws Unresolved, FactsNeeded;
  }

  /** Whether the key is written. */
  public boolean isPresent() {
    return node != null;
  }

  /** The value for one node; null where the key is absent. */
  @Nullable T evaluate(Evaluation evaluation) throws Unresolved, FactsNeeded {
    return node == null || constant != null ? constant : evaluator.evaluate(evaluation, node);
  }
}
