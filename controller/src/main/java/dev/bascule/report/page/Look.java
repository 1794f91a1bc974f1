package dev.bascule.report.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How an outcome looks: a letter and a word, beside which its colour says nothing new. In the order
 * in which they want to be looked at.
 */
enum Look {
  ROLLBACK_FAILED("X", "Rollback failed", Tone.BAD),
  UNKNOWN("?", "Unknown", Tone.LOST),
  ROLLED_BACK_DIFFERS("W", "Rolled back with differences", Tone.BAD),
  FAILED("F", "Failed", Tone.BAD),
  ROLLED_BACK("B", "Rolled back", Tone.BAD),
  REFUSED("R", "Refused", Tone.BAD),
  UNREACHABLE("U", "Unreachable", Tone.LOST),
  PENDING("P", "To confirm", Tone.CHANGE),
  DRIFTED("D", "To change", Tone.CHANGE),
  CHANGED("C", "Changed", Tone.GOOD),
  SKIPPED("S", "Skipped", Tone.NONE),
  IN_SYNC("✓", "In sync", Tone.GOOD);

  /** A family of outcomes, for colours and for the plot's bars. */
  enum Tone {
    BAD("failed"),
    LOST("not reached"),
    CHANGE("to change"),
    NONE("skipped"),
    GOOD("good");

    private final String words;

    Tone(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** Its name in the style sheet. */
    String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String letter;
  private final String title;
  private final Tone tone;

  Look(String letter, String title, Tone tone) {
    this.letter = letter;
    this.title = title;
    this.tone = tone;
  }

  /** Of an outcome's name in JSON; a history may know one that this program does not. */
  static Optional<Look> of(String name) {
    return Arrays.stream(values()).filter(look -> look.key().equals(name)).findFirst();
  }

  String letter() {
    return letter;
  }

  /** The word for it after a command: what a check calls drifted, an apply would change. */
  String title(String command) {
    return this == DRIFTED && command.equals("drift") ? "Drifted" : title;
  }

  Tone tone() {
    return tone;
  }

  /** The outcome's name in JSON. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
