package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The database of Open vSwitch and the files of the network go together, wherever a confirmation is
 * cut off: by death, after which the next contact goes on, or by a power cut.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProgramSwitchTest {
  private static final String OLD = "rolled-back-verified";
  private static final String NEW = "confirmed";

  private static final List<String> ORDERS = List.of("joins", "leaves");

  @TempDir Path folder;

  @AfterEach
  void end() {
    ProgramProcesses.end(folder);
  }

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  /** Where it is cut off, and how it must end: after a boot, and where the node ran on. */
  static Stream<Arguments> cuts() {
    return ProgramNode.shells().stream()
        .flatMap(
            shell ->
                Stream.of(
                    Arguments.of(shell, "joins", "undecided", OLD, OLD),
                    Arguments.of(shell, "joins", "decided", OLD, NEW),
                    Arguments.of(shell, "joins", "before a", OLD, NEW),
                    Arguments.of(shell, "joins", "after a", NEW, NEW),
                    Arguments.of(shell, "joins", "after c", NEW, NEW),
                    Arguments.of(shell, "joins", "before conf.db", NEW, NEW),
                    Arguments.of(shell, "joins", "after conf.db", NEW, NEW),
                    Arguments.of(shell, "leaves", "undecided", OLD, OLD),
                    Arguments.of(shell, "leaves", "decided", OLD, NEW),
                    Arguments.of(shell, "leaves", "before conf.db", OLD, NEW),
                    Arguments.of(shell, "leaves", "after conf.db", OLD, NEW),
                    Arguments.of(shell, "leaves", "after a", OLD, NEW),
                    Arguments.of(shell, "leaves", "after c", NEW, NEW)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void cut_off_anywhere_the_next_boot_finds_files_and_database_of_one_mind(
      List<String> shell, String order, String where, String booted, String ranOn)
      throws Exception {
    for (boolean boot : List.of(true, false)) {
      String how = boot ? "boot" : "on";
      SwitchNode it = new SwitchNode(folder.resolve(how), shell, order);
      cutOff(it, "t", where);
      if (boot) {
        it.boots("t");
      }
      String state = boot ? booted : ranOn;
      String said = it.node.verb("t", "status");
      assertThat(said).as(how + "\n" + said).contains("\nstate=" + state + "\n");
      String all = state.equals(NEW) ? it.fresh : it.old;
      // Now, and by what the next boot makes of it.
      assertThat(it.all()).as(how + "\n" + said).isEqualTo(SwitchNode.all(all));
      it.boots("t");
      assertThat(it.all()).isEqualTo(SwitchNode.all(all));
      assertThat(it.litter()).isEmpty();
      if (!boot) {
        assertThat(said).doesNotContain("note=");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_cannot_be_put_in_place_leads_back(List<String> shell) throws Exception {
    for (String order : ORDERS) {
      for (String stuck : List.of("a", "c")) {
        SwitchNode it = new SwitchNode(folder.resolve(order + stuck), shell, order);
        it.node.applied("t");
        it.stuck(stuck);
        assertThat(it.node.confirm("t"))
            .contains(
                "\nstate=" + OLD + "\n", "\nreason=confirm-file\n", "etc/" + stuck + " is not")
            .doesNotContain("BB confirmed");
        assertThat(it.all()).isEqualTo(SwitchNode.all(it.old));
        assertThat(it.node.world()).isEqualTo("old");
        assertThat(it.litter()).isEmpty();
        // Over the same halves as on the way there, for a boot that finds one.
        assertThat(it.renamed())
            .isEqualTo(stuck.equals("a") ? List.of() : List.of("a", "b", "b", "a"));
      }
    }
  }

  /** Half of the files were in place and had to be put back when who did it died. */
  @ParameterizedTest
  @MethodSource("shells")
  void cut_off_on_the_way_back_from_it_both_go_back(List<String> shell) throws Exception {
    for (String order : ORDERS) {
      for (boolean boot : List.of(true, false)) {
        SwitchNode it = new SwitchNode(folder.resolve(order + boot), shell, order);
        it.node.applied("t");
        it.stuck("b");
        it.cut("after decision");
        it.decided("t");
        ProgramProcesses.awaitDeath(it.node.worker("t"));
        it.cut("never");
        if (boot) {
          it.boots("t");
        }
        // Told to go back, since nobody knows yet that it does.
        assertThat(it.node.verb("t", "abort")).contains("\nstate=" + OLD + "\n");
        it.boots("t");
        assertThat(it.all()).isEqualTo(SwitchNode.all(it.old));
        assertThat(it.litter()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void told_to_go_back_when_it_does_by_itself_it_is_not_called_confirmed(List<String> shell)
      throws Exception {
    SwitchNode it = new SwitchNode(folder.resolve("node"), shell, "joins");
    it.node.applied("t");
    it.node.kill("KILL", it.node.worker("t"));
    it.stuck("b");
    it.decided("t");
    assertThat(it.node.verb("t", "abort")).contains("BB aborted\n", "\nstate=" + OLD + "\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_cannot_be_put_back_either_is_told(List<String> shell) throws Exception {
    SwitchNode it = new SwitchNode(folder.resolve("node"), shell, "joins");
    it.node.with("cp() {\ncase $2 in\n*/old/*) return 1 ;;\nesac\ncommand cp \"$@\"\n}\n");
    it.node.applied("t");
    it.stuck("b");
    assertThat(it.node.confirm("t"))
        .contains("\nstate=rolled-back-differs\n", "etc/a could not be put back")
        .containsPattern("BB verdict\n- file .*/etc/a\n");
    assertThat(it.all()).isEqualTo("in out out out");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_the_new_database_cannot_be_put_in_place_no_file_is(List<String> shell)
      throws Exception {
    SwitchNode it = new SwitchNode(folder.resolve("node"), shell, "leaves");
    it.node.applied("t");
    it.stuck("conf.db");
    assertThat(it.node.confirm("t"))
        .contains("\nstate=" + OLD + "\n", "\nreason=confirm-database\n");
    assertThat(it.all()).isEqualTo(SwitchNode.all("in"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_it_cannot_be_after_the_files_they_are_put_back(List<String> shell) throws Exception {
    SwitchNode it = new SwitchNode(folder.resolve("node"), shell, "joins");
    it.node.applied("t");
    it.stuck("conf.db");
    assertThat(it.node.confirm("t"))
        .contains("\nstate=" + OLD + "\n", "\nreason=confirm-database\n")
        .doesNotContain("BB confirmed");
    assertThat(it.all()).isEqualTo(SwitchNode.all("out"));
    assertThat(it.node.world()).isEqualTo("old");
    assertThat(it.renamed()).containsExactly("a", "b", "c", "c", "b", "a");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_switch_that_was_started_anew_in_the_window_is_not_confirmed(List<String> shell)
      throws Exception {
    for (String order : ORDERS) {
      SwitchNode it = new SwitchNode(folder.resolve(order), shell, order);
      it.node.applied("t");
      it.starts();
      assertThat(it.node.confirm("t")).contains("BB refused moved\nOpen vSwitch was started anew");
      it.node.due("t");
      assertThat(it.node.end("t")).isEqualTo(OLD + " 1");
      assertThat(it.all()).isEqualTo(SwitchNode.all(it.old));
      assertThat(it.litter()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void nobody_confirms_what_a_boot_has_undone(List<String> shell) throws Exception {
    SwitchNode it = new SwitchNode(folder.resolve("node"), shell, "joins");
    it.node.applied("t");
    it.node.kill("KILL", it.node.worker("t"));
    it.boots("t");
    assertThat(it.node.confirm("t")).contains("BB refused moved\nthe node has booted since");
    assertThat(it.node.verb("t", "status")).contains("\nstate=" + OLD + "\n", "\nrung=boot\n");
    assertThat(it.all()).isEqualTo(SwitchNode.all("out"));
  }

  /** What differs in the switch must not be what a boot finds: that is the last way back. */
  @ParameterizedTest
  @MethodSource("shells")
  void a_way_back_that_differs_in_the_switch_keeps_its_database_back(List<String> shell)
      throws Exception {
    for (String differs : List.of("ovs eth0 port of ovsbr1", "addr eth0 4 10.66.0.2/24")) {
      String name = differs.substring(0, 3);
      SwitchNode it = new SwitchNode(folder.resolve(name), shell, "joins");
      it.node
          .inverse(":")
          .with("tx_reaches() {\n:\n}\nnetdiff() {\nsay '+ " + differs + "'\nreturn 1\n}\n");
      it.node.applied("t").due("t");
      assertThat(it.node.end("t")).startsWith("rolled-back-differs");
      boolean kept = name.equals("ovs");
      assertThat(it.all()).isEqualTo(kept ? SwitchNode.all("out") : "out out out in");
      assertThat(it.litter()).isEqualTo(kept ? List.of("conf.db.bascule") : List.of());
      assertThat(it.node.verb("t", "status").contains("kept back still")).isEqualTo(kept);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void more_than_nine_minutes_are_refused(List<String> shell) throws Exception {
    SwitchNode it = new SwitchNode(folder.resolve("node"), shell, "joins");
    it.node.window(541);
    assertThat(it.node.stage("t")).contains("BB refused ovsdb\na window of 541 s is too long");
    assertThat(it.litter()).isEmpty();
  }

  /** Where there is no room for a copy; and where its rename fails, so that both names are one. */
  @ParameterizedTest
  @MethodSource("shells")
  void what_cannot_be_kept_back_is_not_begun_and_leaves_nothing(List<String> shell)
      throws Exception {
    String full =
        "cp() {\ncase $3 in\n*.new) echo half >\"$3\"; echo full >&2; return 1 ;;\nesac\ncommand cp \"$@\"\n}\n";
    for (boolean copied : List.of(false, true)) {
      SwitchNode it = new SwitchNode(folder.resolve("copied-" + copied), shell, "joins");
      if (copied) {
        it.stuck("conf.db");
      } else {
        it.node.with(full);
      }
      assertThat(it.node.stage("t")).contains("BB started");
      assertThat(it.node.end("t")).isEqualTo(OLD + " 1");
      assertThat(it.node.log("t")).contains("failed: the database of Open vSwitch cannot be kept");
      assertThat(it.all()).isEqualTo(SwitchNode.all("out"));
      assertThat(it.litter()).isEmpty();
    }
  }

  private static void cutOff(SwitchNode it, String id, String where) throws Exception {
    it.node.applied(id);
    // Never both names of one mind before the decision
    assertThat(it.all()).isEqualTo(SwitchNode.all(it.old));
    if (where.equals("undecided") || where.equals("decided")) {
      it.node.kill("KILL", it.node.worker(id));
    } else {
      it.cut(where);
    }
    if (!where.equals("undecided")) {
      it.decided(id);
    }
    ProgramProcesses.awaitDeath(it.node.worker(id));
    it.cut("never");
  }
}
