package dev.bascule.file;

import dev.bascule.file.Resource.SettingsStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a settings file apart; the parts joined again are the file, byte for byte. */
final class SettingLines {
  private static final Pattern SHELL =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=");
  // What may follow the value of an assignment; anything else makes it a command's environment.
  private static final Pattern AFTER_SHELL =
      Pattern.compile("[ \\t]*(?:\\r?\\n?|[#;&][^\\n]*\\n?)");
  private static final Pattern EQUALS =
      Pattern.compile("([ \\t]*([^\\s=#;][^\\s=]*)[ \\t]*=[ \\t]*)([^\\r\\n]*?)([ \\t]*\\r?\\n?)");
  private static final Pattern SPACE =
      Pattern.compile(
          "([ \\t]*([^\\s=#;]+)(?:[ \\t]*=[ \\t]*|[ \\t]+))([^\\r\\n]*?)([ \\t]*\\r?\\n?)");
  private static final Pattern BLOCK = Pattern.compile("(?i)match|host");

  private SettingLines() {}

  static List<SettingLine> split(String text, SettingsStyle style) {
    List<SettingLine> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      if (style == SettingsStyle.SHELL) {
        end = endOfCommand(text, start, end);
      }
      lines.add(parse(text.substring(start, end), style));
      start = end;
    }
    return lines;
  }

  private static int endOfLine(String text, int start) {
    int newline = text.indexOf('\n', start);
    return newline < 0 ? text.length() : newline + 1;
  }

  /** Lines that a quote or a backslash holds together are one; an open quote holds nothing. */
  private static int endOfCommand(String text, int start, int firstEnd) {
    for (int end = firstEnd; ; end = endOfLine(text, end)) {
      if (!goesOn(text.substring(start, end))) {
        return end;
      }
      if (end >= text.length()) {
        return firstEnd;
      }
    }
  }

  private static boolean goesOn(String line) {
    char quote = 0;
    boolean wordStarts = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == '\'') {
        quote = c == '\'' ? 0 : quote;
      } else if (c == '\\') {
        i++;
        if (i >= line.length() - 1) {
          return true;
        }
      } else if (c == '"') {
        quote = quote == 0 ? c : 0;
      } else if (quote == 0 && c == '\'') {
        quote = c;
      } else if (quote == 0 && c == '#' && wordStarts) {
        return false;
      }
      wordStarts = quote == 0 && (c == ' ' || c == '\t' || c == ';' || c == '\n');
    }
    return quote != 0;
  }

  private static SettingLine parse(String line, SettingsStyle style) {
    if (style == SettingsStyle.SHELL) {
      return parseShell(line);
    }
    Matcher match = (style == SettingsStyle.EQUALS ? EQUALS : SPACE).matcher(line);
    return match.matches()
        ? new SettingLine(match.group(2), match.group(1), match.group(3), match.group(4))
        : SettingLine.plain(line);
  }

  private static SettingLine parseShell(String line) {
    Matcher match = SHELL.matcher(line);
    if (!match.lookingAt()) {
      return SettingLine.plain(line);
    }
    int end = ShellValue.endOfWord(line, match.end());
    if (end < 0 || !AFTER_SHELL.matcher(line.substring(end)).matches()) {
      return SettingLine.plain(line);
    }
    return new SettingLine(
        match.group(1),
        line.substring(0, match.end()),
        line.substring(match.end(), end),
        line.substring(end));
  }

  /** In the SPACE style what follows {@code Match} or {@code Host} is not for all. */
  static int endOfGlobalPart(List<SettingLine> lines, SettingsStyle style) {
    if (style == SettingsStyle.SPACE) {
      for (int i = 0; i < lines.size(); i++) {
        String key = lines.get(i).key();
        if (key != null && BLOCK.matcher(key).matches()) {
          return i;
        }
      }
    }
    return lines.size();
  }
}
