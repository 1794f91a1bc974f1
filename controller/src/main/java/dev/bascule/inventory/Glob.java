package dev.bascule.inventory;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a pattern's term matches: a shell's glob on the whole name, or a regular expression. */
final class Glob {
  private Glob() {}

  /** A test of names. A regular expression, after {@code ~}, is anchored at the start only. */
  static Predicate<String> of(String text) {
    if (text.startsWith("~")) {
      Pattern pattern = Pattern.compile(text.substring(1));
      return name -> pattern.matcher(name).lookingAt();
    }
    if (!isGlob(text)) {
      return text::equals;
    }
    Pattern pattern = Pattern.compile(translate(text), Pattern.DOTALL);
    return name -> pattern.matcher(name).matches();
  }

  static boolean isGlob(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  private static String translate(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int close = c == '[' ? text.indexOf(']', text.startsWith("!", i + 1) ? i + 3 : i + 2) : -1;
      if (close > 0) {
        regex.append(characters(text.substring(i + 1, close)));
        i = close;
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  // In a shell's set only ! and - mean something.
  private static String characters(String set) {
    boolean not = set.startsWith("!");
    String rest = (not ? set.substring(1) : set).replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
    return (not ? "[^" : "[") + rest + "]";
  }
}
