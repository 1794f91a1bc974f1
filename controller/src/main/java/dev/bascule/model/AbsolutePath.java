package dev.bascule.model;

import java.util.List;

/**
 * A path on a node, for example {@code /etc/vz/vznet.conf}.
 *
 * @param text begins with a slash; no {@code .}, {@code ..} or empty part, no control character, no
 *     slash at its end but for the root itself; at most 4095 characters (PATH_MAX of the kernel)
 */
public record AbsolutePath(String text) implements Comparable<AbsolutePath> {
  private static final int LONGEST = 4095;
  private static final List<String> VOLATILE =
      List.of("/run/", "/var/run/", "/proc/", "/sys/", "/dev/");

  public AbsolutePath {
    String problem = problemOf(text);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' " + problem);
    }
  }

  /** Whether it lies in a file system that is empty, or new, after each boot. */
  public boolean isVolatile() {
    return VOLATILE.stream().anyMatch(text::startsWith);
  }

  /** What keeps a text from being such a path, or nothing. Reads after the path's text. */
  public static String problemOf(String text) {
    if (!text.startsWith("/")) {
      return "is not absolute";
    }
    if (text.length() > LONGEST) {
      return "is longer than " + LONGEST + " characters";
    }
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return "holds a control character";
    }
    if (text.equals("/")) {
      return "";
    }
    for (String part : text.substring(1).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return "has an empty part, '.' or '..'";
      }
    }
    return "";
  }

  /** The folder that holds it; the root holds itself. */
  public AbsolutePath parent() {
    int slash = text.lastIndexOf('/');
    return new AbsolutePath(slash == 0 ? "/" : text.substring(0, slash));
  }

  /** The last part. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(AbsolutePath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
