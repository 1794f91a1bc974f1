package dev.bascule.graph.svg;

import dev.bascule.graph.State;
import java.util.Locale;

/** Texts and numbers as XML has them. */
final class SvgText {
  private SvgText() {}

  /** A minus that is as wide as the plus. */
  static String mark(State state) {
    return state == State.REMOVED ? "−" : String.valueOf(state.mark());
  }

  /** For a text or an attribute; what XML cannot hold at all becomes a question mark. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            sign -> {
              switch (sign) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isAllowed(sign) ? sign : '?');
              }
            });
    return out.toString();
  }

  private static boolean isAllowed(int sign) {
    return sign >= 0x20
        && sign != 0x7F
        && !(sign >= 0xD800 && sign <= 0xDFFF)
        && sign != 0xFFFE
        && sign != 0xFFFF;
  }

  /** With at most one digit behind the point. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }
}
