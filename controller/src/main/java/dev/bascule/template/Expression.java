package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Nothing;
import dev.bascule.model.Value.Text;
import dev.bascule.source.ProblemCode;
import freemarker.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression, parsed once and evaluated for each node. Names and paths ({@code facts.gateway}),
 * which most expressions are, and plain strings are evaluated here; for anything else FreeMarker is
 * loaded.
 */
final class Expression {
  private static final Set<String> RESERVED =
      Set.of("true", "false", "gt", "gte", "lt", "lte", "as", "in", "using");
  private static final int LONGEST = 4000;

  private final String text;
  private final List<Token> tokens;
  private final boolean path;
  private volatile @Nullable Template compiled;

  private Expression(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
    this.path = isPath(tokens);
  }

  static Expression parse(String text) throws ExpressionFailure {
    if (text.length() > LONGEST) {
      throw syntax("an expression of more than " + LONGEST + " characters", 0);
    }
    try {
      List<Token> tokens = ExpressionScanner.scan(text);
      if (tokens.isEmpty()) {
        throw syntax("an empty expression", 0);
      }
      Forbidden.check(tokens);
      return new Expression(text, tokens);
    } catch (ExpressionScanner.Malformed e) {
      throw syntax(String.valueOf(e.getMessage()), e.index);
    }
  }

  /** The variables that the expression may read, without their fields. */
  Set<String> names() {
    return Names.of(tokens);
  }

  Value evaluate(Scope scope, SecretUse use) throws ExpressionFailure {
    if (path) {
      return follow(scope);
    }
    if (tokens.size() == 1 && tokens.get(0).isPlainText()) {
      return new Text(tokens.get(0).content());
    }
    return Engine.evaluate(compiled(), text, scope, use);
  }

  /** Finds what is wrong with the expression whatever the variables are. */
  void check() throws ExpressionFailure {
    FactPaths.check(tokens);
    if (!path && !(tokens.size() == 1 && tokens.get(0).isPlainText())) {
      compiled();
    }
  }

  private Template compiled() throws ExpressionFailure {
    Template known = compiled;
    if (known == null) {
      known = Engine.compile(text);
      compiled = known;
    }
    return known;
  }

  private static boolean isPath(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean fits =
          i % 2 == 0
              ? token.kind() == Token.Kind.NAME
                  && token.text().indexOf('\\') < 0
                  && !RESERVED.contains(token.text())
              : token.is(".");
      if (!fits) {
        return false;
      }
    }
    return tokens.size() % 2 == 1;
  }

  private Value follow(Scope scope) throws ExpressionFailure {
    Token first = tokens.get(0);
    Optional<Value> value = scope.get(first.text());
    if (value.isEmpty()) {
      throw Failures.missing(first.text(), scope, first.start());
    }
    Value at = value.get();
    for (int i = 2; i < tokens.size(); i += 2) {
      at = field(at, i, scope);
    }
    return at;
  }

  private Value field(Value holder, int token, Scope scope) throws ExpressionFailure {
    Token name = tokens.get(token);
    String parent = joined(token - 1);
    if (holder instanceof Fields fields) {
      Value value = fields.fields().get(name.text());
      if (value == null) {
        throw Failures.missing(parent + "." + name.text(), scope, name.start());
      }
      return value;
    }
    if (holder instanceof Nothing) {
      throw Failures.missing(parent, scope, tokens.get(0).start());
    }
    throw new ExpressionFailure(
        ProblemCode.TEMPLATE_FAILED,
        "'" + parent + "' is " + Shapes.of(holder) + " and has no '" + name.text() + "'",
        null,
        name.start());
  }

  private String joined(int tokenCount) {
    StringBuilder path = new StringBuilder();
    tokens.subList(0, tokenCount).forEach(token -> path.append(token.text()));
    return path.toString();
  }

  private static ExpressionFailure syntax(String message, int index) {
    return new ExpressionFailure(ProblemCode.TEMPLATE_SYNTAX, message, null, index);
  }
}
