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
      Position at = Places.of(file, e.getLineNumber(), e.getColumnNumber());
      return failed(Failures.of(e, 0).at(at));
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
