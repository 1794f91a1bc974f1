package dev.bascule.template;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Nothing;
import dev.bascule.model.Value.Scalar;
import dev.bascule.model.Value.Secret;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Expands {@code [=expression]} in the strings of a playbook.
 *
 * <pre>
 * dest: /etc/vz/conf/[=id].mount     text with a value in it
 * ports: "[=ports]"                  one single interpolation keeps its type, here a list
 * run: awk '/[=r"[="]/' file         a literal [=
 * </pre>
 *
 * A text is either expanded whole or it is a problem; there is no half. One for each run; safe for
 * use by several threads.
 */
public final class Interpolation {
  private final Secrets secrets;
  private final Map<String, Parsed> cache = new ConcurrentHashMap<>();

  /** Expands texts; what is made of a secret joins the run's secrets. */
  public Interpolation(Secrets secrets) {
    this.secrets = secrets;
  }

  private record Piece(String text, @Nullable Expression expression, int start) {}

  private record Parsed(List<Piece> pieces, @Nullable ExpressionFailure failure) {}

  /** Whether a text has anything to expand. */
  public static boolean isNeeded(String text) {
    return text.contains("[=");
  }

  /**
   * The text with its values in it, or nothing and a problem.
   *
   * @param at where the text begins in the user's file (the scalar's position)
   */
  public Optional<Value> expand(String text, Position at, Scope scope, Problems problems) {
    if (!isNeeded(text)) {
      return Optional.of(new Text(text));
    }
    Parsed parsed = parse(text);
    if (parsed.failure() != null) {
      problems.add(parsed.failure().at(Places.find(at, text, parsed.failure().index())));
      return Optional.empty();
    }
    List<Problem> found = new ArrayList<>();
    Value value = evaluate(parsed.pieces(), text, at, scope, found);
    found.forEach(problems::add);
    return Optional.ofNullable(found.isEmpty() ? value : null);
  }

  /** The text with its values in it, or nothing and a problem; a list or a mapping is one too. */
  public Optional<String> text(String text, Position at, Scope scope, Problems problems) {
    Optional<Value> value = expand(text, at, scope, problems);
    if (value.isEmpty() || value.get() instanceof Scalar) {
      return value.map(scalar -> ((Scalar) scalar).text());
    }
    problems.add(noText(value.get()).at(at));
    return Optional.empty();
  }

  /** What is wrong with a text whatever the variables are: brackets, syntax, forbidden words. */
  public void check(String text, Position at, Problems problems) {
    if (!isNeeded(text)) {
      return;
    }
    Parsed parsed = parse(text);
    if (parsed.failure() != null) {
      problems.add(parsed.failure().at(Places.find(at, text, parsed.failure().index())));
      return;
    }
    for (Piece piece : parsed.pieces()) {
      try {
        if (piece.expression() != null) {
          piece.expression().check();
        }
      } catch (ExpressionFailure e) {
        problems.add(e.at(Places.find(at, text, piece.start() + 2 + e.index())));
      }
    }
  }

  /** The variables that a text may read, without their fields; too many, never too few. */
  public Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    if (isNeeded(text)) {
      for (Piece piece : parse(text).pieces()) {
        if (piece.expression() != null) {
          names.addAll(piece.expression().names());
        }
      }
    }
    return names;
  }

  private Parsed parse(String text) {
    return cache.computeIfAbsent(text, Interpolation::split);
  }

  private static Parsed split(String text) {
    List<Piece> pieces = new ArrayList<>();
    int done = 0;
    int open = text.indexOf("[=");
    while (open >= 0) {
      try {
        int end = ExpressionScanner.end(text, open + 2);
        if (open > done) {
          pieces.add(new Piece(text.substring(done, open), null, done));
        }
        Expression expression = Expression.parse(text.substring(open + 2, end));
        pieces.add(new Piece(text.substring(open, end + 1), expression, open));
        done = end + 1;
        open = text.indexOf("[=", done);
      } catch (ExpressionScanner.Malformed e) {
        return new Parsed(List.of(), malformed(e));
      } catch (ExpressionFailure e) {
        return new Parsed(List.of(), e.movedBy(open + 2));
      }
    }
    if (done < text.length()) {
      pieces.add(new Piece(text.substring(done), null, done));
    }
    return new Parsed(pieces, null);
  }

  private static ExpressionFailure malformed(ExpressionScanner.Malformed e) {
    return new ExpressionFailure(
        ProblemCode.TEMPLATE_SYNTAX,
        String.valueOf(e.getMessage()),
        "for a literal [= write [=r\"[=\"]",
        e.index);
  }

  private @Nullable Value evaluate(
      List<Piece> pieces, String text, Position at, Scope scope, List<Problem> found) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      Expression expression = piece.expression();
      if (expression == null) {
        out.append(piece.text());
        continue;
      }
      try {
        Value value = evaluate(expression, scope);
        if (pieces.size() == 1) {
          return value;
        }
        out.append(asText(value));
      } catch (ExpressionFailure e) {
        found.add(e.at(Places.find(at, text, piece.start() + 2 + e.index())));
      }
    }
    return new Text(out.toString());
  }

  private Value evaluate(Expression expression, Scope scope) throws ExpressionFailure {
    SecretUse use = new SecretUse();
    Value value = expression.evaluate(scope, use);
    if (use.take() && value instanceof Text made) {
      secrets.add(made.text());
      return new Secret(made.text());
    }
    return value;
  }

  private static String asText(Value value) throws ExpressionFailure {
    if (value instanceof Nothing) {
      throw new ExpressionFailure(
          ProblemCode.UNKNOWN_VARIABLE,
          "this is there, but has no value",
          "give a default: [=name!\"…\"]",
          0);
    }
    if (value instanceof Scalar scalar) {
      return scalar.text();
    }
    throw noText(value);
  }

  private static ExpressionFailure noText(Value value) {
    String hint =
        value instanceof Items
            ? "join it: [=name?join(\" \")]"
            : value instanceof Fields ? "name one of its fields: [=name.field]" : null;
    return new ExpressionFailure(
        ProblemCode.TEMPLATE_FAILED, Shapes.of(value) + " where text is wanted", hint, 0);
  }
}
