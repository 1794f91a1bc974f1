package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Runs are read back from a real SQLite database. */
class PastTest {
  // They are read in parts.
  private static final int MANY = 1201;

  @TempDir Path folder;

  @Test
  void all_of_many_runs_are_listed_in_order_and_each_with_its_own_words() throws Exception {
    Path file = folder.resolve("history.db");
    Runs.Turned clock = new Runs.Turned();
    try (History history = History.open(new HistoryPlace.InFile(file, false), clock)) {
      fill(file);
      assertThat(history.past().runs(99_999))
          .hasSize(MANY)
          .allSatisfy(run -> assertThat(run.arguments()).containsExactly(run.id()))
          .extracting(PastRun::id)
          .startsWith("run-" + (100_000 + MANY), "run-" + (99_999 + MANY))
          .endsWith("run-100001");
      assertThat(history.past().runs("n1", 99_999))
          .hasSize(MANY)
          .allSatisfy(of -> assertThat(of.run().counts()).containsEntry("in_sync", 1));
    }
  }

  private static void fill(Path file) throws Exception {
    String numbers =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + MANY + ")";
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      statement.execute(
          numbers
              + " INSERT INTO bascule_run (id, command, who, controller, version, process, nodes,"
              + " began) SELECT 'run-' || (100000 + i), 'drift', 'ops', 'here', '1', '', 1, i"
              + " FROM n");
      statement.execute(
          "INSERT INTO bascule_run_word (run, kind, place, word)"
              + " SELECT id, 'argument', 0, id FROM bascule_run");
      statement.execute(
          "INSERT INTO bascule_run_count (run, outcome, nodes)"
              + " SELECT id, 'in_sync', 1 FROM bascule_run");
      statement.execute(
          "INSERT INTO bascule_run_node (run, node, outcome, took_ms)"
              + " SELECT id, 'n1', 'in_sync', 1 FROM bascule_run");
      statement.execute("COMMIT");
    }
  }
}
