package dev.bascule.inventory;

import dev.bascule.model.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Python literal, as Ansible types the values of INI inventories: numbers, True, False,
 * None, quoted strings, lists, tuples and dictionaries. What is none of them is a plain string:
 * {@code true}, {@code 010}, {@code 10.0.0.1}.
 */
final class PythonLiteral {
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
              + "|(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?"
              + "|[0-9](?:_?[0-9])*\\.(?:[eE][-+]?[0-9](?:_?[0-9])*)?"
              + "|[0-9](?:_?[0-9])*[eE][-+]?[0-9](?:_?[0-9])*"
              + "|0(?:_?0)*|[1-9](?:_?[0-9])*");
  private static final int DEEPEST = 50;

  /** Not a literal; the text then stands for itself. */
  private static final class NotALiteral extends Exception {
    private static final long serialVersionUID = 1L;

    NotALiteral() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** The value; nothing if the text is not a literal. */
  static Optional<Value> parse(String text) {
    if (text.isEmpty() || !canBegin(text.stripLeading())) {
      return Optional.empty();
    }
    try {
      PythonLiteral parser = new PythonLiteral(text);
      Value value = parser.list();
      return parser.atEnd() ? Optional.of(value) : Optional.empty();
    } catch (NotALiteral e) {
      return Optional.empty();
    }
  }

  // Most values are plain words, and there may be many thousands.
  private static boolean canBegin(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char c = text.charAt(0);
    return "+-.([{'\"".indexOf(c) >= 0 || (c >= '0' && c <= '9') || "TFNbBuUrR".indexOf(c) >= 0;
  }

  private boolean atEnd() {
    skipSpace();
    return at >= text.length() || text.charAt(at) == '#';
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean take(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  // A comma outside of brackets makes a tuple: 1,2 is a list of two.
  private Value list() throws NotALiteral {
    Value first = value();
    if (!take(',')) {
      return first;
    }
    List<Value> items = new ArrayList<>(List.of(first));
    while (!atEnd()) {
      items.add(value());
      if (!take(',')) {
        break;
      }
    }
    return new Value.Items(items);
  }

  private Value value() throws NotALiteral {
    if (++depth > DEEPEST) {
      throw new NotALiteral();
    }
    skipSpace();
    if (at >= text.length()) {
      throw new NotALiteral();
    }
    char c = text.charAt(at);
    Value value =
        switch (c) {
          case '[' -> items('[', ']');
          case '(' -> items('(', ')');
          case '{' -> fields();
          case '+', '-' -> signed();
          default -> c == '.' || (c >= '0' && c <= '9') ? number() : word();
        };
    depth--;
    return value;
  }

  private Value items(char open, char close) throws NotALiteral {
    take(open);
    List<Value> items = new ArrayList<>();
    boolean comma = false;
    while (!take(close)) {
      if (!items.isEmpty() && !comma) {
        throw new NotALiteral();
      }
      items.add(value());
      comma = take(',');
    }
    // (1) is 1 in brackets, (1,) a tuple.
    return open == '(' && items.size() == 1 && !comma ? items.get(0) : new Value.Items(items);
  }

  private Value fields() throws NotALiteral {
    take('{');
    Map<String, Value> fields = new LinkedHashMap<>();
    boolean comma = true;
    while (!take('}')) {
      if (!comma) {
        throw new NotALiteral();
      }
      Value key = value();
      if (!(key instanceof Value.Scalar scalar) || !take(':')) {
        throw new NotALiteral();
      }
      fields.put(scalar.text(), value());
      comma = take(',');
    }
    return new Value.Fields(fields);
  }

  private Value signed() throws NotALiteral {
    int start = at;
    boolean minus = text.charAt(at) == '-';
    at++;
    skipSpace();
    Value value = number();
    String written = text.substring(start, at);
    if (value instanceof Value.Int number) {
      return new Value.Int(minus ? -number.number() : number.number(), written);
    }
    if (value instanceof Value.Real number) {
      return new Value.Real(minus ? -number.number() : number.number(), written);
    }
    throw new NotALiteral();
  }

  private Value number() throws NotALiteral {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new NotALiteral();
    }
    String written = matcher.group();
    at = matcher.end();
    // 010 and 10.0.0.1 and 5j: a number with something behind it is no number.
    if (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '.'
            || text.charAt(at) == '_')) {
      throw new NotALiteral();
    }
    return number(written);
  }

  private static Value number(String written) {
    String digits = written.replace("_", "").toLowerCase(java.util.Locale.ROOT);
    if (digits.startsWith("0x")) {
      return YamlTyping.whole(new BigInteger(digits.substring(2), 16), written);
    }
    if (digits.startsWith("0o")) {
      return YamlTyping.whole(new BigInteger(digits.substring(2), 8), written);
    }
    if (digits.startsWith("0b")) {
      return YamlTyping.whole(new BigInteger(digits.substring(2), 2), written);
    }
    boolean real = digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0;
    return real ? real(digits, written) : YamlTyping.whole(new BigInteger(digits), written);
  }

  // JSON has no infinity, and nobody means one.
  private static Value real(String digits, String written) {
    double number = Double.parseDouble(digits);
    return Double.isInfinite(number) ? new Value.Text(written) : new Value.Real(number, written);
  }

  private Value word() throws NotALiteral {
    for (String word : List.of("True", "False", "None")) {
      int end = at + word.length();
      if (text.startsWith(word, at)
          && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))
          && (end == text.length() || text.charAt(end) != '_')) {
        at = end;
        return word.equals("None")
            ? new Value.Nothing(word)
            : new Value.Bool(word.equals("True"), word);
      }
    }
    return strings();
  }

  // Strings side by side are one string.
  private Value strings() throws NotALiteral {
    StringBuilder joined = new StringBuilder();
    boolean any = false;
    while (true) {
      skipSpace();
      Optional<PythonString> string = PythonString.at(text, at);
      if (string.isEmpty()) {
        break;
      }
      any = true;
      joined.append(string.get().value());
      at = string.get().end();
    }
    if (!any) {
      throw new NotALiteral();
    }
    return new Value.Text(joined.toString());
  }
}
