package dev.bascule.transport;

/**
 * A script for a node's shell. Sent on standard input; it must not read its own standard input,
 * because the shell reads the script from there.
 *
 * @param name what it is for, shown with {@code -v} and in failures, for example {@code probe}
 * @param text POSIX sh, ends with a newline
 */
public record Script(String name, String text) {
  public Script {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a script ends with a newline: " + name);
    }
  }
}
