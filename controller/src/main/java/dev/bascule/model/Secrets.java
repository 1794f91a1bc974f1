package dev.bascule.model;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

  // By their first characters: ten thousand nodes may have a password each, and every line of
  // output is compared with all of them.
  private final Map<String, Set<String>> texts = new ConcurrentHashMap<>();

  /** Adds a secret, whole and by line, since output is written line by line. */
  public void add(String secret) {
    addOne(secret);
    secret.lines().map(String::strip).forEach(this::addOne);
  }

  /** These and more, for a text in which more is hidden than elsewhere. */
  public Secrets and(Collection<String> more) {
    Secrets all = new Secrets();
    texts.values().forEach(some -> some.forEach(all::addOne));
    more.forEach(all::add);
    return all;
  }

  private void addOne(String text) {
    if (text.length() >= SHORTEST) {
      texts
          .computeIfAbsent(text.substring(0, SHORTEST), key -> ConcurrentHashMap.newKeySet())
          .add(text);
    }
  }

  /** The text with every secret replaced; secrets that overlap are replaced together. */
  public String mask(String text) {
    if (texts.isEmpty() || text.length() < SHORTEST) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      int found = endOfSecretAt(text, i);
      if (found > i && i >= end) {
        masked.append(MASK);
      }
      end = Math.max(end, found);
      if (i >= end) {
        masked.append(text.charAt(i));
      }
    }
    return masked.toString();
  }

  private int endOfSecretAt(String text, int at) {
    int end = at;
    if (at + SHORTEST <= text.length()) {
      for (String secret : texts.getOrDefault(text.substring(at, at + SHORTEST), Set.of())) {
        if (text.startsWith(secret, at)) {
          end = Math.max(end, at + secret.length());
        }
      }
    }
    return end;
  }
}
