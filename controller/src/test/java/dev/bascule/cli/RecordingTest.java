package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.history.History;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.PastRun;
import dev.bascule.history.RunId;
import dev.bascule.model.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/**
 * Runs on nodes that are this machine's shell, kept in a history; and what keeps them out of it.
 */
class RecordingTest {
  @TempDir Path folder;
  private Bascule bascule;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("home/.local/state/bascule/history.db");
    bascule = new Bascule(folder).over(new Nodes());
    bascule.environment.put("BASCULE_HISTORY", "");
    bascule.file(
        "site.yml",
        """
        - name: a file
          hosts: all
          serial: 1
          tasks:
            - name: greeting
              copy: {content: "hello [=inventory_hostname]\\n", dest: "%s/[=inventory_hostname]", mode: "0644"}
        """
            .formatted(folder.resolve("nodes")));
    bascule.file(
        "hosts.yml",
        "all: {hosts: {n1: {ansible_connection: local}, n2: {ansible_connection: local}}}");
    Files.createDirectories(folder.resolve("nodes"));
  }

  @Test
  void a_run_is_kept_with_its_files_nodes_and_diffs() throws Exception {
    assertThat(run("drift").code()).isEqualTo(2);
    PastRun.Whole whole = last(file);
    assertThat(whole.run().command()).isEqualTo("drift");
    assertThat(whole.run().exitCode()).isEqualTo(2);
    assertThat(whole.run().counts()).isEqualTo(Map.of("drifted", 2));
    assertThat(whole.files())
        .extracting(f -> f.path())
        .containsExactly(bascule.path("hosts.yml"), bascule.path("site.yml"));
    assertThat(whole.nodes()).extracting(PastRun.Node::node).containsExactly("n1", "n2");
    assertThat(whole.nodes().get(0).shown()).contains("+hello n1").startsWith("drifted\n");
  }

  @Test
  void the_run_has_one_name_everywhere() throws Exception {
    run("apply --yes");
    assertThat(last(file).run().id()).matches("\\d{8}-\\d{6}-[0-9a-f]{4}");
    assertThat(last(file).run().counts()).isEqualTo(Map.of("changed", 2));
  }

  @Test
  void passwords_on_the_command_line_are_masked() throws Exception {
    run("drift", "-e", "db_pw=hush port=eth0");
    assertThat(last(file).run().arguments()).containsSequence("-e", "db_pw=******** port=********");
  }

  @Test
  void passwords_of_the_history_and_of_whoever_is_told_are_masked() throws Exception {
    MaskedArguments masked = new MaskedArguments(new Secrets());
    List<String> line =
        List.of(
            "--history=postgresql://ops:p%40ss@w0rd@db/x?user=u&password=S3cret",
            "--notify-command",
            "curl -H 'Authorization: Bearer T0ken' https://chat",
            "--notify-url=https://chat.example?token=T0ken",
            "-qe",
            "pass=hush",
            "site.yml");
    assertThat(masked.of(CommandLineReader.read(CommandName.DRIFT, line)))
        .containsExactly(
            "--history=postgresql://********@db/x?********",
            "--notify-command",
            "********",
            "--notify-url=https://chat.example/********",
            "-qe",
            "pass=********",
            "site.yml");
    assertThat(HistoryPlace.secrets("postgresql://ops:p%40ss@db/x?user=u&password=S3cret"))
        .containsExactly("S3cret", "p%40ss", "p@ss");
    assertThat(HistoryPlace.secrets("/var/lib/a:b@c.db")).isEmpty();
  }

  @Test
  void a_busy_history_is_written_when_it_is_free_and_no_node_waits_for_it_long() throws Exception {
    run("drift");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Surroundings around = bascule.around(said, said);
    List<String> line = List.of("--yes", "-i", bascule.path("hosts.yml"), bascule.path("site.yml"));
    Invocation apply = CommandLineReader.read(CommandName.APPLY, line);
    Request request = Request.read(apply, around, null);
    Recording recording =
        new Recording(HistoryChoice.of(apply, around), Clock.systemUTC(), Duration.ofMillis(10));
    try (Connection other = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      recording.begin(request, 2); // returns, though nobody frees it
      statement.execute("ROLLBACK");
      List<PastRun> kept = recording.ask(it -> it.past().runs(1), Duration.ofSeconds(20));
      assertThat(kept).extracting(PastRun::command).containsExactly("apply");
    }
    recording.close();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void after_a_signal_it_is_not_said_that_the_run_is_not_there_for_it_may_be() throws Exception {
    run("drift");
    Bascule.Result result;
    try (Connection other = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      Thread signal = new Thread(() -> skipAndFree(statement));
      signal.start();
      result = run("drift");
      signal.interrupt();
      signal.join();
    }
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .endsWith(
            "bascule: the history was not waited for; this run, or its end, may be missing there\n")
        .doesNotContain("not in the history");
    assertThat(last(file).run().ended()).isNull();
  }

  // As soon as the run waits for its history.
  private static void skipAndFree(Statement statement) {
    try {
      while (!Thread.interrupted() && !Signals.skipped()) {
        Thread.onSpinWait();
      }
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_node_whose_timer_runs_is_contacted_before_anything_is_written() {
    assertThat(CommandName.values())
        .filteredOn(CommandName::isWrittenFirst)
        .containsExactly(CommandName.APPLY, CommandName.CONVERT, CommandName.REVERT);
  }

  @Test
  void a_lease_that_a_dead_run_left_keeps_nobody_from_asking_the_node() throws Exception {
    Path shared = folder.resolve("team.db");
    RunId dead = new RunId("20260501-090000-00aa");
    List<String> keys = List.of("n1 on " + HistoryWords.controller());
    HistoryPlace place = new HistoryPlace.InFile(shared, false);
    Duration minute = Duration.ofMinutes(1);
    try (History history = History.open(place, Clock.systemUTC())) {
      history.leases().acquire(keys, "eve@ops", dead, minute);
    }
    Bascule.Result result = run("apply", "--yes", "--wait", "0s", "--history", shared.toString());
    assertThat(result.out() + result.err()).doesNotContain("eve@ops");
    assertThat(result.code()).isZero();
    try (History history = History.open(place, Clock.systemUTC())) {
      history.leases().release(dead);
      assertThat(history.leases().acquire(keys, "bob@ops", dead, minute)).isEmpty();
    }
  }

  @Test
  void off_keeps_nothing_and_says_nothing() {
    Bascule.Result result = run("drift", "--history", "off");
    assertThat(result.err()).doesNotContain("history");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_file_of_ones_own_is_named_by_option_or_environment() throws Exception {
    run("drift", "--history", folder.resolve("own.db").toString());
    assertThat(last(folder.resolve("own.db")).run().command()).isEqualTo("drift");
    bascule.environment.put("BASCULE_HISTORY", folder.resolve("team.db").toString());
    run("drift");
    assertThat(last(folder.resolve("team.db")).run().command()).isEqualTo("drift");
    assertThat(file).doesNotExist();
  }

  @Test
  void what_cannot_be_a_history_is_refused_before_any_node_is_contacted() {
    assertThat(run("drift", "--history", "mysql://u:pw@h/d").err())
        .isEqualTo(
            """
            bascule drift: option '--history': a history's URL is one of PostgreSQL
              hint: write postgresql://USER@HOST/DATABASE; the password is best kept in ~/.pgpass
            """);
    assertThat(run("drift", "--history", "postgresql:///d").err())
        .contains("a history's URL names a host and a database");
    assertThat(run("drift", "--history", "").code()).isEqualTo(64);
    bascule.environment.put("BASCULE_HISTORY_KEEP", "soon");
    assertThat(run("drift").err())
        .isEqualTo(
            """
            bascule drift: BASCULE_HISTORY_KEEP: 'soon' is not a length of time
              hint: write 90d, 12h or 30m
            """);
  }

  @Test
  void an_unreachable_server_is_told_once_and_changes_nothing_else() throws IOException {
    // A port that was free a moment ago.
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Bascule.Result result =
        run("apply --yes", "--history", "postgresql://u:hush@127.0.0.1:" + port + "/d");
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .containsOnlyOnce(
            "bascule: this run is not in the history: postgresql://127.0.0.1:"
                + port
                + "/d: it cannot be reached: ")
        .contains("  hint: is the server there? psql postgresql://127.0.0.1:")
        .doesNotContain("hush");
  }

  @Test
  void without_a_home_it_is_said_once() {
    bascule.environment.remove("HOME");
    Bascule.Result result = run("drift");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .containsOnlyOnce(
            """
            bascule: this run is not in the history: neither HOME nor XDG_STATE_HOME is set
              hint: name a history: --history FILE or BASCULE_HISTORY, or --history off
            """);
  }

  @Test
  void a_broken_usual_file_is_set_aside_and_the_run_is_kept() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a database, and longer than the sixteen bytes of its header");
    Bascule.Result result = run("drift");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("bascule: the history in ")
        .contains(" is damaged; it is now ");
    assertThat(last(file).run().exitCode()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_tidied_was_written_all_the_same() throws Exception {
    run("drift");
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM bascule_moment");
      statement.execute(
          "CREATE TRIGGER stubborn BEFORE INSERT ON bascule_moment"
              + " BEGIN SELECT RAISE(ABORT, 'stubborn'); END");
    }
    Bascule.Result result = run("drift");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("since ");
    assertThat(result.err())
        .doesNotContain("this run is not in the history")
        .containsOnlyOnce("bascule: old runs were not removed from the history: ");
    assertThat(last(file).run().exitCode()).isEqualTo(2);
  }

  private Bascule.Result run(String command, String... more) {
    List<String> line =
        Stream.of(
                Stream.of(command.split(" ")),
                Stream.of("-i", bascule.path("hosts.yml")),
                Stream.of(more),
                Stream.of(bascule.path("site.yml")))
            .flatMap(part -> part)
            .toList();
    return bascule.run(line.toArray(new String[0]));
  }

  private static History open(Path file) throws Exception {
    return History.open(new HistoryPlace.InFile(file, false), Clock.systemUTC());
  }

  private static PastRun.Whole last(Path file) throws Exception {
    try (History history = open(file)) {
      return history.past().run(history.past().runs(1).get(0).id()).orElseThrow();
    }
  }
}
