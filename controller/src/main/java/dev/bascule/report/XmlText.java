package dev.bascule.report;

/**
 * Text for XML 1.0: what the markup needs is escaped, and what XML cannot hold at all, escaped or
 * not, is written out.
 */
final class XmlText {
  private XmlText() {}

  /** Fit for an attribute in double quotes, where a reader would make blanks of line feeds. */
  static String attribute(String text) {
    return element(text).replace("\n", "&#10;").replace("\t", "&#9;");
  }

  /** Fit for the content of an element. */
  static String element(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      default -> {
        if (isAllowed(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(String.format("\\u{%x}", c));
        }
      }
    }
  }

  // https://www.w3.org/TR/xml/#charsets, less the carriage return, which readers make a line feed.
  private static boolean isAllowed(int c) {
    return c == '\n'
        || c == '\t'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || (c >= 0x10000 && c <= 0x10ffff);
  }
}
