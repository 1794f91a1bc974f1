package dev.bascule.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion scripts: commands, options, the values of options that have few, files for the rest.
 */
final class Completion {
  private Completion() {}

  /** For bash 3.2 and later; needs no bash-completion package. */
  static String bash() {
    StringBuilder out =
        new StringBuilder("# bash completion of bascule; made by: bascule completion bash\n");
    out.append("_bascule() {\n");
    out.append("  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n");
    out.append("  local command=${COMP_WORDS[1]} options= values=\n");
    out.append("  COMPREPLY=()\n");
    out.append("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
    out.append("    COMPREPLY=($(compgen -W '")
        .append(String.join(" ", CommandName.texts()))
        .append(" help --help --version' -- \"$word\"))\n    return\n  fi\n");
    out.append("  case $before in\n");
    out.append("    -o|--output) values='text json'\n");
    out.append("      [ \"$command\" = graph ] && values='text dot svg'\n");
    out.append("      COMPREPLY=($(compgen -W \"$values\" -- \"$word\")); return ;;\n");
    out.append("    --show) COMPREPLY=($(compgen -W 'observed desired difference' -- \"$word\"));");
    out.append(" return ;;\n");
    out.append(
        "    --color) COMPREPLY=($(compgen -W 'auto always never' -- \"$word\")); return ;;\n");
    out.append("  esac\n");
    out.append("  case $command in\n");
    for (CommandSpec spec : CommandTree.all()) {
      out.append("    ").append(spec.name()).append(") options='");
      out.append(String.join(" ", optionNames(spec))).append("' ;;\n");
    }
    out.append("  esac\n");
    out.append("  case $command:$word in\n");
    out.append("    *:-*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n");
    out.append("    completion:*) COMPREPLY=($(compgen -W 'bash zsh' -- \"$word\")) ;;\n");
    out.append("    help:*) COMPREPLY=($(compgen -W '")
        .append(String.join(" ", CommandName.texts()))
        .append("' -- \"$word\")) ;;\n");
    out.append("    *) compopt -o filenames 2>/dev/null\n");
    out.append("      local IFS=$'\\n'\n");
    out.append("      COMPREPLY=($(compgen -f -- \"$word\")) ;;\n");
    out.append("  esac\n}\ncomplete -F _bascule bascule\n");
    return out.toString();
  }

  /** For zsh, through its own completion system. */
  static String zsh() {
    StringBuilder out = new StringBuilder("#compdef bascule\n");
    out.append("# zsh completion of bascule; made by: bascule completion zsh\n");
    out.append("_bascule() {\n  local context state line\n  local -a commands\n  commands=(\n");
    for (CommandName name : CommandName.values()) {
      out.append("    ").append(quoted(name.text() + ":" + name.summary())).append('\n');
    }
    out.append("  )\n");
    out.append("  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n");
    out.append("  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n");
    out.append("  case $command in\n");
    for (CommandSpec spec : CommandTree.all()) {
      StringJoiner arguments = new StringJoiner(" \\\n      ");
      spec.options().forEach(option -> zshOption(option).forEach(arguments::add));
      arguments.add(spec.name().equals("completion") ? "'*:shell:(bash zsh)'" : "'*:file:_files'");
      out.append("    ").append(spec.name()).append(")\n      _arguments -s \\\n      ");
      out.append(arguments).append(" ;;\n");
    }
    out.append("  esac\n}\n");
    out.append(
        "if [ \"$funcstack[1]\" = _bascule ]; then _bascule \"$@\"; else compdef _bascule bascule; fi\n");
    return out.toString();
  }

  private static List<String> optionNames(CommandSpec spec) {
    return spec.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();
  }

  private static List<String> zshOption(OptionSpec option) {
    List<String> specs = new ArrayList<>();
    String about = option.description()[0].replace("[", "(").replace("]", ")").replace(":", ",");
    String value =
        !HelpText.takesValue(option) ? "" : ":" + option.paramLabel() + ":" + zshValues(option);
    for (String name : option.names()) {
      String equals = value.isEmpty() || !name.startsWith("--") ? "" : "=";
      specs.add(quoted("*" + name + equals + "[" + about + "]" + value));
    }
    return specs;
  }

  private static String zshValues(OptionSpec option) {
    return switch (option.longestName()) {
      case "--output" -> option.description()[0].contains("svg") ? "(text dot svg)" : "(text json)";
      case "--show" -> "(observed desired difference)";
      case "--color" -> "(auto always never)";
      default -> "_files";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
