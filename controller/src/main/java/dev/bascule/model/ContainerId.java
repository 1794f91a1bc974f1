package dev.bascule.model;

import java.util.regex.Pattern;

/**
 * The number of an OpenVZ container, its CTID or VEID: 1 to 2147483647 (0 is the node itself).
 *
 * @param text without leading zeros
 */
public record ContainerId(String text) implements Comparable<ContainerId> {
  private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{0,9}");

  public ContainerId {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not the number of a container: " + text);
    }
  }

  /** Whether a text can be a container's number. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE;
  }

  @Override
  public int compareTo(ContainerId other) {
    return Long.compare(Long.parseLong(text), Long.parseLong(other.text));
  }

  @Override
  public String toString() {
    return text;
  }
}
