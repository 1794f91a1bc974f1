package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.history.History;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.RunId;
import dev.bascule.history.RunOver;
import dev.bascule.history.Runs;
import dev.bascule.source.ReadFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** {@code bascule history} of a cron job, whose locale names no letters but those of ASCII. */
class HistoryLocaleTest {
  private static final RunId RUN = new RunId("20260501-090000-00aa");

  @TempDir Path folder;

  @Test
  void a_run_whose_files_have_names_beyond_the_locale_is_shown() throws Exception {
    Path file = folder.resolve("history.db");
    try (History history = History.open(new HistoryPlace.InFile(file, false), Clock.systemUTC())) {
      history.begin(Runs.begun(RUN, "drift"));
      List<ReadFile> read = List.of(new ReadFile(Path.of("/site.yml"), "ab".repeat(32)));
      history.end(
          new RunOver(RUN, Instant.parse("2026-05-01T09:00:04Z"), 0, read, null),
          List.of(),
          null,
          List.of());
    }
    // In SQL, because this test may run in such a locale itself.
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE bascule_file SET path = '/k\u00fcche.yml'");
    }
    for (String output : List.of("text", "json")) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "history",
                  "show",
                  RUN.text(),
                  "--history",
                  file.toString(),
                  "-o",
                  output)
              .redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said).contains("ab".repeat(32)).containsPattern("/k.{1,2}che\\.yml");
    }
  }
}
