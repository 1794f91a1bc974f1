package dev.bascule.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The candidate nearest to a word, if one is near: at most a third of its letters differ. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    int allowed = Math.max(1, word.length() / 3);
    record Near(String name, int distance) {}
    return candidates.stream()
        // Ten thousand hosts: a name of another length cannot be near, and is not compared.
        .filter(name -> Math.abs(name.length() - word.length()) <= allowed)
        .map(name -> new Near(name, distance(fold(word), fold(name))))
        .filter(near -> near.distance() <= allowed)
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .map(Near::name);
  }

  /** A hint that names the nearest candidate, else null. */
  public static @Nullable String didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(name -> "did you mean '" + name + "'?").orElse(null);
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  // Optimal string alignment: a swap of neighbours ("prots") counts once.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
