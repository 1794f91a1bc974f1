package dev.bascule.apply;

import dev.bascule.file.Resource.Command;
import dev.bascule.probe.ShellText;
import java.util.stream.Collectors;

/** Writes a command as the body of a shell function that is run in a subshell. */
record CommandText(Command command) {

  String body() {
    // exec finds programs only: no builtin and no function of the script can be meant by a word.
    String words = command.body().stream().map(ShellText::quote).collect(Collectors.joining(" "));
    return place() + (command.shell() ? "exec sh -c " : "exec ") + words + "\n";
  }

  String unless(String text) {
    return place() + "exec sh -c " + ShellText.quote(text) + "\n";
  }

  private String place() {
    StringBuilder text = new StringBuilder("cd ");
    text.append(ShellText.quote(command.directory() == null ? "/" : command.directory().text()));
    text.append(" || return\n");
    command
        .environment()
        .forEach(
            (name, value) ->
                text.append("export ").append(ShellText.quote(name + "=" + value)).append('\n'));
    return text.toString();
  }
}
