package dev.bascule.file;

import org.jspecify.annotations.Nullable;

/** A value as a shell assignment writes it: {@code "a \$b"}, {@code 'a'}, {@code a}. */
final class ShellValue {
  private ShellValue() {}

  /** In double quotes, so that a shell that sources the file reads back exactly this. */
  static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c == '$' || c == '`') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  /** What a shell reads, or null where that depends on an expansion. */
  static @Nullable String unquote(String written) {
    StringBuilder read = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (quote == '\'') {
        if (c == '\'') {
          quote = 0;
        } else {
          read.append(c);
        }
      } else if (c == '\\') {
        i++;
        if (i < written.length()) {
          appendEscaped(read, written.charAt(i), quote);
        }
      } else if (c == '$' || c == '`' || (quote == 0 && "~*?[".indexOf(c) >= 0)) {
        return null;
      } else if (c == '"') {
        quote = quote == 0 ? c : 0;
      } else if (c == '\'' && quote == 0) {
        quote = c;
      } else {
        read.append(c);
      }
    }
    return read.toString();
  }

  private static void appendEscaped(StringBuilder read, char c, char quote) {
    if (c == '\n') {
      return;
    }
    if (quote == '"' && "\"\\$`".indexOf(c) < 0) {
      read.append('\\');
    }
    read.append(c);
  }

  /** Where the word that begins at a place ends: at a blank, a separator or the text's end. */
  static int endOfWord(String text, int start) {
    char quote = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == '\'') {
        quote = c == '\'' ? 0 : quote;
      } else if (c == '\\') {
        i++;
      } else if (c == '"') {
        quote = quote == 0 ? c : 0;
      } else if (quote == 0 && c == '\'') {
        quote = c;
      } else if (quote == 0 && " \t\r\n;&|<>()".indexOf(c) >= 0) {
        return i;
      }
    }
    return quote == 0 ? text.length() : -1;
  }
}
