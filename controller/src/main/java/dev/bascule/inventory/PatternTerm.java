package dev.bascule.inventory;

import dev.bascule.source.Position;
import org.jspecify.annotations.Nullable;

/**
 * One term of a host pattern.
 *
 * @param text without {@code &} or {@code !}: a name, a glob, or {@code ~} and a regular expression
 * @param at where the term begins, null for none
 */
public record PatternTerm(Kind kind, String text, @Nullable Position at) {
  /** What a term does with the hosts it names. */
  public enum Kind {
    /** Adds them. */
    PLAIN,
    /** {@code &}: keeps only them. */
    ONLY,
    /** {@code !}: takes them away. */
    NOT
  }
}
