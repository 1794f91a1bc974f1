package dev.bascule.inventory;

import dev.bascule.model.Value;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code name=value} of INI inventories, typed as Python literals. */
final class IniVariables {
  private final Reading reading;
  private final boolean secret;

  IniVariables(Reading reading, boolean secret) {
    this.reading = reading;
    this.secret = secret;
  }

  /** The words of a host's line after its name. */
  Map<String, Variable> assignments(List<ShellWords.Word> words, Position line) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (ShellWords.Word word : words) {
      Position at = line.plus(word.start());
      int equals = word.text().indexOf('=');
      if (equals <= 0) {
        reading.problem(
            ProblemCode.INI_SYNTAX,
            at,
            "'" + word.text() + "' is not name=value",
            "after a host's name stand name=value words; quote a value with spaces");
        continue;
      }
      String name = word.text().substring(0, equals);
      Variable variable = variable(name, word.text().substring(equals + 1), at);
      Variable first = variables.putIfAbsent(name, variable);
      if (first != null) {
        twice(name, first.at(), at, reading);
      }
    }
    return variables;
  }

  /** A line of a {@code [group:vars]} section; nothing, with a problem, if it is not one. */
  Map<String, Variable> assignment(String line, Position at) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      reading.problem(
          ProblemCode.INI_SYNTAX, at, "'" + line + "' is not name=value", "write name=value");
      return Map.of();
    }
    String name = line.substring(0, equals).strip();
    String text = line.substring(equals + 1).strip();
    int start = line.indexOf(text, equals + 1);
    Variable variable = variable(name, text, at.plus(start));
    // Ansible drops the comment behind a number or a quoted string, and keeps it behind a plain
    // one. Nobody can mean both.
    int comment = text.indexOf(" #");
    if (comment >= 0
        && variable.value() instanceof Value.Scalar scalar
        && scalar.text().equals(text)) {
      reading.problem(
          ProblemCode.AMBIGUOUS_COMMENT,
          at.plus(start + comment + 1),
          "Ansible takes this for a part of the value of '" + name + "'",
          "put the comment on a line of its own, or the value in quotes");
    }
    return Map.of(name, variable);
  }

  private Variable variable(String name, String text, Position at) {
    int jinja = text.indexOf("{{");
    if (jinja >= 0) {
      reading.problem(
          ProblemCode.JINJA,
          at,
          "'{{' in '" + name + "' is Jinja, which Bascule does not have",
          "write \"[=name]\" for the value of a variable");
    }
    Value value = PythonLiteral.parse(text).orElseGet(() -> new Value.Text(text));
    return new Variable(
        secret
            ? SecretNames.hide(value, reading.secrets())
            : SecretNames.hide(name, value, reading.secrets()),
        at);
  }

  static void twice(String name, Position first, Position second, Reading reading) {
    reading.problem(
        ProblemCode.DUPLICATE_KEY,
        second,
        "'" + name + "' is set twice",
        "it is set first in line " + first.line() + "; remove one");
  }
}
