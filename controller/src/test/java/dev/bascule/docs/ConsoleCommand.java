package dev.bascule.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that the documentation shows, in a block fenced as {@code console}:
 *
 * <pre>
 * $ bascule drift -i inventories/example playbooks/baseline.yml   # exit 2
 * hn-1: 1 change
 * …
 * </pre>
 *
 * @param where the file and line of the command
 * @param text the command, its continued lines joined
 * @param exit the exit code wanted: 0 unless the command ends with {@code # exit N}
 * @param output the lines shown; {@code …} alone stands for any lines, within a line for any text
 */
record ConsoleCommand(String where, String text, int exit, List<String> output) {

  ConsoleCommand {
    output = List.copyOf(output);
  }

  /** All commands of a Markdown file, in order. */
  static List<ConsoleCommand> in(String file, List<String> lines) {
    List<ConsoleCommand> found = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      if (lines.get(i).strip().equals("```console")) {
        int end = i + 1;
        while (!lines.get(end).strip().equals("```")) {
          end++;
        }
        block(file, lines, i + 1, end, found);
        i = end;
      }
      i++;
    }
    return found;
  }

  private static void block(
      String file, List<String> lines, int from, int to, List<ConsoleCommand> found) {
    int i = from;
    while (i < to) {
      String where = file + ":" + (i + 1);
      StringBuilder command = new StringBuilder(lines.get(i).substring(2));
      if (!lines.get(i).startsWith("$ ")) {
        throw new AssertionError(where + ": a console block begins with '$ '");
      }
      while (command.charAt(command.length() - 1) == '\\') {
        i++;
        command.setLength(command.length() - 1);
        command.append(lines.get(i).strip());
      }
      i++;
      List<String> output = new ArrayList<>();
      while (i < to && !lines.get(i).startsWith("$ ")) {
        output.add(lines.get(i));
        i++;
      }
      found.add(of(where, command.toString(), output));
    }
  }

  private static ConsoleCommand of(String where, String command, List<String> output) {
    int mark = command.lastIndexOf("# exit ");
    return mark < 0
        ? new ConsoleCommand(where, command.strip(), 0, output)
        : new ConsoleCommand(
            where,
            command.substring(0, mark).strip(),
            Integer.parseInt(command.substring(mark + "# exit ".length()).strip()),
            output);
  }

  /** Whether what was printed is what the documentation shows. */
  boolean shows(List<String> printed) {
    return matches(output, 0, printed, 0);
  }

  private static boolean matches(List<String> wanted, int w, List<String> printed, int p) {
    if (w == wanted.size()) {
      return p == printed.size();
    }
    if (wanted.get(w).strip().equals("…")) {
      for (int next = p; next <= printed.size(); next++) {
        if (matches(wanted, w + 1, printed, next)) {
          return true;
        }
      }
      return false;
    }
    return p < printed.size()
        && lineMatches(wanted.get(w), printed.get(p))
        && matches(wanted, w + 1, printed, p + 1);
  }

  private static boolean lineMatches(String wanted, String printed) {
    int at = 0;
    String[] parts = wanted.stripTrailing().split("…", -1);
    String line = printed.stripTrailing();
    for (int i = 0; i < parts.length; i++) {
      int found =
          i == parts.length - 1 && i > 0
              ? Math.max(line.length() - parts[i].length(), at)
              : line.indexOf(parts[i], at);
      if (found < 0 || (i == 0 && found != 0) || !line.startsWith(parts[i], found)) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at == line.length();
  }
}
