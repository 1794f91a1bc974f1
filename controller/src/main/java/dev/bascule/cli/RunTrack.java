package dev.bascule.cli;

/**
 * How far a run came on one node, as far as its journal knows.
 *
 * @param stages how many of the run's have this node
 * @param done how many of these came to an end
 * @param isBegun whether the last stage that it came to was about to change it
 * @param before how many changes that stage makes before those of the network
 * @param after how many it makes behind them
 * @param transaction of that stage; empty where there was none yet
 * @param end how that stage ended; empty where it did not
 */
record RunTrack(
    int stages, int done, boolean isBegun, int before, int after, String transaction, String end) {
  /** A node of which nothing is known. */
  static final RunTrack UNTOUCHED = new RunTrack(1, 0, false, 0, 0, "", "");

  RunTrack in(int all) {
    return new RunTrack(all, done, isBegun, before, after, transaction, end);
  }

  RunTrack begun(int first, int last) {
    return new RunTrack(stages, done, true, first, last, "", "");
  }

  RunTrack with(String id) {
    return new RunTrack(stages, done, true, before, after, id, "");
  }

  RunTrack ended(String word) {
    // A later play that found nothing to do says nothing about what the one before did.
    boolean nothing = isBegun && end.equals("changed") && word.equals("in_sync");
    return new RunTrack(
        stages, done + 1, isBegun, before, after, transaction, nothing ? end : word);
  }

  /** Whether a play of the run was still to come. */
  boolean isCutShort() {
    return done < stages && !end.isEmpty();
  }
}
