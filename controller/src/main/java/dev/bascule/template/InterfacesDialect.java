package dev.bascule.template;

import dev.bascule.template.Refusal.Reason;
import java.util.Set;

/**
 * Debian's /etc/network/interfaces: lines of a keyword and the rest, without quoting; but what
 * stands after {@code up} and its like is a line for the shell, and there values are quoted.
 */
final class InterfacesDialect implements Dialect {
  private static final Set<String> COMMANDS =
      Set.of("up", "down", "pre-up", "post-up", "pre-down", "post-down");
  private static final Set<String> NAMES =
      Set.of("auto", "iface", "mapping", "rename", "no-auto-down", "no-scripts");

  private final StringBuilder line = new StringBuilder();
  private ShellDialect shell = ShellDialect.script();

  @Override
  public void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' && !(line.length() > 0 && line.charAt(line.length() - 1) == '\\')) {
        line.setLength(0);
        shell = ShellDialect.script();
      } else {
        if (isCommand()) {
          shell.text(String.valueOf(c));
        }
        line.append(c);
      }
    }
  }

  private String keyword() {
    String written = line.toString().stripLeading();
    int end = 0;
    while (end < written.length() && !Character.isWhitespace(written.charAt(end))) {
      end++;
    }
    return end == written.length() ? "" : written.substring(0, end);
  }

  private boolean isCommand() {
    return COMMANDS.contains(keyword());
  }

  @Override
  public void place() throws Refusal {
    if (keyword().isEmpty()) {
      throw new Refusal(
          Reason.PLACE,
          "a value cannot begin a line of this file",
          "write the line's keyword in the template");
    }
    if (line.charAt(line.length() - 1) == '\\') {
      throw new Refusal(Reason.PLACE, "a value right after a backslash", "remove the backslash");
    }
    if (isCommand()) {
      shell.place();
    }
  }

  @Override
  public void passed() {
    if (isCommand()) {
      shell.passed();
    }
    line.append('x');
  }

  @Override
  public String value(String value) throws Refusal {
    place();
    Characters.checkLine(value);
    Characters.checkNoContinuation(value);
    String written = isCommand() ? shell.value(value) : plain(value);
    line.append('x');
    return written;
  }

  private String plain(String value) throws Refusal {
    boolean names = NAMES.contains(keyword()) || keyword().startsWith("allow-");
    if (names && (value.isBlank() || value.chars().anyMatch(Character::isWhitespace))) {
      throw new Refusal(
          Reason.VALUE, "is not one word, and this line takes one word for each value", null);
    }
    return value;
  }

  @Override
  public String where() {
    return isCommand() ? shell.where() : "in a line";
  }

  @Override
  public Dialect copy() {
    InterfacesDialect copy = new InterfacesDialect();
    copy.line.append(line);
    copy.shell = (ShellDialect) shell.copy();
    return copy;
  }
}
