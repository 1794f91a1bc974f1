package dev.bascule.apply.safe;

import dev.bascule.event.LengthOfTime;
import dev.bascule.event.TimeOfDay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a person is told who is to confirm. */
final class ManualText {
  private ManualText() {}

  static String message(String id, Instant ends, Duration left) {
    return "transaction "
        + id
        + "; else the node goes back by itself at "
        + TimeOfDay.text(ends)
        + ", in "
        + LengthOfTime.text(left);
  }

  // The command stands last on its line, so that it can be copied whole.
  static String commands(String node, List<String> waiting) {
    String text =
        "keep it:      bascule confirm "
            + node
            + "\ngo back now:  bascule abort "
            + node
            + "\nmore time:    bascule extend "
            + node
            + "\nlook at it:   bascule status "
            + node;
    return waiting.isEmpty()
        ? text
        : text
            + "\nnot done yet: "
            + String.join(", ", waiting)
            + "\nonce it is confirmed, apply again for that; bascule confirm says how";
  }
}
