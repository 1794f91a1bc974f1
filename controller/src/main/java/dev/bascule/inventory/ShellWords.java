package dev.bascule.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line as a shell would: quotes, backslashes, and {@code #} begins a comment, inside a
 * word too.
 */
final class ShellWords {
  /**
   * A word.
   *
   * @param text without its quotes
   * @param start the index of its first character in the line
   */
  record Word(String text, int start) {}

  /** A quote or a backslash without what must follow. */
  static final class Unfinished extends Exception {
    private static final long serialVersionUID = 1L;
    private final int index;

    Unfinished(String message, int index) {
      super(message);
      this.index = index;
    }

    /** The index of the quote in the line. */
    int index() {
      return index;
    }
  }

  private final String line;
  private final boolean comments;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int start = -1;
  private int i;

  private ShellWords(String line, boolean comments) {
    this.line = line;
    this.comments = comments;
  }

  static List<Word> split(String line, boolean comments) throws Unfinished {
    return new ShellWords(line, comments).split();
  }

  private List<Word> split() throws Unfinished {
    for (i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        end();
      } else if (c == '#' && comments) {
        break;
      } else {
        start = start < 0 ? i : start;
        take(c);
      }
    }
    end();
    return words;
  }

  private void end() {
    if (start >= 0) {
      words.add(new Word(word.toString(), start));
      word.setLength(0);
      start = -1;
    }
  }

  private void take(char c) throws Unfinished {
    if (c == '\'' || c == '"') {
      quoted(c);
    } else if (c == '\\') {
      if (++i >= line.length()) {
        throw new Unfinished("a backslash at the end", i - 1);
      }
      word.append(line.charAt(i));
    } else {
      word.append(c);
    }
  }

  private void quoted(char quote) throws Unfinished {
    int opened = i;
    for (i++; i < line.length() && line.charAt(i) != quote; i++) {
      char c = line.charAt(i);
      boolean escape =
          quote == '"'
              && c == '\\'
              && i + 1 < line.length()
              && (line.charAt(i + 1) == '"' || line.charAt(i + 1) == '\\');
      word.append(escape ? line.charAt(++i) : c);
    }
    if (i >= line.length()) {
      throw new Unfinished("a quote " + quote + " that is not closed", opened);
    }
  }
}
