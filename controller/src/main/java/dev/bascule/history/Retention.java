package dev.bascule.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes what is older than wanted, in transactions so short that a run does not wait for them.
 */
final class Retention {
  private static final int AT_ONCE = 200;
  private static final Duration EVERY = Duration.ofDays(1);

  private static final Duration TOLD_AT_LEAST = Duration.ofDays(30);

  private final Database database;

  Retention(Database database) {
    this.database = database;
  }

  /**
   * What was removed.
   *
   * @param runs how many runs
   * @param all whether nothing is left that is too old
   */
  record Pruned(int runs, boolean all) {}

  /** Claims today's turn; nobody else gets it, on any controller. */
  boolean isDue() throws HistoryException {
    Instant now = database.clock().instant();
    return database.write(
        sql ->
            sql.change(
                    "INSERT INTO bascule_moment (name, at) VALUES ('pruned', ?) ON CONFLICT (name)"
                        + " DO UPDATE SET at = excluded.at WHERE bascule_moment.at <= ?",
                    now,
                    now.minus(EVERY))
                > 0);
  }

  /** Gives the turn back: whoever asks next goes on. */
  void again() throws HistoryException {
    database.write(sql -> sql.change("DELETE FROM bascule_moment WHERE name = 'pruned'"));
  }

  /**
   * Removes runs that began before a moment, spans of drift that ended or were looked at last
   * before it, and what only they used.
   *
   * @param until when to stop; the next turn goes on
   */
  Pruned prune(Instant before, Instant until) throws HistoryException {
    int removed = 0;
    List<String> runs = some(before);
    while (!runs.isEmpty() && inTime(until)) {
      for (String run : runs) {
        if (inTime(until)) {
          remove(run);
          removed++;
        }
      }
      runs = some(before);
    }
    for (String rest : List.of(TEXTS, DRIFTS, CHECKS)) {
      while (inTime(until) && database.write(sql -> rest(sql, rest, before)) == AT_ONCE) {
        // in short transactions
      }
    }
    while (inTime(until) && database.write(sql -> sql.change(FORGOTTEN, AT_ONCE)) == AT_ONCE) {
      // likewise
    }
    while (inTime(until) && database.write(sql -> rest(sql, TOLD, told(before))) == AT_ONCE) {
      // likewise
    }
    while (inTime(until) && database.write(sql -> files(sql, before)) == AT_ONCE) {
      // likewise
    }
    return new Pruned(removed, inTime(until));
  }

  // What is still looked at was written anew lately: see Told.refresh.
  private Instant told(Instant before) {
    Instant longest = database.clock().instant().minus(TOLD_AT_LEAST);
    return before.isBefore(longest) ? before : longest;
  }

  private boolean inTime(Instant until) {
    return database.clock().instant().isBefore(until);
  }

  private List<String> some(Instant before) throws HistoryException {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM bascule_run WHERE began < ? ORDER BY began LIMIT 20",
                row -> row.getString("id"),
                before));
  }

  private void remove(String run) throws HistoryException {
    database.write(
        sql -> {
          // First: whoever still writes a part of it is waited for, or finds it gone.
          int removed = sql.change("DELETE FROM bascule_run WHERE id = ?", run);
          sql.change("DELETE FROM bascule_run_node WHERE run = ?", run);
          sql.change("DELETE FROM bascule_run_count WHERE run = ?", run);
          sql.change("DELETE FROM bascule_run_word WHERE run = ?", run);
          return removed;
        });
  }

  private static int rest(Sql sql, String statement, Instant before) throws SQLException {
    return sql.change(statement, before, AT_ONCE);
  }

  private static int files(Sql sql, Instant before) throws SQLException {
    List<String> old =
        sql.list(
            "SELECT digest FROM bascule_files WHERE used < ? ORDER BY used LIMIT ?",
            row -> row.getString("digest"),
            before,
            AT_ONCE);
    for (String digest : old) {
      sql.change("DELETE FROM bascule_file WHERE files = ?", digest);
      sql.change("DELETE FROM bascule_files WHERE digest = ?", digest);
    }
    return old.size();
  }

  // Used last before the oldest run that stays: no run that stays refers to it.
  private static final String TEXTS =
      "DELETE FROM bascule_text WHERE digest IN"
          + " (SELECT digest FROM bascule_text WHERE used < ? - "
          + RunWriter.DAY
          + " ORDER BY used LIMIT ?)";
  private static final String DRIFTS =
      "DELETE FROM bascule_drift WHERE (inventory, node, scope, target, first_seen) IN (SELECT"
          + " inventory, node, scope, target, first_seen FROM bascule_drift"
          + " WHERE ended IS NOT NULL AND ended < ? LIMIT ?)";
  private static final String CHECKS =
      "DELETE FROM bascule_check WHERE (inventory, scope, node) IN"
          + " (SELECT inventory, scope, node FROM bascule_check WHERE at < ? ORDER BY at LIMIT ?)";
  // Nobody looked for so long whether they go on: the node is gone, or the scope.
  private static final String FORGOTTEN =
      "DELETE FROM bascule_drift WHERE (inventory, node, scope, target, first_seen) IN (SELECT"
          + " inventory, node, scope, target, first_seen FROM bascule_drift d WHERE ended IS NULL AND"
          + " NOT EXISTS (SELECT 1 FROM bascule_check c WHERE c.inventory = d.inventory"
          + " AND c.scope = d.scope AND c.node = d.node) LIMIT ?)";
  // What still is so is younger: see Told.refresh.
  private static final String TOLD =
      "DELETE FROM bascule_told WHERE (inventory, node, kind) IN"
          + " (SELECT inventory, node, kind FROM bascule_told WHERE at < ? - "
          + RunWriter.DAY
          + " ORDER BY at LIMIT ?)";
}
