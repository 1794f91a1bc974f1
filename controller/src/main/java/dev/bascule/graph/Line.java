package dev.bascule.graph;

/**
 * One thing to know of a vertex.
 *
 * @param text an address with its prefix, {@code gateway 10.0.0.1}, {@code down} …
 */
public record Line(String text, State state) {
  /** One that is the same on both sides, or of only one side. */
  public static Line of(String text) {
    return new Line(text, State.IN_SYNC);
  }
}
