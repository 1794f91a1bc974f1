package dev.bascule.schedule;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as each reader wants them quoted. Words without a need for it stay as they are. */
public final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@,+-]+");

  private Quoted() {}

  /** One word of a shell's command line. */
  public static String sh(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Words of a shell's command line. */
  public static String sh(List<String> words) {
    return words.stream().map(Quoted::sh).collect(Collectors.joining(" "));
  }

  /**
   * One shell's word in a line of cron, for which a percent sign is the end of the line. Quotes are
   * closed before each one: a backslash of the word's own must not stand before cron's.
   */
  public static String cron(String word) {
    return sh(word).replace("%", "''\\%");
  }

  /** One word of ExecStart= in systemd's units. */
  public static String systemd(String word) {
    return systemdPath(word.replace("$", "$$"));
  }

  /**
   * One of the paths of another line in systemd's units, where a dollar sign is nothing special.
   */
  public static String systemdPath(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    String safe = word.replace("%", "%%");
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** One double-quoted scalar of YAML: its escapes are JSON's. */
  public static String yaml(String word) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
