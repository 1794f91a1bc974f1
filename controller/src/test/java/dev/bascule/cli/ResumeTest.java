package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What resume tells, by the journal of a run and by what its nodes answer. */
class ResumeTest {
  private static final String RUN = "20260301-141502-9f3c";
  private static final String GONE = first(own("4194305", "1"));
  private static final String[] CONFIRMED = {
    "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30", "decision=confirm"
  };
  private static final String[] BACK = {
    "==tx",
    "id=abc",
    "state=rolled-back-verified",
    "owner=eve@ops",
    "age=200",
    "decision=rollback:deadline"
  };
  private static final String[] DIFFERS = {
    "==tx", "id=abc", "state=rolled-back-differs", "owner=eve@ops", "age=200"
  };

  // No process has such a number: it is beyond what a kernel gives.
  static RunProcess own(String pid, String tick) {
    RunProcess own = RunProcess.own();
    return new RunProcess(own.host(), own.machine(), own.space(), own.boot(), pid, tick);
  }

  static String first(RunProcess process) {
    return "run 2 " + process.text() + "\n";
  }

  @TempDir Path folder;
  private final FakeTransactions node = new FakeTransactions();
  private Bascule bascule;

  @BeforeEach
  void begin() {
    bascule = new Bascule(folder).over(node);
  }

  private Path runs() {
    return folder.resolve("home/.local/state/bascule/runs");
  }

  private void journal(String run, String... lines) throws IOException {
    Files.createDirectories(runs());
    Path file = Files.writeString(runs().resolve(run), String.join("\n", lines));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T14:16:00Z")));
  }

  private Bascule.Result resume(String... more) {
    List<String> all = new ArrayList<>(List.of("resume", "-i", "hn-1,hn-2,hn-3,hn-4"));
    all.addAll(List.of(more));
    return bascule.run(all.toArray(String[]::new));
  }

  @Test
  void nodes_that_were_never_begun_are_told_as_that_and_not_asked() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "node hn-2 1", "begin hn-1 0 1 0", "tx hn-1 abc", "");
    node.says("status", CONFIRMED);
    Bascule.Result result = resume();
    assertThat(result.err()).contains("run " + RUN + " was lost\n");
    assertThat(result.out())
        .contains("transaction abc is confirmed")
        .contains("hn-2: skipped: not begun: the program was lost before its turn")
        .endsWith("2 nodes: 1 changed, 1 skipped\n");
    assertThat(result.code()).isEqualTo(3);
    assertThat(node.asked).containsExactly("status");
  }

  @Test
  void once_all_is_told_a_run_is_lost_no_more_and_can_be_asked_about_by_its_name()
      throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "");
    node.says("status", CONFIRMED);
    String first = resume().out();
    assertThat(first).endsWith("1 node: 1 changed\n");
    assertThat(resume().err()).isEqualTo("no run was lost\n");
    assertThat(resume(RUN).out()).isEqualTo(first);
    Bascule.Result json = resume("--output", "json");
    assertThat(json.out()).contains("\"exit_code\":0").contains("\"nodes\":[]");
    assertThat(json.code()).isZero();
  }

  @Test
  void a_run_of_which_a_node_was_not_reached_stays_lost() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "");
    node.onlyAt("10.0.0.9");
    assertThat(resume().code()).isEqualTo(4);
    node.onlyAt("").says("status", BACK);
    Bascule.Result result = resume();
    assertThat(result.out()).contains("rolled back");
    assertThat(result.code()).isEqualTo(5);
  }

  @Test
  void a_change_that_still_waits_when_the_time_is_over_is_pending() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "");
    node.says("status", "==tx", "id=abc", "state=applied", "owner=eve@ops", "age=30", "left=60");
    Bascule.Result result = resume("--node-timeout", "1s");
    assertThat(result.out()).endsWith("1 node: 1 to confirm\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void every_node_is_asked_though_one_of_them_may_be_lost() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("hn-1", "hn-2", "hn-3")) {
      lines.addAll(
          List.of("node " + name + " 1", "begin " + name + " 0 1 0", "tx " + name + " abc"));
    }
    journal(RUN, GONE + String.join("\n", lines), "");
    node.says("status", DIFFERS);
    Bascule.Result result = resume("--forks", "1");
    assertThat(node.asked).hasSize(3);
    assertThat(result.out()).contains("(3 nodes)").doesNotContain("skipped");
    assertThat(result.code()).isEqualTo(5);
    assertThat(resume().err()).isEqualTo("no run was lost\n");
  }

  @Test
  void a_run_stays_lost_where_a_node_was_not_told_of_but_by_a_bug() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "");
    assertThat(resume().out()).contains("this is a bug in bascule");
    node.says("status", CONFIRMED);
    assertThat(resume().err()).startsWith("run " + RUN + " was lost\n");
    assertThat(resume().err()).isEqualTo("no run was lost\n");
  }

  @Test
  void a_transaction_of_which_only_half_a_line_was_written_was_not_begun() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 ab");
    assertThat(resume().out())
        .contains("not begun: the program was lost before the first change was sent");
    assertThat(node.asked).isEmpty();
  }

  @Test
  void that_all_was_told_is_kept_behind_half_a_line_and_does_not_end_it() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "tx hn-1 ab");
    node.says("status", CONFIRMED);
    String first = resume().out();
    assertThat(first).contains("transaction abc is confirmed");
    assertThat(resume().err()).isEqualTo("no run was lost\n");
    assertThat(resume(RUN).out()).isEqualTo(first);
  }

  @Test
  void a_journal_that_was_begun_twice_counts_from_its_second_begin() throws IOException {
    String head = GONE + "node hn-1 2\nend hn-1 in_sync\n";
    journal(RUN, head + "node hn-2 cut off\n" + head + "node hn-2 1", "begin hn-2 1 0 0", "");
    assertThat(resume().out())
        .contains("hn-1: skipped: an earlier play found nothing to do, and a later one was not");
  }

  @Test
  void where_files_were_being_written_it_is_said_that_all_some_or_none_are() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "node hn-2 1", "begin hn-1 3 0 0", "end hn-2 in_sync", "");
    Bascule.Result result = resume();
    assertThat(result.out())
        .contains(
            "hn-1: unknown: the program was lost at its work: all, some or none of 3 changes are"
                + " made; no file is half written\n"
                + "  hint: apply again: what is done already is left as it is\n")
        .endsWith("2 nodes: 1 in sync, 1 unknown\n");
    assertThat(result.code()).isEqualTo(6);
  }

  @Test
  void files_that_were_told_as_written_are_changed() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 3 0 0", "end hn-1 changed", "");
    Bascule.Result result = resume();
    assertThat(result.out()).contains("changed before the program was lost");
    assertThat(result.code()).isZero();
  }

  @Test
  void what_comes_behind_a_confirmed_network_may_be_missing() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 2", "tx hn-1 abc", "");
    node.says("status", CONFIRMED);
    Bascule.Result result = resume();
    assertThat(result.out())
        .contains(
            "its network is changed and confirmed; of what comes behind that, all, some or none of"
                + " 2 changes are made");
    assertThat(result.code()).isEqualTo(6);
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 2", "tx hn-1 abc", "end hn-1 changed", "");
    assertThat(resume().code()).isZero();
  }

  @Test
  void what_was_done_before_a_network_that_went_back_is_told() throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 2 1 0", "tx hn-1 abc", "");
    node.says("status", BACK);
    assertThat(resume(RUN).out()).contains("the 2 changes before it stay");
    node.says("status", "==nothing");
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 2 1 0", "tx hn-1 abc", "");
    assertThat(resume(RUN).out())
        .contains("the 2 changes before it made; transaction abc was never begun on it");
  }

  @Test
  void what_the_program_had_told_is_known_when_the_node_keeps_its_transaction_no_more()
      throws IOException {
    node.says("status", "==nothing");
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "end hn-1 changed", "");
    Bascule.Result changed = resume(RUN);
    assertThat(changed.out())
        .contains("changed before the program was lost; the node keeps nothing of transaction abc");
    assertThat(changed.code()).isZero();
    journal(
        RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "end hn-1 rolled_back", "");
    Bascule.Result back = resume(RUN);
    assertThat(back.out())
        .contains("rolled back before the program was lost; the node")
        .endsWith("1 node: 1 rolled back\n");
    assertThat(back.code()).isEqualTo(5);
    assertThat(ended("rolled_back_differs"))
        .contains("rolled back, with differences, before the program was lost; the node");
    assertThat(ended("rollback_failed"))
        .contains("its rollback failed before the program was lost; the node");
  }

  private String ended(String how) throws IOException {
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 0 1 0", "tx hn-1 abc", "end hn-1 " + how, "");
    Bascule.Result result = resume(RUN);
    assertThat(result.code()).isEqualTo(5);
    return result.out();
  }

  @Test
  void a_later_play_that_did_not_come_is_told() throws IOException {
    journal(RUN, GONE + "node hn-1 2", "begin hn-1 1 0 0", "end hn-1 changed", "");
    Bascule.Result result = resume();
    assertThat(result.out()).contains("a later play was not begun on it");
    assertThat(result.code()).isEqualTo(3);
    journal(RUN, GONE + "node hn-1 2", "end hn-1 in_sync", "");
    assertThat(resume(RUN).out()).contains("and a later one was not begun");
  }

  @Test
  void the_last_of_several_lost_runs_is_meant_and_the_others_are_named() throws IOException {
    journal("20260301-141502-0001", GONE + "node hn-1 1", "begin hn-1 1 0 0", "");
    journal("20260302-141502-0002", GONE + "node hn-2 1", "begin hn-2 1 0 0", "");
    journal("20260303-141502-0003", GONE + "node hn-3 1", "begin hn-3 1 0 0", "ended", "");
    Bascule.Result result = resume();
    assertThat(result.err())
        .startsWith(
            """
            lost as well, ask for each by its name: 20260301-141502-0001
            run 20260302-141502-0002 was lost
            """);
    assertThat(result.out()).startsWith("hn-2: unknown");
  }

  @Test
  void a_run_that_is_still_at_work_is_not_lost() throws IOException {
    journal(RUN, first(RunProcess.own()) + "node hn-1 1", "begin hn-1 1 0 0", "");
    assertThat(resume().err()).isEqualTo("no run was lost\n");
    Bascule.Result named = resume(RUN);
    assertThat(named.err()).contains("run " + RUN + " is at work, in process ");
    assertThat(named.code()).isEqualTo(64);
  }

  @Test
  void a_run_of_another_machine_is_taken_for_lost_only_by_its_name() throws IOException {
    RunProcess other = new RunProcess("ops2", "-", "pid:[4026531836]", "b0", "1", "9");
    journal(RUN, first(other) + "node hn-1 1", "begin hn-1 1 0 0", "");
    Bascule.Result refused = resume();
    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err())
        .contains(
            "run "
                + RUN
                + " was begun on ops2; from here it cannot be seen whether it is still at work\n"
                + "  hint: if it was lost: bascule resume "
                + RUN);
    Bascule.Result named = resume(RUN);
    assertThat(named.err()).contains("; it is taken for lost, as it was named\n");
    assertThat(named.out()).startsWith("hn-1: unknown");
    assertThat(resume().err()).isEqualTo("no run was lost\n");
  }

  @Test
  void beside_a_run_of_this_machine_that_of_another_is_only_named() throws IOException {
    RunProcess other = new RunProcess("ops2", "-", "-", "b0", "1", "9");
    journal("20260302-141502-0002", first(other) + "node hn-2 1", "begin hn-2 1 0 0", "");
    journal(RUN, GONE + "node hn-1 1", "begin hn-1 1 0 0", "");
    Bascule.Result result = resume();
    assertThat(result.out()).startsWith("hn-1: unknown");
    assertThat(result.err())
        .contains("run 20260302-141502-0002 was begun on ops2; ")
        .contains("run " + RUN + " was lost\n");
  }

  @Test
  void a_journal_without_a_whole_line_says_that_nothing_was_begun() throws IOException {
    journal(RUN, "run 2 ops1");
    assertThat(resume(RUN).err())
        .isEqualTo("run " + RUN + " was lost before it began with any node\n");
  }

  @Test
  void a_node_is_in_the_journal_before_it_gets_a_change_and_a_run_that_ended_leaves_none()
      throws IOException {
    List<String> seen = new ArrayList<>();
    Bascule own = new Bascule(folder).over(new Watched(new Nodes(), () -> seen.add(journals())));
    own.file("hosts.yml", "all: {hosts: {n1: {ansible_connection: local}}}\n");
    own.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "x", dest: "%s/it", mode: "0644"}
        """
            .formatted(folder));
    Bascule.Result result =
        own.run("apply", "--yes", "-i", own.path("hosts.yml"), own.path("site.yml"));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).matches("run 2( \\S+){6}\nnode n1 1\nbegin n1 1 0 0\n");
    assertThat(journals()).isEmpty();
  }

  @Test
  void a_node_that_was_only_looked_at_is_in_the_journal_too_unless_it_is_to_be_changed()
      throws Exception {
    Bascule own = new Bascule(folder).over(new Nodes());
    own.file("hosts.yml", "all: {hosts: {n1: , n2: , n3: }, vars: {ansible_connection: local}}\n");
    own.file(
        "site.yml",
        """
        - hosts: all
          canary: n1
          tasks:
            - copy: {content: "x", dest: "%s/[=inventory_hostname]", mode: "0644"}
        """
            .formatted(folder));
    String[] apply = {"apply", "--yes", "--forks=1", "-i", own.path("hosts.yml"), "-l"};
    own.run(with(apply, "n1,n2", own.path("site.yml")));
    List<String> seen = new ArrayList<>();
    own.over(new Watched(new Nodes(), () -> seen.add(journals())));
    assertThat(own.run(with(apply, "all", own.path("site.yml"))).code()).isZero();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).lines().skip(1))
        .containsExactly(
            "node n1 1",
            "node n2 1",
            "node n3 1",
            "end n1 in_sync",
            "end n2 in_sync",
            "begin n3 1 0 0");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void journals_of_runs_that_ended_are_removed_once_they_are_old_and_others_stay()
      throws IOException {
    journal("20260301-141502-0001", GONE + "node hn-1 1", "ended", "");
    journal("20260301-141502-0002", GONE + "node hn-1 1", "resumed", "");
    journal("20260301-141502-0003", GONE + "node hn-1 1", "begin hn-1 1 0 0", "");
    journal("20260302-141502-0004", GONE + "node hn-1 1", "ended", "");
    Files.setLastModifiedTime(
        runs().resolve("20260302-141502-0004"),
        FileTime.from(Instant.parse("2026-03-02T14:16:00Z")));
    Files.writeString(runs().resolve("notes"), "ended\n");
    RunTracks.prune(runs(), Instant.parse("2026-03-02T00:00:00Z"));
    try (Stream<Path> left = Files.list(runs())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("20260301-141502-0003", "20260302-141502-0004", "notes");
    }
  }

  private String journals() {
    try (Stream<Path> files = Files.list(runs())) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something is done before each script that changes a node. */
  private record Watched(Transport inner, Runnable before) implements Transport {
    @Override
    public Connection connect(NodeName name, ConnectionSettings how) throws TransportException {
      Connection connection = inner.connect(name, how);
      return new Connection() {
        @Override
        public ScriptResult run(Script script, Duration deadline) throws TransportException {
          if (script.name().equals("apply")) {
            before.run();
          }
          return connection.run(script, deadline);
        }

        @Override
        public boolean isLocal() {
          return connection.isLocal();
        }

        @Override
        public void close() {
          connection.close();
        }
      };
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
