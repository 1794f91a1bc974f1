package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables from the command line, which come before all others.
 *
 * <pre>
 * -e bridge=br0 -e "note='two words' port=eth0" -e '{"vlans": [10, 20]}' -e @more.yml
 * </pre>
 */
public final class ExtraVars {
  private final Reading reading;
  private final Map<String, Value> found = new LinkedHashMap<>();

  private ExtraVars(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads the values of {@code -e}, the later before the earlier. Values of {@code key=value} are
   * strings.
   *
   * @param vaultPasswordFiles for encrypted files, as in {@link InventoryRequest}
   */
  public static Map<String, Value> parse(
      List<String> arguments, List<String> vaultPasswordFiles, Secrets secrets, Problems problems) {
    if (arguments.isEmpty()) {
      return Map.of();
    }
    ExtraVars vars =
        new ExtraVars(Reading.of(vaultPasswordFiles, secrets, System.getenv(), problems));
    arguments.forEach(vars::argument);
    return vars.found;
  }

  /**
   * The variables of one value of {@code -e} that was read before, and names no file. What is
   * encrypted in it is nothing here.
   */
  public static Map<String, Value> inline(String argument) {
    ExtraVars vars =
        new ExtraVars(
            new Reading(
                new Problems(),
                new Secrets(),
                new Vault(List.of(), false),
                Map.of(),
                new ArrayList<>()));
    vars.argument(argument);
    return vars.found;
  }

  private void argument(String argument) {
    SourceFile file = new SourceFile("-e", argument);
    String text = argument.stripLeading();
    if (text.startsWith("@")) {
      SourceText.read(Path.of(text.substring(1)), reading).ifPresent(this::add);
    } else if (text.startsWith("{") || text.startsWith("[")) {
      add(new SourceText(file, false));
    } else if (text.startsWith("/") || text.startsWith("./") || text.startsWith("../")) {
      reading.problem(
          ProblemCode.EXTRA_VARS, file.start(), "this looks like a file", "write -e @" + text);
    } else {
      words(argument, file);
    }
  }

  private void add(SourceText text) {
    text.variables(reading).forEach((name, variable) -> found.put(name, variable.value()));
  }

  private void words(String argument, SourceFile file) {
    int jinja = argument.indexOf("{{");
    if (jinja >= 0) {
      reading.problem(
          ProblemCode.JINJA,
          file.at(jinja),
          "'{{' is Jinja, which Bascule does not have",
          "write \"[=name]\" for the value of a variable");
      return;
    }
    try {
      for (ShellWords.Word word : ShellWords.split(argument, false)) {
        pair(word.text(), file.at(word.start()));
      }
    } catch (ShellWords.Unfinished e) {
      reading.problem(
          ProblemCode.EXTRA_VARS, file.at(e.index()), String.valueOf(e.getMessage()), "close it");
    }
  }

  private void pair(String word, Position at) {
    int equals = word.indexOf('=');
    if (equals <= 0) {
      reading.problem(
          ProblemCode.EXTRA_VARS,
          at,
          "'" + word + "' is not name=value",
          "write NAME=VALUE, @FILE or a JSON object");
      return;
    }
    String name = word.substring(0, equals);
    Value value = new Value.Text(word.substring(equals + 1));
    found.put(name, SecretNames.hide(name, value, reading.secrets()));
  }
}
