package dev.bascule.playbook;

import java.util.OptionalInt;

/**
 * How many nodes change at the same time, one entry of {@code serial}: a number or a percentage of
 * the play's nodes.
 *
 * @param amount at least 1, of a limit at least 0; at most 100 for a percentage
 */
public record WaveSize(int amount, boolean percent) {
  public WaveSize {
    if (amount < 0 || (percent && amount > 100)) {
      throw new IllegalArgumentException(amount + (percent ? "%" : ""));
    }
  }

  /** Digits of at most nine places as a number; nothing for anything else. */
  static OptionalInt number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return amount + (percent ? "%" : "");
  }
}
