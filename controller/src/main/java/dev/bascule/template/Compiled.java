package dev.bascule.template;

import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.SourceFile;
import freemarker.core.ParseException;
import freemarker.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template, parsed and checked once, rendered for each node.
 *
 * @param parsed null if there are problems
 * @param problems those that hold whatever the variables are
 * @param names the variables that it may read, without their fields
 */
record Compiled(
    SourceFile file,
    Language dialect,
    @Nullable Template parsed,
    List<Problem> problems,
    Set<String> names) {
  private static final Pattern HEADER = Pattern.compile("\\A\\s*<#ftl\\b([^>]*)>");
  private static final Pattern FORMAT =
      Pattern.compile("\\s*output_format\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')\\s*");

  static Compiled of(SourceFile file) {
    Matcher header = HEADER.matcher(file.text());
    if (!header.find()) {
      return Language.of(file.name(), file.text())
          .map(dialect -> parse(file, file.text(), dialect))
          .orElseGet(() -> failed(unknownLanguage(file)));
    }
    Matcher format = FORMAT.matcher(header.group(1));
    if (!format.matches()) {
      return failed(
          new Problem(
              ProblemCode.TEMPLATE_FORBIDDEN,
              file.at(header.start(1)),
              "the first line of a template says its output_format and nothing else",
              "write <#ftl output_format=\"shell\">"));
    }
    String name = format.group(1) == null ? format.group(2) : format.group(1);
    // Blank, so that FreeMarker does not look for a format of its own; as long, for the positions.
    String text =
        new StringBuilder(file.text())
            .replace(header.start(1), header.end(1), " ".repeat(header.group(1).length()))
            .toString();
    return Language.named(String.valueOf(name))
        .map(dialect -> parse(file, text, dialect))
        .orElseGet(() -> failed(unknownFormat(file.at(header.start(1)), String.valueOf(name))));
  }

  // An expression may go over several lines, so FreeMarker reads on and stumbles lines later.
  private static int openBefore(Position at) {
    String text = at.file().text();
    int end = at.file().lineStart(at.line()) + at.column() - 1;
    int open = text.lastIndexOf("[=", Math.min(end, text.length()) - 1);
    if (open < 0 || end > text.length() || text.substring(open, end).indexOf('\n') < 0) {
      return -1;
    }
    try {
      return ExpressionScanner.end(text.substring(0, end), open + 2) < end ? -1 : open;
    } catch (ExpressionScanner.Malformed e) {
      return open;
    }
  }

  // FreeMarker tells the file's end, which is not where anything has to be closed. Of several the
  // innermost: the last with no more ends behind it than others of its kind.
  private static int opened(String text, String opener) {
    String end = opener.equals("[=") ? "]" : opener.replace("<#", "</#");
    int closed = 0;
    for (int at = text.length() - 1; at >= 0; at--) {
      if (text.startsWith(end, at)) {
        closed++;
      } else if (text.startsWith(opener, at)) {
        if (closed == 0) {
          return at;
        }
        closed--;
      }
    }
    return Math.max(0, text.lastIndexOf(opener));
  }

  private static Problem unknownLanguage(SourceFile file) {
    return new Problem(
        ProblemCode.TEMPLATE_FORMAT,
        file.start(),
        "Bascule does not know how values are quoted in this kind of file",
        "use copy for a file without values, or begin the template with"
            + " <#ftl output_format=\"…\">; known: "
            + String.join(", ", Language.names()));
  }

  private static Problem unknownFormat(Position at, String name) {
    return new Problem(
        ProblemCode.TEMPLATE_FORMAT,
        at,
        "no output format '" + name + "'",
        "known: " + String.join(", ", Language.names()));
  }

  private static Compiled failed(Problem problem) {
    SourceFile file = Optional.ofNullable(problem.position()).orElseThrow().file();
    return new Compiled(file, Language.LINE, null, List.of(problem), Set.of());
  }

  private static Compiled parse(SourceFile file, String text, Language dialect) {
    try {
      Template template = Engine.parse(file.name(), text);
      TemplateCheck check = new TemplateCheck(file, dialect.start());
      check.run(template);
      boolean sound = check.problems().isEmpty();
      return new Compiled(file, dialect, sound ? template : null, check.problems(), check.names());
    } catch (ParseException e) {
      SyntaxWords words = SyntaxWords.of(String.valueOf(e.getEditorMessage()));
      Position at = Places.of(file, e.getLineNumber(), e.getColumnNumber());
      int open = openBefore(at);
      if (open >= 0) {
        return failed(Failures.of(SyntaxWords.unclosed("["), 0).at(file.at(open)));
      }
      String opener = words.opener();
      return failed(Failures.of(words, 0).at(opener == null ? at : file.at(opened(text, opener))));
    } catch (StackOverflowError e) {
      return failed(
          new Problem(
              ProblemCode.TEMPLATE_SYNTAX,
              file.start(),
              "this template is nested too deeply",
              null));
    }
  }
}
