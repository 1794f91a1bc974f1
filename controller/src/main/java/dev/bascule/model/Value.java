package dev.bascule.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A variable's value. Scalars keep the text as it was written beside the typed value, because YAML
 * 1.1 typing loses it: {@code 0755} is the number 493, {@code 12:30:45} is 45045. Addresses, MACs,
 * modes and names are read from {@link Scalar#text()}, never from the number.
 */
public sealed interface Value {

  /** A value that is not a list and not a mapping. */
  sealed interface Scalar extends Value {
    /** The text as the user wrote it, without quotes. */
    String text();
  }

  /** A string. */
  record Text(String text) implements Scalar {}

  /** A string that never appears in any output, for example a decrypted vault value. */
  record Secret(String text) implements Scalar {
    @Override
    public String toString() {
      return "Secret[text=********]";
    }
  }

  /** A whole number. */
  record Int(long number, String text) implements Scalar {
    public Int(long number) {
      this(number, Long.toString(number));
    }
  }

  /** A number with a fraction. */
  record Real(double number, String text) implements Scalar {}

  /** True or false. */
  record Bool(boolean truth, String text) implements Scalar {
    public Bool(boolean truth) {
      this(truth, Boolean.toString(truth));
    }
  }

  /** No value: {@code null}, {@code ~} or nothing at all. */
  record Nothing(String text) implements Scalar {
    public Nothing() {
      this("");
    }
  }

  /** A list, in order. */
  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A mapping from names to values, in the order written. */
  record Fields(Map<String, Value> fields) implements Value {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
