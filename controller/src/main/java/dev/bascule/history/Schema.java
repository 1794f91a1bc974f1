package dev.bascule.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, as steps that were added one after the other. A step that was ever released is never
 * changed. Two controllers may come at once: one makes the steps, the other waits and finds them.
 */
final class Schema {
  private static final String STEPS_DONE = "SELECT coalesce(max(step), 0) FROM bascule_schema";

  private Schema() {}

  // {keyed}: see Dialect.
  private static final List<List<String>> STEPS = List.of(runs(), drifts(), leases());

  /** How many steps this program knows. */
  static int latest() {
    return STEPS.size();
  }

  private static List<String> runs() {
    return List.of(
        "CREATE TABLE bascule_run (id TEXT PRIMARY KEY, command TEXT NOT NULL, who TEXT NOT NULL,"
            + " controller TEXT NOT NULL, version TEXT NOT NULL, process TEXT NOT NULL,"
            + " nodes INTEGER NOT NULL, began BIGINT NOT NULL, ended BIGINT, exit_code INTEGER,"
            + " files TEXT, resumed_by TEXT){keyed}",
        "CREATE INDEX bascule_run_began ON bascule_run (began)",
        // Arguments, inventories and playbooks, in their order.
        "CREATE TABLE bascule_run_word (run TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT"
            + " NULL, word TEXT NOT NULL, PRIMARY KEY (run, kind, place)){keyed}",
        "CREATE TABLE bascule_run_count (run TEXT NOT NULL, outcome TEXT NOT NULL, nodes INTEGER"
            + " NOT NULL, PRIMARY KEY (run, outcome)){keyed}",
        "CREATE TABLE bascule_run_node (run TEXT NOT NULL, node TEXT NOT NULL, outcome TEXT NOT"
            + " NULL, took_ms BIGINT NOT NULL, message TEXT, hint TEXT, shown TEXT,"
            + " PRIMARY KEY (run, node)){keyed}",
        "CREATE INDEX bascule_run_node_of ON bascule_run_node (node, run)",
        // What many runs have alike is kept once, by its hash: the same files, the same diff.
        "CREATE TABLE bascule_text (digest TEXT PRIMARY KEY, text TEXT NOT NULL, used BIGINT NOT"
            + " NULL)",
        "CREATE INDEX bascule_text_used ON bascule_text (used)",
        "CREATE TABLE bascule_files (digest TEXT PRIMARY KEY, used BIGINT NOT NULL){keyed}",
        "CREATE INDEX bascule_files_used ON bascule_files (used)",
        "CREATE TABLE bascule_file (files TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,"
            + " PRIMARY KEY (files, path)){keyed}",
        "CREATE TABLE bascule_moment (name TEXT PRIMARY KEY, at BIGINT NOT NULL){keyed}");
  }

  private static List<String> drifts() {
    return List.of(
        "CREATE TABLE bascule_check (inventory TEXT NOT NULL, scope TEXT NOT NULL, node TEXT NOT"
            + " NULL, at BIGINT NOT NULL, files TEXT NOT NULL,"
            + " PRIMARY KEY (inventory, scope, node)){keyed}",
        "CREATE INDEX bascule_check_at ON bascule_check (at)",
        "CREATE TABLE bascule_drift (inventory TEXT NOT NULL, node TEXT NOT NULL, scope TEXT NOT"
            + " NULL, target TEXT NOT NULL, first_seen BIGINT NOT NULL, run TEXT NOT NULL, last_in_sync"
            + " BIGINT, wish_changed INTEGER NOT NULL, wish TEXT NOT NULL, ended BIGINT, ended_by"
            + " TEXT, PRIMARY KEY (inventory, node, scope, target, first_seen)){keyed}",
        "CREATE UNIQUE INDEX bascule_drift_open ON bascule_drift (inventory, node, scope, target)"
            + " WHERE ended IS NULL",
        "CREATE INDEX bascule_drift_ended ON bascule_drift (ended) WHERE ended IS NOT NULL");
  }

  private static List<String> leases() {
    return List.of(
        "CREATE TABLE bascule_lease (node TEXT PRIMARY KEY, holder TEXT NOT NULL, run TEXT NOT NULL,"
            + " until BIGINT NOT NULL){keyed}",
        "CREATE INDEX bascule_lease_run ON bascule_lease (run)",
        "CREATE TABLE bascule_told (inventory TEXT NOT NULL, node TEXT NOT NULL, kind TEXT NOT NULL,"
            + " digest TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (inventory, node, kind)){keyed}",
        "CREATE INDEX bascule_told_at ON bascule_told (at)");
  }

  /** Makes the steps that are missing; refuses a schema that has more of them. */
  static void migrate(Connection connection, Dialect dialect)
      throws SQLException, HistoryException {
    Sql sql = new Sql(connection);
    int done = done(sql, dialect);
    if (done < latest()) {
      if (done == 0) {
        dialect.prepare(sql);
      }
      done =
          sql.within(
              dialect.begins(),
              within -> {
                dialect.lock(within);
                return addMissing(within, dialect);
              });
    }
    if (done > latest()) {
      throw new HistoryException(
          dialect.shown()
              + ": this history was written by a newer Bascule: its schema is "
              + done
              + ", and this program knows "
              + latest(),
          "use that Bascule; or keep another history: --history FILE");
    }
  }

  private static int done(Sql sql, Dialect dialect) throws SQLException {
    int tables = sql.list(dialect.asksForSchema(), row -> row.getInt(1)).get(0);
    return tables == 0 ? 0 : sql.list(STEPS_DONE, row -> row.getInt(1)).get(0);
  }

  // Another one may have made them while this one waited for the lock.
  private static int addMissing(Sql sql, Dialect dialect) throws SQLException {
    int done = done(sql, dialect);
    if (done == 0) {
      sql.run("CREATE TABLE IF NOT EXISTS bascule_schema (step INTEGER PRIMARY KEY)");
    }
    for (int step = done; step < latest(); step++) {
      for (String statement : STEPS.get(step)) {
        sql.run(statement.replace("{keyed}", dialect.keyed()));
      }
      sql.change("INSERT INTO bascule_schema (step) VALUES (?)", step + 1);
    }
    return Math.max(done, latest());
  }
}
