package dev.bascule.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of {@code KEY="value"} lines, as a shell that sources it would. */
public final class ShellSettings {
  private static final Pattern LINE =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

  private ShellSettings() {}

  /**
   * The values by key, of several of one key the last.
   *
   * @return a value that depends on an expansion as it is written: nothing here runs it
   */
  public static Map<String, String> read(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        int end = ShellValue.endOfWord(matcher.group(2), 0);
        String written = end < 0 ? matcher.group(2) : matcher.group(2).substring(0, end);
        String value = ShellValue.unquote(written);
        values.put(matcher.group(1), value == null ? written : value);
      }
    }
    return values;
  }

  /** The line that sets a key. */
  public static String line(String key, String value) {
    return key + "=" + ShellValue.quote(value);
  }
}
