package dev.bascule.apply.safe;

import java.util.ArrayList;
import java.util.List;

/** What is worth saying of a change that was confirmed. */
final class ConfirmedNotes {
  private ConfirmedNotes() {}

  static List<String> of(Standing standing) {
    List<String> notes = new ArrayList<>();
    String took = standing.value("batch-ms");
    notes.add(
        "transaction "
            + standing.id()
            + " is confirmed"
            + (took.isEmpty() ? "" : "; the node's batch took " + time(took)));
    if (!standing.value("note").isEmpty()) {
      notes.add(standing.value("note"));
    }
    return notes;
  }

  // The node reads its clock from /proc/uptime, which counts hundredths of a second.
  private static String time(String took) {
    return took.equals("0") ? "less than 10 ms" : took + " ms";
  }
}
