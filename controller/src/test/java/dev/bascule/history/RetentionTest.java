package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** What is too old is removed with all that only it needed, from a real SQLite database. */
class RetentionTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private Path file;
  private Runs runs;

  @BeforeEach
  void open() throws HistoryException {
    file = folder.resolve("history.db");
    Runs.Turned clock = new Runs.Turned();
    runs = new Runs(History.open(new HistoryPlace.InFile(file, false), clock), clock);
  }

  @AfterEach
  void close() throws HistoryException {
    runs.history.close();
  }

  @Test
  void pruning_gives_the_disk_all_of_its_room_back() throws Exception {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    runs.history.end(
        runs.over(run.id()),
        List.of(
            Runs.end("n1", "drifted", "x".repeat(3 * MEGABYTE)),
            Runs.end("n2", "drifted", "y".repeat(2 * MEGABYTE))),
        null,
        List.of());
    assertThat(Files.size(file)).isGreaterThan(5L * MEGABYTE);
    // Texts are kept for a day longer than what shows them.
    runs.clock.on(Duration.ofDays(100));
    assertThat(runs.history.prune(Duration.ofDays(90))).isEqualTo(1);
    assertThat(Files.size(file)).isLessThan(MEGABYTE / 2);
    assertThat(number("PRAGMA freelist_count")).isZero();
  }

  @Test
  void room_is_given_back_in_transactions_so_short_that_others_have_their_turn() throws Exception {
    try (Connection connection = withFreePages(2500)) {
      int before = changes();
      dialect().shrink(new Sql(connection));
      assertThat(changes() - before).isEqualTo(3);
      assertThat(number("PRAGMA freelist_count")).isZero();
    }
  }

  @Test
  void somebody_who_reads_keeps_room_from_being_given_back_and_nothing_else() throws Exception {
    try (Connection connection = withFreePages(500);
        Connection other = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement reads = other.createStatement()) {
      reads.execute("BEGIN");
      try (ResultSet rows = reads.executeQuery("SELECT count(*) FROM bascule_run")) {
        assertThat(rows.next()).isTrue();
        dialect().shrink(new Sql(connection));
      }
      reads.execute("COMMIT");
      assertThat(number("PRAGMA freelist_count")).isGreaterThanOrEqualTo(500);
      dialect().shrink(new Sql(connection));
      assertThat(number("PRAGMA freelist_count")).isZero();
    }
  }

  // One that waits for nobody.
  private Connection withFreePages(int pages) throws Exception {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(0);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    Sql sql = new Sql(connection);
    sql.change(
        "INSERT INTO bascule_text (digest, text, used) VALUES ('d', ?, 0)",
        "x".repeat(4096 * pages));
    sql.change("DELETE FROM bascule_text");
    return connection;
  }

  private SqliteDialect dialect() {
    return new SqliteDialect(new HistoryPlace.InFile(file, false));
  }

  // Counts transactions that wrote: https://www.sqlite.org/fileformat.html, 1.3.7
  private int changes() throws Exception {
    return ByteBuffer.wrap(Files.readAllBytes(file)).getInt(24);
  }

  @Test
  void drift_that_nobody_looked_at_for_so_long_is_forgotten() throws Exception {
    runs.check(Runs.SCOPE, "n1", "/etc/a");
    runs.check(Runs.SCOPE, "n2", "/etc/a");
    runs.clock.to("2026-08-01T09:00:00Z");
    runs.check(Runs.SCOPE, "n2", "/etc/a");
    runs.clock.to("2026-08-09T09:00:00Z");
    runs.history.prune(Duration.ofDays(90));
    assertThat(number("SELECT count(*) FROM bascule_drift")).isEqualTo(1);
    Sinces again = runs.check(Runs.SCOPE, "n1", "/etc/a");
    assertThat(again.since(new NodeName("n1"), "/etc/a"))
        .contains(new Since(Instant.parse("2026-08-09T09:00:01Z"), null));
    assertThat(runs.check(Runs.SCOPE, "n2", "/etc/a").since(new NodeName("n2"), "/etc/a"))
        .contains(new Since(Instant.parse("2026-05-01T09:00:02Z"), null));
  }

  private int number(String query) throws Exception {
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.getInt(1);
    }
  }
}
