package dev.bascule.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command line that was understood.
 *
 * @param parsed holds options by their names
 */
record Invocation(CommandName command, ParseResult parsed) {

  /** Whether a flag is given. */
  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** How often a flag is given. */
  int count(String option) {
    OptionSpec found = parsed.matchedOption(option);
    return found != null && found.getValue() instanceof boolean[] times ? times.length : 0;
  }

  /** An option's value. */
  Optional<String> text(String option) {
    return texts(option).stream().reduce((first, last) -> last);
  }

  /** All values of an option that may be repeated. */
  List<String> texts(String option) {
    OptionSpec found = parsed.matchedOption(option);
    return found == null ? List.of() : List.copyOf(found.stringValues());
  }

  /** The positional arguments. */
  List<String> arguments() {
    // Arguments before and after "--" are matched twice, and each time say all of them.
    return parsed.matchedPositionals().stream()
        .distinct()
        .flatMap(positional -> positional.stringValues().stream())
        .toList();
  }
}
