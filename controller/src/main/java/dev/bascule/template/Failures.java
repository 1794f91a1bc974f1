package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Nothing;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Suggestion;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** FreeMarker's complaints in our words: one line that says what is wrong, without its tips. */
final class Failures {
  private static final Pattern KINDS =
      Pattern.compile("Expected an? (\\w+).*?, but this has evaluated to an? ([\\w+ ]+?)[ :(]");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$@.\\\\-]+");

  private Failures() {}

  static ExpressionFailure of(ParseException e, int index) {
    return of(SyntaxWords.of(String.valueOf(e.getEditorMessage())), index);
  }

  static ExpressionFailure of(SyntaxWords words, int index) {
    return new ExpressionFailure(ProblemCode.TEMPLATE_SYNTAX, words.message(), words.hint(), index);
  }

  static ExpressionFailure of(TemplateException e, Scope scope, int index) {
    String blamed = e.getBlamedExpressionString();
    if (e instanceof InvalidReferenceException && blamed != null) {
      return missing(blamed, scope, index);
    }
    String message = String.valueOf(e.getMessageWithoutStackTop());
    if (e instanceof PlainFailure) {
      return new ExpressionFailure(ProblemCode.TEMPLATE_FAILED, oneLine(message), null, index);
    }
    Matcher kinds = KINDS.matcher(oneLine(message));
    if (blamed != null && kinds.find()) {
      return wrongKind(stripParentheses(blamed), kinds.group(1), kinds.group(2), index);
    }
    return new ExpressionFailure(
        ProblemCode.TEMPLATE_FAILED, FailureWords.of(message, blamed), null, index);
  }

  private static ExpressionFailure wrongKind(
      String blamed, String wanted, String found, int index) {
    String kind = FailureWords.kind(found);
    String hint =
        kind.equals("a list")
            ? "join it: [=%1$s?join(\" \")], or in a shell file: [=words(%1$s)]".formatted(blamed)
            : kind.equals("a mapping") ? "name one of its fields: [=" + blamed + ".field]" : null;
    return new ExpressionFailure(
        ProblemCode.TEMPLATE_FAILED,
        "'" + blamed + "' is " + kind + " where " + FailureWords.kind(wanted) + " is wanted",
        FailureWords.kind(wanted).equals("text") ? hint : null,
        index);
  }

  /** A name that stands for nothing, with the name that was probably meant. */
  static ExpressionFailure missing(String expression, Scope scope, int index) {
    String path = stripParentheses(expression);
    int dot = path.lastIndexOf('.');
    if (!NAME.matcher(path).matches()) {
      return unknown("'" + path + "' has no value", defaulted(path), index);
    }
    if (dot < 0) {
      return missingName(path, scope, index);
    }
    String parent = path.substring(0, dot);
    String name = path.substring(dot + 1);
    Optional<Value> holder = follow(parent, scope);
    if (holder.isPresent() && holder.get() instanceof Fields fields) {
      if (fields.fields().get(name) instanceof Nothing) {
        return noValue(path, index);
      }
      return unknown(
          "'" + parent + "' has no '" + name + "'",
          Suggestion.nearest(name, fields.fields().keySet())
              .map(near -> "did you mean '" + parent + "." + near + "'?")
              .orElse(has(parent, new ArrayList<>(fields.fields().keySet()))),
          index);
    }
    return unknown("'" + path + "' has no value", defaulted(path), index);
  }

  private static ExpressionFailure missingName(String name, Scope scope, int index) {
    if (scope.get(name).isPresent()) {
      return noValue(name, index);
    }
    String near = Suggestion.didYouMean(name, scope.names());
    return unknown("no variable '" + name + "'", near == null ? defaulted(name) : near, index);
  }

  private static ExpressionFailure noValue(String path, int index) {
    return unknown("'" + path + "' is there, but has no value", defaulted(path), index);
  }

  private static ExpressionFailure unknown(String message, @Nullable String hint, int index) {
    return new ExpressionFailure(ProblemCode.UNKNOWN_VARIABLE, message, hint, index);
  }

  private static String defaulted(String path) {
    return "define it, or give a default: [=" + path + "!\"…\"]";
  }

  private static @Nullable String has(String parent, List<String> names) {
    return names.isEmpty() || names.size() > 12
        ? null
        : "'" + parent + "' has " + String.join(", ", names);
  }

  private static Optional<Value> follow(String path, Scope scope) {
    Optional<Value> value = Optional.empty();
    boolean first = true;
    for (String name : path.split("\\.", -1)) {
      value =
          first
              ? scope.get(name)
              : value.filter(Fields.class::isInstance).map(v -> ((Fields) v).fields().get(name));
      first = false;
    }
    return value;
  }

  private static String stripParentheses(String expression) {
    String text = expression.strip();
    while (text.startsWith("(") && text.endsWith(")")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
