package dev.bascule.matrix;

/**
 * How a cell ended.
 *
 * @param verdict what was seen from outside
 * @param said bascule's outcome for the node, as in its JSON
 * @param later what {@code bascule status} said afterwards
 * @param difference what distinguishes the state from the old one
 * @param trouble why the fault did not come as it should have; empty when it did
 * @param steps so many changes were made; without those before a power cut
 */
record Finding(
    MatrixCase what,
    Verdict verdict,
    String said,
    String later,
    String difference,
    String trouble,
    int steps) {
  /** The state seen from outside. */
  enum Verdict {
    OLD,
    NEW,
    /** Neither: what must never be. */
    MIXED,
    /** No login is possible: what must never be. */
    LOST
  }

  /** Whether what was said is what is. */
  boolean isTruth() {
    return switch (said) {
      case "changed", "in_sync" -> verdict == Verdict.NEW;
      case "rolled_back", "refused" -> verdict == Verdict.OLD;
      // It did not know, and said so; the node's journal knows.
      case "unknown", "unreachable", "failed", "none" ->
          verdict == Verdict.OLD || verdict == Verdict.NEW;
      case "rolled_back_differs", "rollback_failed" -> verdict == Verdict.MIXED;
      default -> false;
    };
  }
}
