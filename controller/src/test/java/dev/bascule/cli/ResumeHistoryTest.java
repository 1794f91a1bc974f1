package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.history.History;
import dev.bascule.history.HistoryException;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.NodeEnd;
import dev.bascule.history.Resumption;
import dev.bascule.history.RunId;
import dev.bascule.history.RunOver;
import dev.bascule.history.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What resume writes into the history of the run that was lost. */
class ResumeHistoryTest {
  // An old one would be removed at the end of the next.
  private static final RunId RUN = RunId.of(Instant.now().minusSeconds(60), () -> 7L);

  @TempDir Path folder;
  private final FakeTransactions node = new FakeTransactions();
  private Bascule bascule;

  @BeforeEach
  void begin() throws HistoryException {
    bascule = new Bascule(folder).over(node);
    bascule.environment.put("BASCULE_HISTORY", file().toString());
    try (History history = open()) {
      history.begin(Runs.begun(RUN, "apply"));
    }
  }

  private Path file() {
    return folder.resolve("history.sqlite");
  }

  private History open() throws HistoryException {
    return History.open(new HistoryPlace.InFile(file(), false), Clock.systemUTC());
  }

  private void journal(String... lines) throws IOException {
    Path runs = Files.createDirectories(folder.resolve("home/.local/state/bascule/runs"));
    Files.writeString(
        runs.resolve(RUN.text()),
        ResumeTest.first(ResumeTest.own("4194305", "1")) + String.join("\n", lines) + "\n");
  }

  private int resume(String... more) {
    List<String> all = new ArrayList<>(List.of("resume", "-i", "hn-1,hn-2"));
    all.addAll(List.of(more));
    return bascule.run(all.toArray(String[]::new)).code();
  }

  private String shown() {
    return bascule.run("history", "show", RUN.text()).out();
  }

  @Test
  void a_lost_run_that_was_asked_about_without_its_name_is_lost_no_more() throws IOException {
    journal("node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc");
    node.says("status", "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30");
    assertThat(resume()).isZero();
    assertThat(shown()).contains("exit 0").contains("resumed  by run ").doesNotContain("lost:");
  }

  @Test
  void a_run_that_ended_by_itself_keeps_what_it_told() throws Exception {
    journal("node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "end hn-1 changed", "ended");
    try (History history = open()) {
      history.end(
          new RunOver(RUN, Instant.now(), 0, List.of(), null),
          List.of(Runs.end("hn-1", "changed", "the whole diff of it\n")),
          null,
          List.of());
    }
    String before = shown();
    assertThat(before).contains("the whole diff of it");
    node.says("status", "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30");
    assertThat(resume(RUN.text())).isZero();
    assertThat(shown()).isEqualTo(before);
  }

  @Test
  void a_run_is_lost_until_all_its_nodes_were_reached_and_then_ends_as_they_did() throws Exception {
    journal("node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc");
    node.onlyAt("10.0.0.9");
    assertThat(resume()).isEqualTo(4);
    assertThat(shown()).contains("hn-1: unreachable").doesNotContain("exit");
    node.onlyAt("").says("status", "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30");
    assertThat(resume()).isZero();
    assertThat(shown()).contains("exit 0").doesNotContain("unreachable");
  }

  @Test
  void a_node_that_there_was_no_time_to_ask_says_nothing_of_the_lost_run() throws IOException {
    journal("node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "node hn-2 1");
    node.hanging(true);
    assertThat(resume("--forks", "1", "--run-timeout", "1ms")).isNotZero();
    assertThat(shown()).doesNotContain("the run's time was over (--run-timeout)");
    node.hanging(false)
        .says("status", "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30");
    assertThat(resume()).isEqualTo(3);
    assertThat(shown()).contains("hn-2: skipped: not begun").contains("exit 3");
  }

  @Test
  void what_a_node_told_once_is_not_forgotten_when_it_is_not_reached_later() throws Exception {
    journal("node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc");
    node.says("status", "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30");
    assertThat(resume()).isZero();
    String told = shown().replaceAll("(?m)^resumed .*", "");
    node.onlyAt("10.0.0.9");
    assertThat(resume(RUN.text())).isEqualTo(4);
    assertThat(shown().replaceAll("(?m)^resumed .*", "")).isEqualTo(told);
  }

  @Test
  void what_all_nodes_told_stays_when_they_have_forgotten_it() throws IOException {
    journal("node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc");
    node.says("status", "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30");
    assertThat(resume()).isZero();
    String told = shown();
    assertThat(told).contains("exit 0", "1 changed");
    node.says("status", "==nothing");
    assertThat(resume(RUN.text())).isEqualTo(3);
    assertThat(shown()).isEqualTo(told);
  }

  @Test
  void a_lost_run_ends_as_all_its_nodes_did_whichever_resume_they_told() throws Exception {
    RunId first = RunId.of(Instant.now().minusSeconds(20), () -> 8L);
    RunId second = RunId.of(Instant.now().minusSeconds(10), () -> 9L);
    try (History history = open()) {
      resumed(
          history,
          first,
          false,
          Runs.end("n1", "rolled_back", null),
          Runs.end("n2", "unreachable", null));
      resumed(
          history, second, true, Runs.end("n1", "skipped", null), Runs.end("n2", "changed", null));
    }
    assertThat(shown()).contains("exit 5", "1 rolled back", "1 changed", "by run " + second);
  }

  private static void resumed(History history, RunId by, boolean whole, NodeEnd... nodes)
      throws HistoryException {
    history.begin(Runs.begun(by, "resume"));
    history.end(
        new RunOver(by, Instant.now(), 3, List.of(), new Resumption(RUN, whole)),
        List.of(nodes),
        null,
        List.of());
  }

  @Test
  void a_run_that_ends_after_all_was_not_lost() throws Exception {
    journal("node hn-1 1", "begin hn-1 1 0 0", "end hn-1 changed");
    assertThat(resume()).isZero();
    NodeEnd end = Runs.end("hn-1", "failed", "failed later\n");
    try (History history = open()) {
      history.end(
          new RunOver(RUN, Instant.now(), 3, List.of(), null), List.of(end), null, List.of());
    }
    assertThat(shown()).contains("exit 3").contains("failed later").doesNotContain("resumed");
  }
}
