package dev.bascule.model;

import java.util.regex.Pattern;

/**
 * Permission bits, written in octal: {@code 0644}, {@code 4755}.
 *
 * @param bits 0 to 07777
 */
public record FileMode(int bits) {
  private static final Pattern OCTAL = Pattern.compile("(0o)?[0-7]{3,5}");

  public FileMode {
    if (bits < 0 || bits > 07777) {
      throw new IllegalArgumentException("not a mode: " + Integer.toOctalString(bits));
    }
  }

  /** Whether a text is a mode: three or four octal digits, a leading zero allowed. */
  public static boolean isValid(String text) {
    return OCTAL.matcher(text).matches() && Integer.parseInt(digits(text), 8) <= 07777;
  }

  /** Reads a text for which {@link #isValid} holds. */
  public static FileMode parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not a mode: " + text);
    }
    return new FileMode(Integer.parseInt(digits(text), 8));
  }

  private static String digits(String text) {
    return text.startsWith("0o") ? text.substring(2) : text;
  }

  /** Four octal digits. */
  @Override
  public String toString() {
    return String.format("%04o", bits);
  }
}
