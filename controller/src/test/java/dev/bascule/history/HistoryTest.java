package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a real SQLite database. */
class HistoryTest extends InFile {
  @Test
  void a_run_is_there_from_its_begin_on_and_whole_at_its_end() throws HistoryException {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    PastRun begun = runs.history.past().runs(10).get(0);
    assertThat(begun.ended()).isNull();
    assertThat(begun.arguments()).containsExactly("-i", "fleet", "site.yml");

    runs.clock.on(Duration.ofSeconds(3));
    runs.history.end(
        runs.over(run.id()),
        List.of(Runs.end("n1", "in_sync", null), Runs.end("n2", "drifted", "drifted\n  x\n")),
        null,
        List.of());
    PastRun.Whole whole = runs.history.past().run(run.id().text()).orElseThrow();
    assertThat(whole.run().exitCode()).isEqualTo(2);
    assertThat(whole.run().ended()).isEqualTo(Instant.parse("2026-05-01T09:00:03Z"));
    assertThat(whole.run().counts()).isEqualTo(Map.of("in_sync", 1, "drifted", 1));
    assertThat(whole.files()).containsExactly(new PastRun.File("/site.yml", "a".repeat(64)));
    assertThat(whole.nodes())
        .extracting(PastRun.Node::node, PastRun.Node::outcome, PastRun.Node::shown)
        .containsExactly(tuple("n1", "in_sync", null), tuple("n2", "drifted", "drifted\n  x\n"));
  }

  @Test
  void only_its_owner_may_read_it() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void loading_sqlite_leaves_nothing_behind() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactly("history.db");
    }
  }

  @Test
  void a_node_has_its_runs_newest_first() throws HistoryException {
    for (String outcome : List.of("drifted", "changed", "in_sync")) {
      runs.clock.on(Duration.ofMinutes(1));
      RunBegun run = runs.begun("drift");
      runs.history.begin(run);
      runs.history.end(
          runs.over(run.id()), List.of(Runs.end("n1", outcome, null)), null, List.of());
    }
    assertThat(runs.history.past().runs("n1", 2))
        .extracting(of -> of.node().outcome())
        .containsExactly("in_sync", "changed");
    assertThat(runs.history.past().runs("n2", 2)).isEmpty();
  }

  @Test
  void a_resume_writes_how_the_nodes_of_the_lost_run_ended() throws HistoryException {
    RunBegun lost = runs.begun("apply");
    runs.history.begin(lost);
    runs.clock.on(Duration.ofMinutes(1));
    RunBegun resume = runs.begun("resume");
    runs.history.begin(resume);
    runs.history.end(
        runs.over(resume.id(), new Resumption(lost.id(), true)),
        List.of(Runs.end("n1", "rolled_back", "rolled back\n")),
        null,
        List.of());
    PastRun.Whole whole = runs.history.past().run(lost.id().text()).orElseThrow();
    assertThat(whole.run().resumedBy()).isEqualTo(resume.id().text());
    assertThat(whole.run().counts()).isEqualTo(Map.of("rolled_back", 1));
    assertThat(whole.nodes()).extracting(PastRun.Node::outcome).containsExactly("rolled_back");
  }

  @Test
  void a_run_without_an_end_whose_process_is_gone_is_lost() throws HistoryException {
    Instant now = Instant.parse("2026-05-01T10:00:00Z");
    RunBegun gone = runs.begun("apply");
    runs.history.begin(gone);
    PastRun run = runs.history.past().runs(1).get(0);
    assertThat(run.state("here", now)).isEqualTo(PastRun.State.LOST);
    // On another machine it cannot be looked for: for a day it may still run.
    assertThat(run.state("elsewhere", now)).isEqualTo(PastRun.State.RUNNING);
    assertThat(run.state("elsewhere", now.plus(Duration.ofDays(1)))).isEqualTo(PastRun.State.LOST);
    assertThat(OwnProcess.isThere(OwnProcess.text())).isTrue();
    assertThat(OwnProcess.isThere(OwnProcess.text() + "1")).isFalse();
  }

  @Test
  void old_runs_and_what_only_they_used_are_removed() throws Exception {
    for (String text : List.of("old", "kept", "kept")) {
      RunBegun run = runs.begun("drift");
      runs.history.begin(run);
      runs.history.end(runs.over(run.id()), Runs.many(3, text), null, List.of());
      runs.clock.on(Duration.ofDays(30));
      runs.changeFiles();
    }
    assertThat(runs.history.prune(Duration.ofDays(70))).isEqualTo(1);
    assertThat(count("bascule_run")).isEqualTo(2);
    assertThat(count("bascule_run_node")).isEqualTo(6);
    assertThat(count("bascule_run_word")).isEqualTo(10);
    assertThat(count("bascule_text")).isEqualTo(1);
    assertThat(count("bascule_files")).isEqualTo(1);
    assertThat(count("bascule_file")).isEqualTo(1);
  }

  @Test
  void of_a_run_that_was_pruned_before_its_end_nothing_stays() throws Exception {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    runs.clock.on(Duration.ofDays(100));
    runs.history.prune(Duration.ofDays(90));
    runs.history.end(runs.over(run.id()), Runs.many(3, "text"), Runs.SCOPE, List.of());
    assertThat(count("bascule_run_node")).isZero();
    assertThat(count("bascule_run_count")).isZero();
  }

  @Test
  void tidying_is_done_once_a_day() throws Exception {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    runs.clock.on(Duration.ofDays(2));
    runs.history.tidy(Duration.ofDays(90));
    runs.history.tidy(Duration.ofDays(1));
    assertThat(count("bascule_run")).isEqualTo(1);
    runs.clock.on(Duration.ofHours(25));
    runs.history.tidy(Duration.ofDays(1));
    assertThat(count("bascule_run")).isZero();
  }

  @Test
  void what_a_second_of_tidying_leaves_is_removed_by_the_next_run() throws Exception {
    for (int i = 0; i < 20; i++) {
      runs.history.begin(runs.begun("drift"));
      runs.clock.on(Duration.ofSeconds(1));
    }
    runs.clock.on(Duration.ofDays(100));
    runs.clock.eachLook(Duration.ofMillis(300));
    runs.history.tidy(Duration.ofDays(90));
    assertThat(count("bascule_run")).isBetween(10, 19);
    for (int i = 0; i < 20; i++) {
      runs.history.tidy(Duration.ofDays(90));
    }
    assertThat(count("bascule_run")).isZero();
  }

  @Test
  void a_broken_usual_file_is_set_aside_with_its_journal_and_a_new_one_begun() throws Exception {
    runs.history.close();
    Files.writeString(file, "this was never a database of SQLite, and it is long enough to see it");
    Files.writeString(file.resolveSibling("history.db-journal"), "x");
    runs = open(true);
    runs.history.begin(runs.begun("drift"));
    assertThat(file.resolveSibling("history.db.broken-20260501-090000")).exists();
    assertThat(file.resolveSibling("history.db-journal")).doesNotExist();
    assertThat(runs.history.notes())
        .containsExactly(
            "the history in %s is damaged; it is now %s.broken-20260501-090000, and a new one is begun"
                .formatted(file, file));
  }

  @Test
  void one_with_a_sound_header_and_broken_pages_is_set_aside_too() throws Exception {
    runs.history.begin(runs.begun("drift"));
    runs.history.close();
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    runs = open(true);
    runs.history.begin(runs.begun("drift"));
    assertThat(runs.history.notes()).hasSize(1);
    assertThat(runs.history.past().runs(5)).hasSize(1);
  }

  @Test
  void one_that_turns_out_to_be_broken_within_a_run_is_set_aside_too() throws Exception {
    for (int i = 0; i < 5; i++) {
      runs.clock.on(Duration.ofSeconds(1));
      runs.history.begin(runs.begun("drift"));
    }
    runs.history.close();
    runs = open(true);
    byte[] bytes = Files.readAllBytes(file);
    // All but the schema, which is read when it is opened.
    Arrays.fill(bytes, 5 * 4096, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    runs.clock.on(Duration.ofHours(1));
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    assertThat(runs.history.notes()).hasSize(1);
    assertThat(runs.history.past().runs(5))
        .extracting(PastRun::id)
        .containsExactly(run.id().text());
  }

  @Test
  void a_broken_file_that_the_user_named_stays_where_it_is() throws Exception {
    runs.history.close();
    Files.writeString(file, "notes of somebody who mistyped the name of the history, 60 bytes.");
    assertThatThrownBy(() -> open(false))
        .hasMessage(file + ": this is not a database of SQLite, or it is damaged");
    assertThat(Files.readString(file)).startsWith("notes of somebody");
    runs = inMemoryOfAnotherFile();
  }

  @Test
  void a_newer_schema_is_refused_and_left_alone() throws Exception {
    runs.history.close();
    try (Connection other = raw();
        Statement statement = other.createStatement()) {
      statement.execute("INSERT INTO bascule_schema (step) VALUES (99)");
    }
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> open(true))
        .hasMessage(
            file
                + ": this history was written by a newer Bascule: its schema is 99, and this"
                + " program knows "
                + Schema.latest());
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    runs = inMemoryOfAnotherFile();
  }

  @Test
  void a_locked_file_is_waited_for_then_told_and_never_set_aside() throws Exception {
    try (Connection other = raw();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      long began = System.nanoTime();
      assertThatThrownBy(() -> runs.history.begin(runs.begun("drift")))
          .hasMessage(file + ": another program has had it locked for 8 seconds");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(7500), Duration.ofSeconds(30));
    }
    runs.history.begin(runs.begun("drift"));
    assertThat(runs.history.notes()).isEmpty();
  }

  @Test
  void a_file_whose_folder_is_missing_or_read_only_is_said_so() throws Exception {
    HistoryPlace nowhere = new HistoryPlace.InFile(folder.resolve("no/where.db"), false);
    assertThatThrownBy(() -> History.open(nowhere, runs.clock))
        .hasMessage(
            folder.resolve("no/where.db") + ": it cannot be created: its folder does not exist");
  }

  @Test
  void two_writers_that_begin_at_once_both_find_a_schema_and_write() throws Exception {
    runs.history.close();
    Files.delete(file);
    List<Thread> writers =
        Stream.of("1", "2")
            .map(
                digit ->
                    new Thread(
                        () -> {
                          try {
                            Runs own = open(true);
                            for (int i = 0; i < 10; i++) {
                              RunId id = new RunId("20260501-09000" + i + "-000" + digit);
                              own.history.begin(Runs.begun(id, "drift"));
                              own.history.end(own.over(id), Runs.many(50, "same"), null, List.of());
                              own.history.tidy(Duration.ofDays(90));
                            }
                            own.history.close();
                          } catch (HistoryException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    writers.forEach(writer -> writer.setUncaughtExceptionHandler((t, e) -> failures.add(e)));
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    runs = open(true);
    assertThat(failures).isEmpty();
    assertThat(count("bascule_run")).isEqualTo(20);
    assertThat(count("bascule_run_node")).isEqualTo(1000);
    assertThat(count("bascule_text")).isEqualTo(1);
  }

  @Test
  void thousands_of_nodes_are_written_in_little_memory(@TempDir Path other) throws Exception {
    // What one that was killed left goes with it.
    Path left = Files.createDirectory(other.resolve(".bascule-sqlite-1"));
    Files.writeString(left.resolve("libsqlitejdbc.so"), "half of it");
    Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ManyNodes.class.getName(),
                other.resolve("many.db").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(left).doesNotExist();
    assertThat(said).matches("(?s)15000 since, \\d+ ms\n15000 since, \\d+ ms\n");
  }
}
