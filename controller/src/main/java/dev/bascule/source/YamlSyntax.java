package dev.bascule.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Puts the YAML library's complaints into words that say what to do. */
final class YamlSyntax {
  private static final Pattern TAG = Pattern.compile("tag:yaml\\.org,2002:(\\S+)");

  private YamlSyntax() {}

  static Problem explain(MarkedYAMLException e, SourceFile file) {
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    Position found = position(e.getProblemMark(), file);
    Position began = e.getContextMark() == null ? found : position(e.getContextMark(), file);
    String line = file.line(found.line());
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    if (problem.contains("\\t(TAB)") || indent.contains("\t")) {
      return new Problem(
          ProblemCode.TAB_INDENT, found, "a tab where YAML wants spaces", "indent with spaces");
    }
    if (problem.contains("aliases")) {
      return bomb(found);
    }
    Matcher tag = TAG.matcher(problem);
    if (tag.find()) {
      return new Problem(
          ProblemCode.UNKNOWN_TAG,
          found,
          "unknown tag !!" + tag.group(1),
          "remove it, or quote the value if it begins with an exclamation mark");
    }
    Words words = YamlWords.of(context, problem);
    Position at = words.began() || pastEnd(found) ? began : found;
    return new Problem(
        ProblemCode.YAML_SYNTAX, at, "not YAML: " + words.message(), hint(words, line));
  }

  /**
   * A complaint in our words.
   *
   * @param began whether the place is where it began: a bracket, a quote
   */
  record Words(String message, @Nullable String hint, boolean began) {}

  private static boolean pastEnd(Position at) {
    return at.file().line(at.line()).isBlank();
  }

  static Problem explain(YAMLException e, SourceFile file) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("aliases")) {
      return bomb(file.start());
    }
    if (e instanceof ReaderException unprintable) {
      return new Problem(
          ProblemCode.NOT_TEXT,
          file.at(file.text().offsetByCodePoints(0, unprintable.getPosition())),
          "the character U+%04X cannot stand in YAML".formatted(unprintable.getCodePoint()),
          "delete it, or in double quotes write \\x%02X".formatted(unprintable.getCodePoint()));
    }
    return new Problem(
        ProblemCode.YAML_SYNTAX, file.start(), "this file cannot be read as YAML", null);
  }

  static Problem jinja(Position at) {
    return new Problem(
        ProblemCode.JINJA,
        at,
        "'{{' is Jinja, which Bascule does not have",
        "write \"[=name]\" for the value of a variable");
  }

  private static Problem bomb(Position at) {
    return new Problem(
        ProblemCode.ALIAS_BOMB, at, "more aliases than Bascule follows", "write the values out");
  }

  private static Position position(@Nullable Mark mark, SourceFile file) {
    return mark == null
        ? file.start()
        : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static @Nullable String hint(Words words, String line) {
    if (line.contains("{{")) {
      return "Bascule has no Jinja: write \"[=name]\" for the value of a variable";
    }
    if (line.contains("[=")) {
      return "a value that begins with [= wants quotes: \"[=name]\"";
    }
    return words.hint();
  }
}
