package dev.bascule.model;

import java.util.regex.Pattern;

/**
 * The name of a hardware node as the inventory writes it, for example {@code hn7.example.net}.
 *
 * @param text 1 to 255 characters: letters, digits and {@code . _ - : [ ]}
 */
public record NodeName(String text) implements Comparable<NodeName> {
  private static final Pattern SHAPE = Pattern.compile("[\\p{Alnum}_.:\\[\\]-]{1,255}");

  public NodeName {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not a node name: " + text);
    }
  }

  /** Whether a text can be a node's name. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches() && !text.startsWith("-");
  }

  @Override
  public int compareTo(NodeName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
