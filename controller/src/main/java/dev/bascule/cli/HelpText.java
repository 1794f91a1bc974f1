package dev.bascule.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --help} prints. picocli's own help is complete, and takes 60 ms longer to start. */
final class HelpText {
  private static final int WIDTH = 80;
  private static final int COLUMN = 28;

  private HelpText() {}

  /** The program's. */
  static String program() {
    StringBuilder out = new StringBuilder();
    out.append("Usage: bascule COMMAND [OPTIONS] [ARGUMENTS]\n\n");
    out.append("Configures fleets of container hardware nodes over SSH, without an agent.\n\n");
    out.append("Commands:\n");
    for (CommandName name : CommandName.values()) {
      row(out, name.text(), name.summary(), 14);
    }
    out.append("\nOptions:\n");
    row(out, "-h, --help", "Print this help, or a command's after its name", 14);
    row(out, "-V, --version", "Print the version", 14);
    out.append("\nExit codes:\n");
    for (ExitCodeText code : ExitCodeText.ALL) {
      row(out, Integer.toString(code.code().number()), code.text(), 6);
    }
    return out.toString();
  }

  /** A command's. */
  static String command(CommandName name) {
    CommandText text = CommandText.of(name);
    StringBuilder out = new StringBuilder();
    out.append("Usage: bascule ").append(name.text()).append(text.synopsis()).append("\n\n");
    for (String paragraph : text.description()) {
      wrap(paragraph, WIDTH).forEach(line -> out.append(line).append('\n'));
      out.append('\n');
    }
    text.argument()
        .ifPresent(
            argument -> {
              out.append("Argument:\n");
              row(out, argument.label(), argument.description(), COLUMN);
              out.append('\n');
            });
    out.append("Options:\n");
    options(out, CommandTree.command(name));
    if (!text.examples().isEmpty()) {
      out.append("\nExamples:\n");
      text.examples()
          .forEach(
              e ->
                  out.append("  ")
                      .append(e.line())
                      .append("\n      ")
                      .append(e.what())
                      .append('\n'));
    }
    return out.toString();
  }

  private static void options(StringBuilder out, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      row(out, names(option), option.description()[0], COLUMN);
    }
  }

  /** An option's names and value, for example {@code -l, --limit PATTERN}. */
  static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    String indented = names.startsWith("--") ? "    " + names : names;
    return takesValue(option) ? indented + " " + option.paramLabel() : indented;
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  private static void row(StringBuilder out, String left, String right, int column) {
    List<String> lines = wrap(right, WIDTH - column - 2);
    out.append("  ").append(left);
    if (left.length() > column - 2) {
      out.append('\n').append(" ".repeat(column + 2));
    } else {
      out.append(" ".repeat(column - left.length()));
    }
    out.append(String.join("\n" + " ".repeat(column + 2), lines)).append('\n');
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
