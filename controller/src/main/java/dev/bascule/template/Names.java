package dev.bascule.template;

import dev.bascule.template.Token.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables that an expression may read. It may name too many (the parameter of a lambda),
 * never too few.
 */
final class Names {
  private static final Set<String> WORDS =
      Set.of("true", "false", "gt", "gte", "lt", "lte", "as", "in", "using");

  private Names() {}

  static Set<String> of(List<Token> tokens) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.NAME
          && !afterDotOrSign(tokens, i)
          && !WORDS.contains(token.text())
          && !isFunction(tokens, i)) {
        names.add(token.text().replace("\\", ""));
      } else if (token.kind() == Kind.TEXT && !token.isPlainText()) {
        inside(token.content(), names);
      }
    }
    return names;
  }

  private static boolean afterDotOrSign(List<Token> tokens, int i) {
    return i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("?"));
  }

  private static boolean isFunction(List<Token> tokens, int i) {
    return i + 1 < tokens.size()
        && tokens.get(i + 1).is("(")
        && Functions.has(tokens.get(i).text());
  }

  // A string may hold interpolations of its own: "veth[=id].0".
  private static void inside(String text, Set<String> names) {
    int at = text.indexOf("[=");
    while (at >= 0) {
      try {
        int end = ExpressionScanner.end(text, at + 2);
        names.addAll(of(ExpressionScanner.scan(text.substring(at + 2, end))));
        at = text.indexOf("[=", end);
      } catch (ExpressionScanner.Malformed e) {
        return; // FreeMarker says what is wrong with it when it compiles the expression.
      }
    }
  }
}
