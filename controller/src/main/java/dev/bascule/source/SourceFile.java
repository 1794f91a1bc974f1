package dev.bascule.source;

import java.util.List;

/**
 * A user's file in memory.
 *
 * @param name as the user would write it, shown in problems
 * @param text decoded, with the line ends as they are
 */
public record SourceFile(String name, String text) {

  /** A line without its end, from 1; empty past the last. */
  public String line(int number) {
    List<String> lines = text.lines().skip(number - 1L).limit(1).toList();
    return lines.isEmpty() ? "" : lines.get(0);
  }

  /** The file's first place, for problems that concern the whole file. */
  public Position start() {
    return new Position(this, 1, 1);
  }

  /** The index in {@link #text()} of a line's first character; lines count from 1. */
  public int lineStart(int number) {
    int start = 0;
    for (int line = 1; line < number; line++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return text.length();
      }
      start = end + 1;
    }
    return start;
  }

  /** The place of a character, by its index in {@link #text()}. */
  public Position at(int index) {
    int end = Math.min(index, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(this, line, end - lineStart + 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
