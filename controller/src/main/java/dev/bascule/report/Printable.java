package dev.bascule.report;

import dev.bascule.model.Secrets;

/**
 * Text from a node or a file, made fit to be shown: secrets masked, and control characters written
 * out, because an escape sequence in a file of a node would otherwise act on the user's terminal.
 *
 * @param secrets of this run
 */
public record Printable(Secrets secrets) {

  /** One line. */
  public String line(String text) {
    return harmless(secrets.mask(text), false);
  }

  /** Several lines; only the line feeds and tabs stay. */
  public String lines(String text) {
    return harmless(secrets.mask(text), true);
  }

  /** Whether a text holds a secret. */
  boolean holdsSecret(String text) {
    return !secrets.mask(text).equals(text);
  }

  private static String harmless(String text, boolean keepLines) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c, keepLines));
    return out.toString();
  }

  private static void append(StringBuilder out, int c, boolean keepLines) {
    if (c == '\t' || (c == '\n' && keepLines) || !isHarmful(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x100) {
      out.append(String.format("\\x%02x", c));
    } else {
      out.append(String.format("\\u{%x}", c));
    }
  }

  // Besides C0 and C1: format characters (Cf) turn the direction of text or hide it, and the
  // line and paragraph separators break lines.
  private static boolean isHarmful(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
