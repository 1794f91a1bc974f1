package dev.bascule.cli;

import dev.bascule.source.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line, or says in one line what is wrong with it. */
final class CommandLineReader {
  private static final Pattern FLAG_WITH_VALUE =
      Pattern.compile("option '([^' ]+).*should be specified without");

  private CommandLineReader() {}

  /** Which command the first argument names. */
  static CommandName command(String word) throws UsageException {
    if (word.startsWith("-")) {
      throw new UsageException(
          "unknown option '" + word + "' before a command", "options come after the command");
    }
    return CommandName.of(word)
        .orElseThrow(
            () ->
                new UsageException(
                    "unknown command '" + word + "'",
                    hint(Suggestion.didYouMean(word, CommandName.texts()), "bascule --help")));
  }

  /** Reads what follows the command's name. */
  static Invocation read(CommandName name, List<String> arguments) throws UsageException {
    CommandSpec spec = CommandTree.command(name);
    CommandLine reader = new CommandLine(spec);
    // Only '--limit VALUE' and '--limit=VALUE', '-l VALUE' and '-lVALUE'; the value is literal.
    reader.setExpandAtFiles(false).setTrimQuotes(false).setInterpolateVariables(false);
    reader.setUnmatchedOptionsAllowedAsOptionParameters(false);
    try {
      return counted(new Invocation(name, reader.parseArgs(arguments.toArray(new String[0]))));
    } catch (UnmatchedArgumentException e) {
      throw e.getUnmatched().isEmpty()
          ? valueLikeOption(spec, arguments)
          : unmatched(spec, e.getUnmatched().get(0));
    } catch (OverwrittenOptionException e) {
      throw new UsageException("option '" + label(e.getOverwritten()) + "' is given twice", null);
    } catch (MissingParameterException e) {
      throw missing(spec, e);
    } catch (ParameterException e) {
      throw other(spec, e);
    }
  }

  // Not left to picocli: it would report a missing argument before a misspelt option.
  private static Invocation counted(Invocation invocation) throws UsageException {
    String help = "bascule " + invocation.command().text() + " --help";
    List<String> given = invocation.arguments();
    CommandText.Argument wanted = CommandText.of(invocation.command()).given();
    if (wanted != null && wanted.required() && given.isEmpty()) {
      throw new UsageException(wanted.label() + " is missing", hint(null, help));
    }
    if (wanted != null && !wanted.several() && given.size() > 1) {
      throw new UsageException("unexpected argument '" + given.get(1) + "'", hint(null, help));
    }
    return invocation;
  }

  // '--timeout -5s': picocli knows that something fits nowhere, and does not say what.
  private static UsageException valueLikeOption(CommandSpec spec, List<String> arguments) {
    String help = "bascule " + spec.name() + " --help";
    for (int i = 0; i + 1 < arguments.size(); i++) {
      OptionSpec option = spec.optionsMap().get(arguments.get(i));
      if (option != null && HelpText.takesValue(option) && arguments.get(i + 1).startsWith("-")) {
        return new UsageException(
            "option '" + option.longestName() + "' needs a value: " + option.paramLabel(),
            hint(null, help));
      }
    }
    return new UsageException("this command line cannot be read", hint(null, help));
  }

  private static UsageException unmatched(CommandSpec spec, String word) {
    String help = "bascule " + spec.name() + " --help";
    if (!word.startsWith("-")) {
      return new UsageException("unexpected argument '" + word + "'", hint(null, help));
    }
    String option = word.replaceFirst("=.*", "");
    List<String> names = spec.options().stream().flatMap(o -> Arrays.stream(o.names())).toList();
    return new UsageException(
        "unknown option '" + option + "'",
        hint(option.length() < 4 ? null : Suggestion.didYouMean(option, names), help));
  }

  private static UsageException missing(CommandSpec spec, MissingParameterException e) {
    List<ArgSpec> missing = e.getMissing();
    String help = "bascule " + spec.name() + " --help";
    if (missing.isEmpty()) {
      return new UsageException(firstLine(e), hint(null, help));
    }
    ArgSpec first = missing.get(0);
    return new UsageException(
        first instanceof OptionSpec option
            ? "option '" + option.longestName() + "' needs a value: " + option.paramLabel()
            : first.paramLabel() + " is missing",
        hint(null, help));
  }

  // What picocli has no exception of its own for.
  private static UsageException other(CommandSpec spec, ParameterException e) {
    String message = firstLine(e);
    Matcher flag = FLAG_WITH_VALUE.matcher(message);
    String help = hint(null, "bascule " + spec.name() + " --help");
    return flag.find()
        ? new UsageException("option '" + flag.group(1) + "' takes no value", help)
        : new UsageException(message, help);
  }

  private static String firstLine(ParameterException e) {
    String message = e.getMessage();
    return message == null ? "cannot be read" : message.lines().findFirst().orElse("");
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String hint(@Nullable String suggestion, String help) {
    return suggestion != null ? suggestion : "see: " + help;
  }
}
