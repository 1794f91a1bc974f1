package dev.bascule.cli;

import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;

/** Manual pages in roff, from the same words as help. */
final class ManPage {
  private final StringBuilder out = new StringBuilder();

  private ManPage(String name, String summary) {
    line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"Bascule\" \"Bascule\"");
    line(".SH NAME");
    line(text(name) + " \\- " + text(summary));
  }

  /** bascule.1. */
  static String program() {
    ManPage page = new ManPage("bascule", "configure fleets of container hardware nodes over SSH");
    page.line(".SH SYNOPSIS");
    page.line(".B bascule");
    page.line("COMMAND [OPTIONS] [ARGUMENTS]");
    page.line(".SH DESCRIPTION");
    page.line(
        "Reads an inventory and playbooks, looks at each node over SSH, shows what would change, and"
            + " changes it. Nothing is installed on a node.");
    page.line(".SH COMMANDS");
    for (CommandName name : CommandName.values()) {
      page.item(".BR bascule-" + name.text() + " (1)", name.summary());
    }
    page.exitCodes();
    page.environment();
    return page.out.toString();
  }

  /** The page of a command, for example bascule-plan.1. */
  static String command(CommandName name) {
    CommandText about = CommandText.of(name);
    ManPage page = new ManPage("bascule-" + name.text(), name.summary());
    page.line(".SH SYNOPSIS");
    page.line(".B bascule " + name.text());
    if (!about.synopsis().isBlank()) {
      page.line(text(about.synopsis().strip()));
    }
    page.line(".SH DESCRIPTION");
    about
        .description()
        .forEach(
            paragraph -> {
              page.line(".PP");
              page.line(text(paragraph));
            });
    page.line(".SH OPTIONS");
    about.argument().ifPresent(it -> page.item(".I " + it.label(), it.description()));
    CommandTree.command(name).options().forEach(page::option);
    page.examples(about);
    page.exitCodes();
    page.line(".SH SEE ALSO");
    page.line(".BR bascule (1)");
    return page.out.toString();
  }

  private void option(OptionSpec option) {
    String names = text(String.join(", ", option.names()));
    line(".TP");
    line(
        HelpText.takesValue(option)
            ? ".BI \"" + names + " \" " + option.paramLabel()
            : ".B \"" + names + "\"");
    line(text(option.description()[0]));
  }

  private void examples(CommandText about) {
    if (about.examples().isEmpty()) {
      return;
    }
    line(".SH EXAMPLES");
    about
        .examples()
        .forEach(
            example -> {
              line(".TP");
              line(".B " + text(example.line()));
              line(text(example.what()));
            });
  }

  private void exitCodes() {
    line(".SH EXIT STATUS");
    for (ExitCodeText code : ExitCodeText.ALL) {
      item(".B " + code.code().number(), code.text());
    }
  }

  private void environment() {
    line(".SH ENVIRONMENT");
    item(".B BASCULE_INVENTORY", "The inventory where no -i names one");
    item(".B NO_COLOR", "Where set and not empty: no colours, unless --color always");
    item(".B JAVA_HOME", "The Java to run with; otherwise the one on the PATH");
    item(".B XDG_STATE_HOME", "Where failed nodes are kept for --retry-failed");
  }

  private void item(String term, String description) {
    line(".TP");
    line(term);
    line(text(description));
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  // A backslash begins an escape, a hyphen would be set as a dash and not be found by a search, and
  // a dot or a quote begins a request at the start of a line.
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
