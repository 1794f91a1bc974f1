package dev.bascule.playbook.kind;

import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a task's fields for one node. */
public final class FieldValues {
  private final @Nullable Object[] values;

  private FieldValues(int size) {
    this.values = new Object[size];
  }

  /**
   * Evaluates all fields; adds a problem for each that fails, and gives null then.
   *
   * @throws FactsNeeded if some need facts and the others are sound
   */
  static @Nullable FieldValues of(List<Field<?>> fields, Evaluation evaluation, Problems problems)
      throws FactsNeeded {
    FieldValues values = new FieldValues(fields.size());
    boolean whole = true;
    FactsNeeded later = null;
    for (Field<?> field : fields) {
      try {
        values.values[field.index()] = field.evaluate(evaluation);
      } catch (Unresolved e) {
        e.addTo(problems);
        whole = false;
      } catch (FactsNeeded e) {
        later = e;
      }
    }
    if (whole && later != null) {
      throw later;
    }
    return whole ? values : null;
  }

  /** The value of a field; null where its key is absent. */
  @SuppressWarnings("unchecked") // the slot was filled by the same field
  public <T> @Nullable T maybe(Field<T> field) {
    return (T) values[field.index()];
  }

  /** The value of a field whose key must be there. */
  public <T> T get(Field<T> field) {
    T value = maybe(field);
    if (value == null) {
      throw new IllegalStateException("required, and yet absent: " + field.key());
    }
    return value;
  }

  /** The value of a field, or what holds where its key is absent. */
  public <T> T get(Field<T> field, T absent) {
    T value = maybe(field);
    return value == null ? absent : value;
  }

  /** Where a field is written. */
  public static YamlNode place(Field<?> field) {
    YamlNode node = field.node();
    if (node == null) {
      throw new IllegalStateException("absent: " + field.key());
    }
    return node;
  }
}
