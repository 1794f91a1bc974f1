package dev.bascule.source;

/**
 * A place in a user's file.
 *
 * @param line from 1
 * @param column in characters, from 1
 */
public record Position(SourceFile file, int line, int column) {
  public Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(line + ":" + column);
    }
  }

  /** The same line, some characters further right. */
  public Position plus(int characters) {
    return new Position(file, line, column + characters);
  }

  @Override
  public String toString() {
    return file.name() + ":" + line + ":" + column;
  }
}
