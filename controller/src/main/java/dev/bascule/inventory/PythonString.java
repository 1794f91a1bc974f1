package dev.bascule.inventory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One quoted string of Python.
 *
 * @param value without quotes and escapes
 * @param end the index behind it
 */
record PythonString(String value, int end) {
  private static final Pattern STRING =
      Pattern.compile(
          "([bBuUrR]|[bB][rR]|[rR][bB])?(?:'((?:[^'\\\\\\n]|\\\\.)*)'|\"((?:[^\"\\\\\\n]|\\\\.)*)\")",
          Pattern.DOTALL);
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))",
          Pattern.DOTALL);

  static Optional<PythonString> at(String text, int index) {
    Matcher matcher = STRING.matcher(text).region(index, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    String prefix = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
    String body = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    String value = prefix.contains("r") ? body : unescape(body);
    return Optional.of(new PythonString(value, matcher.end()));
  }

  private static String unescape(String body) {
    return body.indexOf('\\') < 0
        ? body
        : ESCAPE.matcher(body).replaceAll(m -> Matcher.quoteReplacement(character(m.group())));
  }

  private static String character(String escape) {
    Matcher m = ESCAPE.matcher(escape);
    if (!m.matches()) {
      return escape;
    }
    if (m.group(1) != null) {
      return String.valueOf((char) Integer.parseInt(m.group(1), 8));
    }
    for (int group = 2; group <= 4; group++) {
      if (m.group(group) != null) {
        int code = (int) Long.parseLong(m.group(group), 16);
        return Character.isValidCodePoint(code) ? Character.toString(code) : escape;
      }
    }
    return letter(escape, m.group(5));
  }

  // An unknown escape stays as it is written.
  private static String letter(String escape, String letter) {
    int known = "abfnrtv\\'\"\n".indexOf(letter);
    return known < 0
        ? escape
        : "\u0007\b\f\n\r\t\u000b\\'\"".substring(known, Math.min(known + 1, 10));
  }
}
