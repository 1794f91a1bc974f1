package dev.bascule.history;

import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is wanted of a target, as far as a change shows it: a change only names values that differ,
 * so two of them are about the same wish unless they want something else of the same value.
 *
 * @param values by the value's name, a short hash of what is wanted
 */
public record Wish(Map<String, String> values) {
  private static final int DIGITS = 12;

  /** Nothing is known of what is wanted. */
  public static final Wish NONE = new Wish(Map.of());

  public Wish {
    values = Map.copyOf(values);
  }

  /** The wish of a change. */
  public static Wish of(Change change) {
    Map<String, String> values = new TreeMap<>();
    for (Change.Detail detail : change.details()) {
      values.put(
          name(detail.name()), detail.to() == null ? "-" : hash(FileContent.of(detail.to())));
    }
    change.content().ifPresent(content -> values.put("content", hash(content.after())));
    return new Wish(values);
  }

  // Names become part of a line of NAME=HASH words.
  private static String name(String name) {
    return name.replaceAll("[\\s=]", "_");
  }

  private static String hash(FileContent content) {
    return content.sha256().substring(0, DIGITS);
  }

  /** Whether the other wants something else of some value. */
  boolean contradicts(Wish other) {
    return values.entrySet().stream()
        .anyMatch(
            value ->
                other.values.containsKey(value.getKey())
                    && !value.getValue().equals(other.values.get(value.getKey())));
  }

  /** Whether this wants all that the other wants, as far as that is known. */
  boolean covers(Wish other) {
    return !other.values.isEmpty() && values.entrySet().containsAll(other.values.entrySet());
  }

  /** All that the two say. */
  public Wish and(Wish other) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(other.values);
    return new Wish(all);
  }

  /** One line. */
  String text() {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining(" "));
  }

  static Wish read(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        values.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return new Wish(values);
  }
}
