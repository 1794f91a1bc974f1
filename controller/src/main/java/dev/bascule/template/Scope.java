package dev.bascule.template;

import dev.bascule.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an expression sees, in layers: a name is looked up from the top layer down.
 * Immutable; a layer is added in constant time, so that ten thousand nodes share their groups'.
 */
public final class Scope {
  private static final Scope EMPTY = new Scope(Map.of(), null);

  private final Map<String, Value> layer;
  private final @Nullable Scope below;

  private Scope(Map<String, Value> layer, @Nullable Scope below) {
    this.layer = layer;
    this.below = below;
  }

  /** No variables. */
  public static Scope empty() {
    return EMPTY;
  }

  /** One layer. */
  public static Scope of(Map<String, Value> variables) {
    return EMPTY.with(variables);
  }

  /** This scope with a layer on top, whose names win. */
  public Scope with(Map<String, Value> variables) {
    return variables.isEmpty()
        ? this
        : new Scope(new LinkedHashMap<>(variables), this == EMPTY ? null : this);
  }

  /** This scope with one variable on top, for example a loop's {@code item}. */
  public Scope with(String name, Value value) {
    return with(Map.of(name, value));
  }

  /** The value of a variable. */
  public Optional<Value> get(String name) {
    for (Scope scope = this; scope != null; scope = scope.below) {
      Value value = scope.layer.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** All names, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Scope scope = this; scope != null; scope = scope.below) {
      names.addAll(scope.layer.keySet());
    }
    return names;
  }
}
