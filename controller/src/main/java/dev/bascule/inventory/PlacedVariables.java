package dev.bascule.inventory;

import dev.bascule.model.Value;
import dev.bascule.source.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables and where each stands.
 *
 * @param places of the values, by name
 */
public record PlacedVariables(Map<String, Value> values, Map<String, Position> places) {
  public PlacedVariables {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    places = Map.copyOf(places);
  }

  static PlacedVariables of(Map<String, Variable> variables) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Position> places = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> {
          values.put(name, variable.value());
          places.put(name, variable.at());
        });
    return new PlacedVariables(values, places);
  }

  /** The same without some names. */
  public PlacedVariables without(Collection<String> names) {
    Map<String, Value> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(names);
    return new PlacedVariables(rest, places);
  }
}
