package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
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
