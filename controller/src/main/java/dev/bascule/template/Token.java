package dev.bascule.template;

/**
 * A piece of an expression.
 *
 * @param text as written, quotes included
 * @param start index of its first character in the expression
 */
record Token(Kind kind, String text, int start) {
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  int end() {
    return start + text.length();
  }

  /** Whether it is a string without escapes and without an interpolation of its own. */
  boolean isPlainText() {
    return kind == Kind.TEXT
        && (text.startsWith("r")
            || (text.indexOf('\\') < 0 && !text.contains("[=") && !text.contains("${")));
  }

  /** The characters between the quotes. */
  String content() {
    int from = text.startsWith("r") ? 2 : 1;
    return text.substring(from, text.length() - 1);
  }
}
