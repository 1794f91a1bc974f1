package dev.bascule.model;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The texts that must not appear in any output of this run: decrypted vault values and passwords.
 * Filled while files are read; every writer passes its text through {@link #mask}. Safe for use by
 * several threads.
 */
public final class Secrets {
  /** What stands in place of a secret. */
  public static final String MASK = "********";

  // Shorter texts would mask ordinary output ("a", "1") and hide nothing that is worth hiding.
  private static final int SHORTEST = 4;

  // Longest first, so that a secret that contains another is replaced whole.
  private final Set<String> texts =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /** Adds a secret, whole and by line, since output is written line by line. */
  public void add(String secret) {
    addOne(secret);
    secret.lines().map(String::strip).forEach(this::addOne);
  }

  private void addOne(String text) {
    if (text.length() >= SHORTEST) {
      texts.add(text);
    }
  }

  /** The text with every secret replaced. */
  public String mask(String text) {
    String masked = text;
    for (String secret : texts) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
