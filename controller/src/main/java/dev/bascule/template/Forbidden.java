package dev.bascule.template;

import dev.bascule.source.ProblemCode;
import dev.bascule.template.Token.Kind;
import java.util.List;
import java.util.Map;

/** What FreeMarker can do and Bascule does not let it do, refused by name. */
final class Forbidden {
  private static final Map<String, String> BUILT_INS =
      Map.ofEntries(
          Map.entry("no_esc", "every value is quoted"),
          Map.entry("noEsc", "every value is quoted"),
          Map.entry("markup_string", "every value is quoted"),
          Map.entry("markupString", "every value is quoted"),
          Map.entry("eval", "text is never run as an expression"),
          Map.entry("eval_json", "write the value as YAML"),
          Map.entry("evalJson", "write the value as YAML"),
          Map.entry("interpret", "text is never run as a template"),
          Map.entry("new", "templates make no objects"),
          Map.entry("api", "templates do not see Java"),
          Map.entry("has_api", "templates do not see Java"),
          Map.entry("hasApi", "templates do not see Java"));

  private Forbidden() {}

  static void check(List<Token> tokens) throws ExpressionFailure {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (i > 0 && tokens.get(i - 1).is("?")) {
        builtIn(token);
      }
      if (token.is(".") && (i == 0 || startsOperand(tokens.get(i - 1)))) {
        throw refused(
            "variables that begin with a dot are not available",
            "what a template renders depends on its variables only",
            token.start());
      }
      if (token.is("..") && (i + 1 == tokens.size() || endsOperand(tokens.get(i + 1)))) {
        throw refused("a range without an end", "write where it ends: 1..10", token.start());
      }
      if (token.kind() == Kind.TEXT && !token.isPlainText()) {
        inside(token);
      }
    }
  }

  private static void builtIn(Token token) throws ExpressionFailure {
    String why = BUILT_INS.get(token.text());
    if (why != null) {
      throw refused("'?" + token.text() + "' is not available", why, token.start());
    }
  }

  private static boolean startsOperand(Token before) {
    return before.kind() == Kind.SIGN && !before.is(")") && !before.is("]") && !before.is("}");
  }

  private static boolean endsOperand(Token after) {
    return after.text().equals("as")
        || (after.kind() == Kind.SIGN
            && !after.is("(")
            && !after.is("[")
            && !after.is("-")
            && !after.is("+")
            && !after.is("."));
  }

  private static void inside(Token token) throws ExpressionFailure {
    String text = token.text();
    int at = text.indexOf("[=");
    while (at >= 0) {
      try {
        int end = ExpressionScanner.end(text, at + 2);
        check(ExpressionScanner.scan(text.substring(at + 2, end)));
        at = text.indexOf("[=", end);
      } catch (ExpressionScanner.Malformed e) {
        throw new ExpressionFailure(
            ProblemCode.TEMPLATE_SYNTAX,
            "in a string: " + e.getMessage(),
            "for a literal [= write r\"[=\"",
            token.start());
      }
    }
  }

  private static ExpressionFailure refused(String message, String hint, int index) {
    return new ExpressionFailure(ProblemCode.TEMPLATE_FORBIDDEN, message, hint, index);
  }
}
