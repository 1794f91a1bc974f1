package dev.bascule.source;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Puts the YAML library's complaints into words that say what to do. */
final class YamlSyntax {
  private YamlSyntax() {}

  static Problem explain(MarkedYAMLException e, SourceFile file) {
    Position at = position(e.getProblemMark(), file);
    String text = String.valueOf(e.getProblem());
    String line = at.file().line(at.line());
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    if (text.contains("\\t(TAB)") || indent.contains("\t")) {
      return new Problem(
          ProblemCode.TAB_INDENT, at, "a tab where YAML wants spaces", "indent with spaces");
    }
    if (text.contains("aliases")) {
      return bomb(at);
    }
    return new Problem(ProblemCode.YAML_SYNTAX, at, message(e, text), hint(line));
  }

  static Problem explain(YAMLException e, SourceFile file) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("aliases")) {
      return bomb(file.start());
    }
    return new Problem(ProblemCode.YAML_SYNTAX, file.start(), oneLine(text), null);
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

  private static String message(MarkedYAMLException e, String problem) {
    String context = e.getContext();
    return "not YAML: " + oneLine(context == null ? problem : context + ", " + problem);
  }

  private static @Nullable String hint(String line) {
    if (line.contains("{{")) {
      return "Bascule has no Jinja: write \"[=name]\" for the value of a variable";
    }
    if (line.contains("[=")) {
      return "a value that begins with [= wants quotes: \"[=name]\"";
    }
    if (line.contains(": ")) {
      return "a value that holds ': ', ' #' or begins with one of [ ] { } * & ! | > % @ ` wants"
          + " quotes";
    }
    return null;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
