package dev.bascule.model;

import java.nio.charset.StandardCharsets;

/**
 * The name of a network interface, for example {@code eth0} or {@code veth101.0}. The kernel takes
 * 1 to 15 bytes without {@code /}, {@code :} and blanks, and not {@code .} or {@code ..}; {@code
 * all} and {@code default} would hide the sysctls of that name. A leading {@code -} is refused
 * because tools read it as an option.
 */
public record InterfaceName(String text) implements Comparable<InterfaceName> {
  /** IFNAMSIZ of {@code linux/if.h}, less the closing zero. */
  public static final int LONGEST = 15;

  public InterfaceName {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not an interface name: " + text);
    }
  }

  /** Whether a text can be an interface's name. */
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        && !text.startsWith("-")
        && text.chars().noneMatch(c -> c <= ' ' || c == '/' || c == ':' || c == 0x7f)
        && !text.equals(".")
        && !text.equals("..")
        && !text.equals("all")
        && !text.equals("default");
  }

  @Override
  public int compareTo(InterfaceName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
