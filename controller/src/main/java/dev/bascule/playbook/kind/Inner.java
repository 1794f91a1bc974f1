package dev.bascule.playbook.kind;

import dev.bascule.model.Value;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Suggestion;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a mapping inside a task's arguments, for example one route of {@code routes}. */
final class Inner {
  private final Located place;
  private final Map<String, Value> fields;

  private Inner(Located place, Map<String, Value> fields) {
    this.place = place;
    this.fields = fields;
  }

  /** Its keys, which must be among those known. */
  static Inner of(Located value, Collection<String> known) throws Unresolved {
    if (!(value.value() instanceof Value.Fields fields)) {
      throw value.wrongType("a mapping");
    }
    for (String key : fields.fields().keySet()) {
      if (!known.contains(key)) {
        throw new Unresolved(
            ProblemCode.UNKNOWN_KEY,
            value.field(key).position(),
            "unknown key '" + key + "' in " + value.what(),
            Suggestion.nearest(key, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known here: " + String.join(", ", known)));
      }
    }
    return new Inner(value, fields.fields());
  }

  /** Where it stands. */
  Located place() {
    return place;
  }

  <T> @Nullable T maybe(String key, ValueType<T> type) throws Unresolved {
    Value value = fields.get(key);
    return value == null || value instanceof Value.Nothing
        ? null
        : type.read(new Located("'" + key + "'", value, place.field(key)));
  }

  <T> T get(String key, ValueType<T> type) throws Unresolved {
    T value = maybe(key, type);
    if (value == null) {
      throw new Unresolved(
          ProblemCode.MISSING_KEY,
          place.position(),
          "'" + key + "' of " + place.what() + " is missing",
          "add '" + key + ": …'");
    }
    return value;
  }

  <T> T get(String key, ValueType<T> type, T absent) throws Unresolved {
    T value = maybe(key, type);
    return value == null ? absent : value;
  }
}
