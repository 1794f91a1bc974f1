package dev.bascule.apply.safe;

import dev.bascule.event.TimeOfDay;
import java.time.Duration;
import java.time.Instant;

/** What a person is told who is to confirm. */
final class ManualText {
  private ManualText() {}

  static String message(String id, Instant ends, Duration left) {
    return "transaction "
        + id
        + "; else the node goes back by itself at "
        + TimeOfDay.text(ends)
        + ", in "
        + spoken(left);
  }

  /** A length of time as one says it: {@code 45 s}, {@code 5 min 33 s}, {@code 2 h 5 min}. */
  static String spoken(Duration time) {
    if (time.toSeconds() < 120) {
      return time.toSeconds() + " s";
    } else if (time.toMinutes() < 120) {
      return time.toMinutes() + " min" + rest(time.toSecondsPart(), " s");
    }
    return time.toHours() + " h" + rest(time.toMinutesPart(), " min");
  }

  private static String rest(int part, String unit) {
    return part == 0 ? "" : " " + part + unit;
  }

  // The command stands last on its line, so that it can be copied whole.
  static String commands(String node, boolean more) {
    String text =
        "keep it:      bascule confirm "
            + node
            + "\ngo back now:  bascule abort "
            + node
            + "\nmore time:    bascule extend "
            + node
            + "\nlook at it:   bascule status "
            + node;
    return more
        ? text + "\nonce it is confirmed, apply again: later tasks of the plan wait for it"
        : text;
  }
}
