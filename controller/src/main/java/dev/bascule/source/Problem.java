package dev.bascule.source;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A user's mistake.
 *
 * @param position where, null when no file is concerned (a command-line argument)
 * @param message what is wrong, one line, without a full stop
 * @param hint what to do, null where the message says it all
 */
public record Problem(
    ProblemCode code, @Nullable Position position, String message, @Nullable String hint) {

  /** The same without secrets: a line that holds one is not shown. */
  Problem masked(UnaryOperator<String> mask) {
    Position at = position;
    if (at != null) {
      String line = at.file().line(at.line());
      boolean secret = !mask.apply(line).equals(line);
      at = secret ? new Position(new SourceFile(at.file().name(), ""), at.line(), at.column()) : at;
    }
    return new Problem(code, at, mask.apply(message), hint == null ? null : mask.apply(hint));
  }

  /**
   * The problem as users see it, several lines:
   *
   * <pre>
   * playbooks/edge.yml:14:9: error[unknown-port]: port 'eth7' of bridge 'br0' is not an interface
   *         - eth7
   *           ^
   *   hint: edge-3 has eth0, eth1
   * </pre>
   */
  public String format() {
    StringBuilder out = new StringBuilder();
    if (position != null) {
      out.append(visible(position.toString())).append(": ");
    }
    out.append("error[").append(code.text()).append("]: ").append(visible(message)).append('\n');
    if (position != null) {
      appendLine(out, position);
    }
    if (hint != null) {
      out.append("  hint: ").append(visible(hint)).append('\n');
    }
    return out.toString();
  }

  // A message may quote a user's value: one line it stays, and a terminal takes no commands from
  // it.
  private static String visible(String text) {
    return printable(text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"));
  }

  // A longer line is cut around the place, so that a minified file does not flood the terminal.
  private static final int WIDEST = 120;

  private static void appendLine(StringBuilder out, Position position) {
    String line = position.file().line(position.line());
    if (line.isBlank()) {
      return;
    }
    int at = Math.min(position.column() - 1, line.length());
    int from = at > WIDEST - 20 ? at - WIDEST / 2 : 0;
    String shown = line.substring(from, Math.min(line.length(), from + WIDEST));
    out.append("  ").append(printable(shown)).append('\n');
    out.append("  ").append(" ".repeat(at - from)).append("^\n");
  }

  // One column for each character, so that the caret stays under its place.
  private static String printable(String line) {
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      out.append(c == '\t' ? ' ' : Character.isISOControl(c) ? '?' : c);
    }
    return out.toString();
  }
}
