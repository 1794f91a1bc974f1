package dev.bascule.template;

import dev.bascule.model.FactNames;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Suggestion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code facts.gatway}: whatever the node, there is no such fact. Behind {@code ??} or {@code
 * !} it would else be missing for ever without a word.
 */
final class FactPaths {
  private static final String FACTS = "facts";

  private FactPaths() {}

  static void check(List<Token> tokens) throws ExpressionFailure {
    for (int i = 0; i < tokens.size(); i++) {
      boolean facts = tokens.get(i).text().equals(FACTS) && tokens.get(i).kind() == Token.Kind.NAME;
      if (facts && !(i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("?")))) {
        path(tokens, i);
      }
    }
  }

  private static void path(List<Token> tokens, int facts) throws ExpressionFailure {
    Token first = field(tokens, facts + 1);
    if (first == null) {
      return;
    }
    String name = name(first);
    Set<String> fields = FactNames.ALL.get(name);
    if (fields == null) {
      throw unknown(FACTS, first, FactNames.ALL.keySet());
    }
    Token second = field(tokens, facts + (tokens.get(facts + 1).is(".") ? 3 : 4));
    if (second != null && !fields.isEmpty() && !fields.contains(name(second))) {
      throw unknown(FACTS + "." + name, second, fields);
    }
  }

  // The name in ".name" or in '["name"]' that begins at an index.
  private static @Nullable Token field(List<Token> tokens, int at) {
    if (at + 1 >= tokens.size()) {
      return null;
    }
    Token next = tokens.get(at + 1);
    if (tokens.get(at).is(".")) {
      return next.kind() == Token.Kind.NAME ? next : null;
    }
    boolean closed = at + 2 < tokens.size() && tokens.get(at + 2).is("]");
    return tokens.get(at).is("[") && next.isPlainText() && closed ? next : null;
  }

  private static String name(Token token) {
    return token.kind() == Token.Kind.NAME ? token.text() : token.content();
  }

  private static ExpressionFailure unknown(String parent, Token token, Set<String> known) {
    String near = Suggestion.nearest(name(token), known).orElse(null);
    return new ExpressionFailure(
        ProblemCode.UNKNOWN_VARIABLE,
        "no fact '" + parent + "." + name(token) + "'",
        near == null
            ? "there are " + String.join(", ", known.stream().sorted().toList())
            : "did you mean '" + parent + "." + near + "'?",
        token.start());
  }
}
