package dev.bascule.apply;

import dev.bascule.container.ChangeInsideFile;
import dev.bascule.probe.ShellText;
import org.jspecify.annotations.Nullable;

/**
 * The commands for the shell inside of a container that write a file there: beside it first, then
 * in its place. vzctl hands them to a second shell, so each text is quoted for it.
 */
final class InsideFileCommands {
  private InsideFileCommands() {}

  /** One text; it fails with the first command that fails. */
  static String of(ChangeInsideFile step) {
    String begin = "umask 022; f=" + ShellText.quote(step.path()) + "; ";
    if (step.block() == null && step.to() == null) {
      return begin + "rm -f \"$f\"";
    }
    // Where a link stands for the file, what it leads to is written.
    return begin
        + "[ ! -h \"$f\" ] || f=$(readlink -f \"$f\"); t=${f%/*}/.bascule.${f##*/}; "
        + "rm -f \"$t\" && { [ ! -f \"$f\" ] || cp -p \"$f\" \"$t\"; } && { "
        + (step.block() == null ? "" : others(step.block()) + " && ")
        + text(step.to())
        + "; } >\"$t\" && { dd if=/dev/null of=\"$t\" conv=notrunc,fsync 2>/dev/null || :; }"
        + " && mv -f \"$t\" \"$f\" || { rc=$?; rm -f \"$t\"; exit $rc; }";
  }

  // What is not between the marks, byte for byte; with an end of line behind its last line.
  private static String others(String name) {
    String first = "# BEGIN Bascule " + name;
    String last = "# END Bascule " + name;
    return "[ \"$(grep -cxF '%s' \"$f\")\" = \"$(grep -cxF '%s' \"$f\")\" ]".formatted(first, last)
        + " && LC_ALL=C sed '/^%s$/,/^%s$/d' \"$f\"".formatted(dots(first), dots(last))
        + " && { [ -z \"$(tail -c 1 \"$f\")\" ] || echo; }";
  }

  private static String dots(String line) {
    return line.replace(".", "\\.");
  }

  private static String text(@Nullable String text) {
    return text == null ? ":" : "printf %s " + ShellText.quote(text);
  }
}
