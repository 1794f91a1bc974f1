package dev.bascule.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/** docs/commands.md, from the same words as help. */
final class CommandsPage {
  private CommandsPage() {}

  static String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("# Commands\n\n");
    out.append("Made from the program's own help: a test holds it");
    out.append(" against the program.\n\n");
    out.append("| command | what it does |\n|---|---|\n");
    for (CommandName name : CommandName.values()) {
      out.append("| [").append(name.text()).append("](#").append(name.text()).append(") | ");
      out.append(name.summary()).append(" |\n");
    }
    out.append("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
    for (ExitCodeText code : ExitCodeText.ALL) {
      out.append("| ").append(code.code().number()).append(" | ").append(code.text());
      out.append(" |\n");
    }
    out.append("\nWhere several hold, the most serious: 70, 130, 64, 1, 6, 5, 3, 4, 74, 2, 0.\n");
    for (CommandName name : CommandName.values()) {
      command(out, name);
    }
    return out.toString();
  }

  private static void command(StringBuilder out, CommandName name) {
    CommandText text = CommandText.of(name);
    out.append("\n## ").append(name.text()).append("\n\n");
    out.append("    bascule ").append(name.text()).append(text.synopsis()).append("\n\n");
    text.description().forEach(paragraph -> out.append(cell(paragraph)).append("\n\n"));
    out.append("| option | meaning |\n|---|---|\n");
    text.argument().ifPresent(it -> row(out, it.label(), it.description()));
    for (OptionSpec option : CommandTree.command(name).options()) {
      row(out, HelpText.names(option).strip(), option.description()[0]);
    }
    if (!text.examples().isEmpty()) {
      out.append(
          text.examples().stream()
              .map(e -> "\n    " + e.line() + "    # " + e.what())
              .collect(Collectors.joining("", "\n", "\n"))
              .replace("\n\n    ", "\n    "));
    }
  }

  private static void row(StringBuilder out, String left, String right) {
    out.append("| `").append(left).append("` | ").append(cell(right)).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
