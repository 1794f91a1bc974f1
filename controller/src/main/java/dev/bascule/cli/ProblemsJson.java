package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.report.JsonReport;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problems in the form of {@code --output json}; the same that stderr has as text. */
final class ProblemsJson {
  private ProblemsJson() {}

  static String render(CommandName command, List<Problem> problems) {
    StringWriter out = new StringWriter();
    try (JsonWriter json = JsonStream.builder().build().writer(out)) {
      json.serializeNulls(true);
      json.serializeEmpty(true);
      json.beginObject();
      JsonReport.begin(json, command.text(), ExitCode.PROBLEMS);
      json.name("problems");
      json.beginArray();
      problems.forEach(problem -> problem(json, problem));
      json.endArray();
      json.endObject();
    }
    return out + "\n";
  }

  private static void problem(JsonWriter json, Problem problem) {
    json.beginObject();
    text(json, "code", problem.code().text());
    Position at = problem.position();
    if (at != null) {
      text(json, "file", at.file().name());
      json.name("line");
      json.value(at.line());
      json.name("column");
      json.value(at.column());
    }
    text(json, "message", problem.message());
    text(json, "hint", problem.hint());
    json.endObject();
  }

  private static void text(JsonWriter json, String name, @Nullable String value) {
    if (value != null) {
      json.name(name);
      json.value(value);
    }
  }
}
