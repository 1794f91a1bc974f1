package dev.bascule.graph;

/** How a part of a topology differs between what is there and what is wanted. */
public enum State {
  /** It does not; or only one of the two is shown. */
  IN_SYNC(' ', ""),
  /** It comes. */
  ADDED('+', "added"),
  /** It goes. */
  REMOVED('-', "removed"),
  /** It stays, and something of it differs. */
  CHANGED('~', "changed");

  private final char mark;
  private final String word;

  State(char mark, String word) {
    this.mark = mark;
    this.word = word;
  }

  /** One character, so that nothing is told by colour alone. */
  public char mark() {
    return mark;
  }

  /** One word; empty for no difference. */
  public String word() {
    return word;
  }
}
