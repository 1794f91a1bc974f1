package dev.bascule.playbook;

import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Text;
import dev.bascule.playbook.kind.Expressions;
import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.template.Interpolation;
import dev.bascule.template.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The variables that one task sees on one node. A variable whose value holds {@code [=…]} is
 * evaluated when an expression reads it, and never otherwise. Not safe for several threads.
 */
final class Variables {
  static final String FACTS = "facts";

  private final Interpolation interpolation;
  private final Scope written;
  private final Map<String, Value> fixed;
  private final Scope base;
  private final Function<String, Optional<Position>> places;
  private final Function<String, Optional<Value>> rare;
  private final Map<String, Value> evaluated = new HashMap<>();
  private final Map<String, Boolean> plain = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * Variables of a node.
   *
   * @param written those of files and options, which may hold expressions
   * @param fixed those that never do, on top: magic ones, facts, a loop's item
   * @param places where a variable of {@code written} stands
   * @param rare those that are costly to make and seldom read, such as {@code hostvars}
   */
  Variables(
      Interpolation interpolation,
      Scope written,
      Map<String, Value> fixed,
      Function<String, Optional<Position>> places,
      Function<String, Optional<Value>> rare) {
    this.interpolation = interpolation;
    this.written = written;
    this.fixed = fixed;
    this.base = written.with(fixed);
    this.places = places;
    this.rare = rare;
  }

  /** The node that they are for. */
  NodeName node() {
    Value name = fixed.get("inventory_hostname");
    if (!(name instanceof Value.Scalar scalar)) {
      throw new IllegalStateException("variables of no node");
    }
    return new NodeName(scalar.text());
  }

  /** The same with one more that holds no expression. */
  Variables with(String name, Value value) {
    Map<String, Value> more = new HashMap<>(fixed);
    more.put(name, value);
    return new Variables(interpolation, written, more, places, rare);
  }

  /** The same with a layer that may hold expressions. */
  Variables with(Map<String, Value> layer, Function<String, Optional<Position>> layerPlaces) {
    if (layer.isEmpty()) {
      return this;
    }
    return new Variables(
        interpolation,
        written.with(layer),
        fixed,
        name -> layer.containsKey(name) ? layerPlaces.apply(name) : places.apply(name),
        rare);
  }

  /**
   * What an expression that reads these names may see.
   *
   * @param at where the expression stands, for a variable whose own place is not known
   * @throws FactsNeeded if one of them depends on facts that are not known yet
   * @throws Unresolved if one of them cannot be evaluated
   */
  Scope scope(Set<String> names, Position at) throws Unresolved, FactsNeeded {
    Map<String, Value> layer = new LinkedHashMap<>();
    for (String name : names) {
      if (fixed.containsKey(name)) {
        continue;
      }
      if (name.equals(FACTS)) {
        throw new FactsNeeded();
      }
      if (!isPlain(name)) {
        layer.put(name, evaluate(name, at));
      } else if (written.get(name).isEmpty()) {
        rare.apply(name).ifPresent(value -> layer.put(name, value));
      }
    }
    return base.with(layer);
  }

  private boolean isPlain(String name) {
    Boolean known = plain.get(name);
    if (known == null) {
      known = written.get(name).map(value -> !holdsExpression(value)).orElse(true);
      plain.put(name, known);
    }
    return known;
  }

  private Value evaluate(String name, Position at) throws Unresolved, FactsNeeded {
    Value known = evaluated.get(name);
    if (known != null) {
      return known;
    }
    Position place = places.apply(name).orElse(at);
    if (!open.add(name)) {
      throw new Unresolved(
          ProblemCode.VARIABLE_CYCLE,
          place,
          "'" + name + "' depends on itself: " + String.join(" → ", open) + " → " + name,
          "give one of them a value of its own");
    }
    try {
      Value value = evaluate(written.get(name).orElseThrow(), place);
      evaluated.put(name, value);
      return value;
    } finally {
      open.remove(name);
    }
  }

  /** A value with every expression in it evaluated. */
  Value evaluate(Value value, Position at) throws Unresolved, FactsNeeded {
    if (value instanceof Text text) {
      return expand(text.text(), at);
    }
    if (value instanceof Items items) {
      List<Value> all = new ArrayList<>();
      for (Value item : items.items()) {
        all.add(evaluate(item, at));
      }
      return new Items(all);
    }
    if (value instanceof Fields fields) {
      Map<String, Value> all = new LinkedHashMap<>();
      for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
        all.put(field.getKey(), evaluate(field.getValue(), at));
      }
      return new Fields(all);
    }
    return value;
  }

  /** A text of the playbook or of a variable with its expressions evaluated. */
  Value expand(String text, Position at) throws Unresolved, FactsNeeded {
    if (!Interpolation.isNeeded(text)) {
      return new Text(text);
    }
    Problems problems = new Problems();
    Scope scope = scope(interpolation.names(text), at);
    Optional<Value> value = interpolation.expand(text, at, scope, problems);
    return value.orElseThrow(() -> new Unresolved(problems.all()));
  }

  static boolean holdsExpression(Value value) {
    if (value instanceof Text text) {
      return Expressions.in(text.text());
    }
    if (value instanceof Items items) {
      return items.items().stream().anyMatch(Variables::holdsExpression);
    }
    return value instanceof Fields fields
        && fields.fields().values().stream().anyMatch(Variables::holdsExpression);
  }
}
