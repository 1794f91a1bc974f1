package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.model.NodeName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same history in a real PostgreSQL, each test with a database of its own. */
@Tag("lab")
class PostgresLabTest {
  private static Cluster cluster;
  private static int databases;

  private String database;
  private Runs runs;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void create() throws Exception {
    databases++;
    database = "team" + databases;
    execute("postgres", "CREATE DATABASE " + database);
    runs = open();
  }

  @AfterEach
  void close() throws HistoryException {
    runs.history.close();
  }

  private Runs open() throws HistoryException {
    Runs.Turned clock = new Runs.Turned();
    return new Runs(History.open(cluster.place(database), clock), clock);
  }

  @Test
  void a_run_is_there_from_its_begin_on_and_whole_at_its_end() throws HistoryException {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    assertThat(runs.history.past().runs(5).get(0).ended()).isNull();
    runs.history.end(
        runs.over(run.id()),
        List.of(Runs.end("n1", "in_sync", null), Runs.end("n2", "drifted", "NUL \0 in it\n")),
        null,
        List.of());
    PastRun.Whole whole = runs.history.past().run(run.id().text()).orElseThrow();
    assertThat(whole.run().exitCode()).isEqualTo(2);
    assertThat(whole.run().counts()).isEqualTo(Map.of("in_sync", 1, "drifted", 1));
    assertThat(whole.files()).hasSize(1);
    assertThat(whole.nodes())
        .extracting(PastRun.Node::shown)
        .containsExactly(null, "NUL \ufffd in it\n");
    assertThat(runs.history.past().runs("n2", 5)).hasSize(1);
    assertThat(runs.history.past().named("20260501-")).containsExactly(run.id().text());
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
        Runs.many(3, "rolled back\n"),
        null,
        List.of());
    assertThat(runs.history.past().run(lost.id().text()).orElseThrow().nodes()).hasSize(3);
  }

  @Test
  void more_runs_than_a_statement_takes_values_are_listed() throws Exception {
    execute(
        database,
        "INSERT INTO bascule_run (id, command, who, controller, version, process, nodes, began)"
            + " SELECT 'run-' || i, 'drift', 'ops', 'here', '1', '', 1, i"
            + " FROM generate_series(1, 70000) i");
    execute(
        database,
        "INSERT INTO bascule_run_node (run, node, outcome, took_ms)"
            + " SELECT id, 'n1', 'in_sync', 1 FROM bascule_run");
    assertThat(runs.history.past().runs(99_999)).hasSize(70_000);
    assertThat(runs.history.past().runs("n1", 99_999)).hasSize(70_000);
  }

  @Test
  void drift_is_known_since_its_first_check_until_an_apply() throws HistoryException {
    NodeName n1 = new NodeName("n1");
    runs.check(Runs.SCOPE, "n1");
    runs.clock.to("2026-05-01T10:00:00Z");
    runs.check(Runs.SCOPE, "n1", "/etc/a", "/etc/b");
    runs.clock.to("2026-05-01T11:00:00Z");
    assertThat(runs.check(Runs.SCOPE, "n1", "/etc/a", "/etc/b").since(n1, "/etc/a").orElseThrow())
        .hasToString(
            "Since[firstSeen=2026-05-01T10:00:01Z, lastInSync=2026-05-01T09:00:01Z,"
                + " wishChanged=false]");
    DriftScope other = DriftScope.of(List.of("/fleet"), List.of("/other.yml"));
    runs.sees(other, new NodeSight(n1, true, Map.of(), Map.of("/etc/a", Runs.WISH)));
    runs.clock.to("2026-05-02T09:00:00Z");
    Sinces now = runs.check(Runs.SCOPE, "n1", "/etc/a", "/etc/b");
    assertThat(now.since(n1, "/etc/a").orElseThrow().firstSeen()).isEqualTo("2026-05-02T09:00:01Z");
    assertThat(now.since(n1, "/etc/b").orElseThrow().firstSeen()).isEqualTo("2026-05-01T10:00:01Z");
  }

  @Test
  void a_run_waits_for_another_one_only_while_spans_are_compared() throws Exception {
    RunBegun run = runs.begun("drift");
    try (Connection other = new PostgresDialect(cluster.place(database)).connect();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + PostgresDialect.LOCK + ")");
      runs.history.begin(run);
      runs.history.end(
          runs.over(run.id()),
          () ->
              IntStream.rangeClosed(0, 500)
                  .peek(i -> unlockAtLast(i, statement))
                  .mapToObj(i -> Runs.end("n" + i, "drifted", "text " + i % 7))
                  .iterator(),
          Runs.SCOPE,
          List.of());
    }
    assertThat(runs.history.past().runs(1).get(0).counts()).isEqualTo(Map.of("drifted", 501));
  }

  private static void unlockAtLast(int number, Statement statement) {
    try {
      if (number == 500) {
        statement.execute("SELECT pg_advisory_unlock(" + PostgresDialect.LOCK + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void of_a_run_that_is_pruned_while_it_is_written_nothing_stays() throws Exception {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    runs.clock.on(Duration.ofDays(100));
    try (History other = History.open(cluster.place(database), runs.clock)) {
      runs.history.end(
          runs.over(run.id()),
          () ->
              IntStream.range(0, 500)
                  .peek(i -> pruneInBetween(i, other))
                  .mapToObj(i -> Runs.end("n" + i, "drifted", "text"))
                  .iterator(),
          Runs.SCOPE,
          List.of());
    }
    assertThat(runs.history.past().runs(9)).isEmpty();
    execute(
        database, "SELECT 1 / (CASE WHEN count(*) = 0 THEN 1 ELSE 0 END) FROM bascule_run_node");
    execute(
        database, "SELECT 1 / (CASE WHEN count(*) = 0 THEN 1 ELSE 0 END) FROM bascule_run_count");
  }

  // After the first part.
  private static void pruneInBetween(int number, History other) {
    try {
      if (number == 300) {
        other.prune(Duration.ofDays(90));
      }
    } catch (HistoryException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void every_wait_of_a_transaction_has_an_end_and_none_is_left_to_who_has_the_connection_next()
      throws Exception {
    try (Database own = Database.open(cluster.place(database), runs.clock)) {
      assertThat(own.transaction(PostgresLabTest::waits)).containsExactly("8s", "10s");
      assertThat(own.write(PostgresLabTest::waits)).containsExactly("8s", "10s");
      assertThat(own.read(PostgresLabTest::waits)).containsExactly("8s", "10s");
    }
    try (Connection connection = new PostgresDialect(cluster.place(database)).connect()) {
      Sql sql = new Sql(connection);
      assertThat(sql.within("BEGIN; SET LOCAL lock_timeout = '8s'", PostgresLabTest::waits))
          .containsExactly("8s", "0");
      assertThat(waits(sql)).containsExactly("0", "0");
    }
  }

  @Test
  void a_transaction_that_fails_while_it_begins_is_not_left_open() throws Exception {
    try (Connection connection = new PostgresDialect(cluster.place(database)).connect()) {
      Sql sql = new Sql(connection);
      assertThatThrownBy(
              () -> sql.within("BEGIN; SET LOCAL lock_timeout = 'x'", PostgresLabTest::waits))
          .hasMessageContaining("lock_timeout");
      assertThat(waits(sql)).containsExactly("0", "0");
    }
  }

  private static List<String> waits(Sql sql) throws SQLException {
    return sql.list(
        "SELECT current_setting('lock_timeout') AS wait"
            + " UNION ALL SELECT current_setting('statement_timeout')",
        row -> row.getString("wait"));
  }

  @Test
  void old_runs_are_removed() throws Exception {
    for (String text : List.of("old", "kept", "kept")) {
      RunBegun run = runs.begun("drift");
      runs.history.begin(run);
      runs.history.end(
          runs.over(run.id()),
          Runs.many(300, text),
          Runs.SCOPE,
          List.of(new NodeSight(new NodeName("n"), true, Map.of(), Map.of())));
      runs.history.told().tell("f", new NodeName("n"), "drift", "x", runs.clock.instant());
      runs.clock.on(Duration.ofDays(30));
    }
    assertThat(runs.history.prune(Duration.ofDays(70))).isEqualTo(1);
    assertThat(runs.history.past().runs(9)).hasSize(2);
    runs.history.tidy(Duration.ofDays(1));
    assertThat(runs.history.past().runs(9)).isEmpty();
  }

  @Test
  void controllers_that_come_at_once_migrate_write_and_prune_without_a_deadlock() throws Exception {
    execute(database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> controllers =
        IntStream.range(0, 4).mapToObj(i -> new Thread(() -> work(i, failures))).toList();
    controllers.forEach(Thread::start);
    for (Thread controller : controllers) {
      controller.join();
    }
    assertThat(failures).isEmpty();
    assertThat(runs.history.past().runs(99)).hasSize(40);
    execute(database, "SELECT 1 / (count(*) - 3) FROM bascule_schema WHERE step > 3");
  }

  private void work(int number, List<Throwable> failures) {
    try {
      Runs own = open();
      for (int i = 0; i < 10; i++) {
        RunId id = new RunId("20260501-09000" + i + "-000" + number);
        own.history.begin(Runs.begun(id, "drift"));
        own.history.end(
            own.over(id),
            Runs.many(100, "same"),
            Runs.SCOPE,
            List.of(
                new NodeSight(
                    new NodeName("n1"),
                    true,
                    i % 2 == 0 ? Map.of("/etc/a", Runs.WISH) : Map.of(),
                    Map.of())));
        own.history.prune(Duration.ofDays(9));
        own.history.leases().acquire(List.of("b", "a", "c"), "ops", id, Duration.ofMillis(1));
        own.history.leases().renew(id, Duration.ofMillis(1));
      }
      own.history.close();
    } catch (HistoryException | RuntimeException | Error e) {
      failures.add(e);
    }
  }

  @Test
  void of_two_that_tell_the_same_one_does() throws Exception {
    List<Told.Note> notes =
        IntStream.range(0, 200)
            .mapToObj(i -> new Told.Note(new NodeName("n" + i), "drift", "x"))
            .toList();
    List<Integer> mine = Collections.synchronizedList(new ArrayList<>());
    List<Thread> controllers =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try (History own =
                              History.open(cluster.place(database), Clock.systemUTC())) {
                            mine.add(own.told().claim("told", notes, Duration.ofMinutes(2)).size());
                          } catch (HistoryException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    controllers.forEach(Thread::start);
    for (Thread controller : controllers) {
      controller.join();
    }
    assertThat(mine.stream().mapToInt(it -> it).sum()).isEqualTo(notes.size());
  }

  @Test
  void of_two_that_want_the_same_nodes_each_node_goes_to_one() throws Exception {
    List<String> nodes = IntStream.range(0, 200).mapToObj(i -> "node-" + i).toList();
    List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
    List<Thread> controllers =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try (History own =
                              History.open(cluster.place(database), Clock.systemUTC())) {
                            RunId run = new RunId("20260501-090000-000" + i);
                            taken.add(
                                nodes.size()
                                    - own.leases()
                                        .acquire(nodes, "ops" + i, run, Duration.ofMinutes(1))
                                        .size());
                          } catch (HistoryException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    controllers.forEach(Thread::start);
    for (Thread controller : controllers) {
      controller.join();
    }
    assertThat(taken.stream().mapToInt(it -> it).sum()).isEqualTo(nodes.size());
  }

  @Test
  void the_same_is_told_once() throws HistoryException {
    NodeName node = new NodeName("n1");
    Instant now = runs.clock.instant();
    assertThat(runs.history.told().tell("f", node, "drift", "x", now)).isTrue();
    assertThat(runs.history.told().tell("f", node, "drift", "x", now)).isFalse();
    assertThat(runs.history.told().forget("f", node, "drift")).isTrue();
  }

  @Test
  void what_keeps_it_closed_is_said_in_words_and_without_the_password() throws Exception {
    String shown = "postgresql://127.0.0.1:" + cluster.port + "/";
    assertThatThrownBy(() -> History.open(cluster.place("ops", "wrong-word", database), runs.clock))
        .hasMessageStartingWith(shown + database + ": the server does not let this user in: ")
        .hasMessageNotContaining("wrong-word");
    assertThatThrownBy(() -> History.open(cluster.place("nowhere"), runs.clock))
        .hasMessage(shown + "nowhere: there is no such database");
    execute(database, "CREATE ROLE reader LOGIN PASSWORD 'reader-word'");
    assertThatThrownBy(
            () -> History.open(cluster.place("reader", "reader-word", database), runs.clock))
        .hasMessageStartingWith(shown + database + ": this user may not do that: ");
  }

  @Test
  void a_newer_schema_is_refused() throws Exception {
    execute(database, "INSERT INTO bascule_schema (step) VALUES (99)");
    assertThatThrownBy(this::open)
        .hasMessageEndingWith(
            ": this history was written by a newer Bascule: its schema is 99, and this program"
                + " knows "
                + Schema.latest());
  }

  private static void execute(String database, String sql) throws SQLException, HistoryException {
    try (Connection connection = new PostgresDialect(cluster.place(database)).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
