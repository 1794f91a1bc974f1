package dev.bascule.network.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command line in the making. */
final class Words {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

  private final List<String> words;

  private Words(List<String> words) {
    this.words = words;
  }

  /** Words that hold no blank, separated by blanks. */
  static Words of(String text) {
    return new Words(new ArrayList<>(List.of(text.split(" ", -1))));
  }

  /** Appends words as they are; what is a value goes here and not into {@link #of}. */
  Words and(Object... more) {
    for (Object word : more) {
      words.add(word.toString());
    }
    return this;
  }

  /** Appends a keyword and its value where there is one. */
  Words with(String keyword, @Nullable Object value) {
    return value == null ? this : and(keyword, value);
  }

  /** Appends words where something holds. */
  Words when(boolean holds, Object... more) {
    return holds ? and(more) : this;
  }

  /** Appends several words that are separated by blanks. */
  Words split(String text) {
    return text.isBlank() ? this : and((Object[]) text.trim().split(" +", -1));
  }

  List<String> list() {
    return List.copyOf(words);
  }

  /** Whether no word means anything to a shell, or to the reader of a batch: '#', quotes, '\'. */
  static boolean plain(List<String> words) {
    return words.stream().allMatch(word -> PLAIN.matcher(word).matches());
  }

  /** As a shell reads them back. */
  static String shell(List<String> words) {
    return String.join(" ", words.stream().map(Words::quote).toList());
  }

  /** A word that a shell reads as exactly this text. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
