package dev.bascule.report.page;

import java.nio.charset.StandardCharsets;

/**
 * Text as HTML has it. Whatever comes from a node, an inventory or a playbook passes here on its
 * way to the page.
 */
final class HtmlText {
  private static final String HEX = "0123456789abcdef";

  private HtmlText() {}

  /**
   * For a text or a quoted attribute. Signs that turn the direction of text, hide it or break lines
   * are written out, but for line feeds and tabs.
   */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int sign = text.codePointAt(i);
      i += Character.charCount(sign);
      switch (sign) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append((char) sign);
        default -> append(out, sign);
      }
    }
    return out.toString();
  }

  /** In bytes, as it is written. */
  static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void append(StringBuilder out, int sign) {
    if (isShown(sign)) {
      out.appendCodePoint(sign);
    } else if (sign < 0x100) {
      out.append("\\x").append(HEX.charAt(sign >> 4)).append(HEX.charAt(sign & 15));
    } else {
      out.append("\\u{").append(Integer.toHexString(sign)).append('}');
    }
  }

  private static boolean isShown(int sign) {
    boolean noCharacter = (sign & 0xFFFE) == 0xFFFE || (sign >= 0xFDD0 && sign <= 0xFDEF);
    return !noCharacter
        && switch (Character.getType(sign)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
