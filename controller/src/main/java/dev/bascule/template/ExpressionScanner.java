package dev.bascule.template;

import dev.bascule.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Splits an expression into tokens as FreeMarker's own scanner does, and finds where it ends: at
 * the first {@code ]} that closes nothing inside it.
 */
final class ExpressionScanner {
  // Longest first: ".." is not two dots, "??" is not a built-in's sign.
  private static final List<String> SIGNS =
      List.of("..<", "..!", "..*", "..", "??", "->", "==", "!=", "<=", ">=", "&&", "||");

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private ExpressionScanner(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** What is wrong with an expression, and where. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    final int index;

    Malformed(String message, int index) {
      super(message);
      this.index = index;
    }
  }

  /**
   * Scans a whole expression.
   *
   * @throws Malformed if a string or a bracket is left open
   */
  static List<Token> scan(String expression) throws Malformed {
    ExpressionScanner scanner = new ExpressionScanner(expression, 0);
    if (scanner.run()) {
      throw new Malformed("']' closes nothing", scanner.at);
    }
    if (!scanner.open.isEmpty()) {
      throw new Malformed("'" + scanner.open.peek() + "' is missing", expression.length());
    }
    return scanner.tokens;
  }

  /**
   * The index of the {@code ]} that ends the interpolation whose expression begins at an index.
   *
   * @throws Malformed if there is none
   */
  static int end(String text, int from) throws Malformed {
    ExpressionScanner scanner = new ExpressionScanner(text, from);
    if (!scanner.run()) {
      throw new Malformed("'[=' is never closed by ']'", from - 2);
    }
    return scanner.at;
  }

  // True if it stopped at a ']' of somebody else's.
  private boolean run() throws Malformed {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"' || c == '\'' || (c == 'r' && rawQuote())) {
        string();
      } else if (Character.isDigit(c)) {
        number();
      } else if (startsName(c)) {
        name();
      } else if (c == ']' && open.isEmpty()) {
        return true;
      } else {
        sign(c);
      }
    }
    return false;
  }

  private boolean rawQuote() {
    return at + 1 < text.length() && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\'');
  }

  private void string() throws Malformed {
    int start = at;
    boolean raw = text.charAt(at) == 'r';
    at += raw ? 1 : 0;
    char quote = text.charAt(at++);
    while (at < text.length() && text.charAt(at) != quote) {
      at += !raw && text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new Malformed("a string without its closing " + quote, start);
    }
    at++;
    add(Kind.TEXT, start);
  }

  private void number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at + 1 < text.length()
        && text.charAt(at) == '.'
        && Character.isDigit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
    }
    add(Kind.NUMBER, start);
  }

  private static boolean startsName(char c) {
    return Character.isLetter(c) || c == '_' || c == '$' || c == '@' || c == '\\';
  }

  private void name() {
    int start = at;
    while (at < text.length()
        && (startsName(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
      // A backslash keeps '-', '.' and ':' in a name.
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, text.length());
    add(Kind.NAME, start);
  }

  private void sign(char c) throws Malformed {
    int start = at;
    if (text.startsWith("<#", at) || text.startsWith("[=", at)) {
      throw new Malformed("'" + text.substring(at, at + 2) + "' inside an expression", at);
    }
    bracket(c);
    at +=
        SIGNS.stream()
            .filter(s -> text.startsWith(s, start))
            .mapToInt(String::length)
            .findFirst()
            .orElse(1);
    add(Kind.SIGN, start);
  }

  private void bracket(char c) throws Malformed {
    switch (c) {
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '{' -> open.push('}');
      case ')', ']', '}' -> {
        if (open.isEmpty() || open.pop() != c) {
          throw new Malformed("'" + c + "' closes nothing", at);
        }
      }
      default -> {}
    }
  }

  private void add(Kind kind, int start) {
    tokens.add(new Token(kind, text.substring(start, at), start));
  }
}
