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
            + (took.isEmpty() ? "" : "; the node's batch took " + took + " ms"));
    if (!standing.value("note").isEmpty()) {
      notes.add(standing.value("note"));
    }
    return notes;
  }
}
