package dev.bascule.template;

import dev.bascule.source.Position;
import dev.bascule.source.SourceFile;

/**
 * Finds a character of a YAML scalar in the file: quotes, folding and indentation stand between the
 * text and its source.
 */
final class Places {
  private Places() {}

  /**
   * Where a character of a text stands.
   *
   * @param at where the scalar begins
   * @param index of the character in the text
   */
  static Position find(Position at, String text, int index) {
    int open = text.lastIndexOf("[=", Math.min(index, text.length()));
    if (open < 0) {
      return at;
    }
    String source = at.file().text();
    int found = indexOf(at);
    // The same "[=" as often as in the text: escapes do not change these two characters.
    for (int i = text.indexOf("[="); i >= 0 && i <= open; i = text.indexOf("[=", i + 2)) {
      found = source.indexOf("[=", i == text.indexOf("[=") ? found : found + 2);
      if (found < 0) {
        return at;
      }
    }
    int wanted = found + (index - open);
    boolean same =
        wanted <= source.length()
            && source.startsWith(text.substring(open, Math.min(index, text.length())), found);
    return at.file().at(same ? wanted : found);
  }

  /** The same for a text that is an expression as a whole, in quotes or without. */
  static Position inPlain(Position at, String text, int index) {
    String source = at.file().text();
    int start = indexOf(at);
    for (int quote = 0; quote <= 1; quote++) {
      if (source.startsWith(text, start + quote)) {
        return at.file().at(start + quote + index);
      }
    }
    return at;
  }

  /** A place as FreeMarker counts, from 1; it may count one past a line's end. */
  static Position of(SourceFile file, int line, int column) {
    return new Position(file, Math.max(1, line), Math.max(1, column));
  }

  /** The interpolation that begins at a place, as written. */
  static String interpolation(Position at) {
    String line = at.file().line(at.line());
    int start = Math.min(at.column() - 1, line.length());
    try {
      return line.substring(start, ExpressionScanner.end(line, start + 2) + 1);
    } catch (ExpressionScanner.Malformed e) {
      return "this interpolation";
    }
  }

  private static int indexOf(Position at) {
    String source = at.file().text();
    int start = 0;
    for (int line = 1; line < at.line(); line++) {
      int end = source.indexOf('\n', start);
      if (end < 0) {
        return source.length();
      }
      start = end + 1;
    }
    return Math.min(source.length(), start + at.column() - 1);
  }
}
