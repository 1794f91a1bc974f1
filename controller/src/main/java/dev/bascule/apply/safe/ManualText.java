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
        + " goes back by itself at "
        + TimeOfDay.text(ends)
        + ", in "
        + left.toSeconds()
        + " s";
  }

  static String commands(String node, boolean more) {
    String text =
        "bascule confirm "
            + node
            + "         keep the change; only a fresh login can\nbascule abort "
            + node
            + "           go back now\nbascule extend "
            + node
            + "          have more time\nbascule status "
            + node
            + "          see how it stands";
    return more
        ? text + "\nonce it is confirmed, apply again: later tasks of the plan wait for it"
        : text;
  }
}
