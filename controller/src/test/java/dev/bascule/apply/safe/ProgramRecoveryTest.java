package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left by who was killed is brought to an end by rule, and one at a time has the node. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramRecoveryTest {
  @TempDir Path folder;

  @AfterEach
  void end() {
    ProgramProcesses.end(folder);
  }

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  private ProgramNode node(List<String> shell) throws Exception {
    return new ProgramNode(folder.resolve("node"), shell);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_second_one_is_refused_and_told_of_the_first(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("p1");
    byte[] before = Files.readAllBytes(node.tx("p1").resolve("before"));
    String refused = new ProgramNode(folder.resolve("node"), shell).keepingWorld("x").stage("p2");
    assertThat(refused)
        .contains("BB refused pending\nid=p1\nowner=me@ctl\nage=", "state=applied")
        .containsPattern("\nleft=[1-9][0-9]*\n")
        .doesNotContain("armed");
    assertThat(node.tx("p2")).doesNotExist();
    assertThat(node.tx("p1").resolve("before")).hasBinaryContent(before);
    assertThat(node.verb("p1", "abort")).contains("state=rolled-back-verified");
    assertThat(node.world()).isEqualTo("old");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_dead_watchdogs_transaction_is_rolled_back_by_the_next_contact(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).applied("p1");
    node.kill("KILL", node.worker("p1"));
    assertThat(node.verb("p1", "status"))
        .contains("state=rolled-back-verified", "reason=watchdog-died");
    assertThat(node.world()).isEqualTo("old");
    // Also by the next transaction
    ProgramNode second = node(shell).applied("p2");
    second.kill("KILL", second.worker("p2"));
    assertThat(node(shell).stage("p3")).contains("BB armed");
    assertThat(node.stateOf("p2")).isEqualTo("rolled-back-verified 1");
    node.verb("p3", "abort");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void after_a_boot_the_runtime_is_gone_and_only_a_confirmed_one_goes_on(List<String> shell)
      throws Exception {
    for (String id : List.of("back", "forward")) {
      ProgramNode node = new ProgramNode(folder.resolve(id), shell);
      node.puts("a", "new\n").applied(id);
      node.kill("KILL", node.worker(id));
      if (id.equals("forward")) {
        Files.createSymbolicLink(node.tx(id).resolve("decision"), Path.of("confirm"));
      }
      node.rebooted(id).keepingWorld("booted");
      String said = node.verb(id, "status");
      assertThat(node.world()).isEqualTo("booted");
      if (id.equals("forward")) {
        assertThat(said).contains("state=confirmed");
        assertThat(node.etc("a")).hasContent("new\n");
      } else {
        assertThat(said).contains("state=rolled-back-verified", "rung=boot");
        assertThat(node.etc("")).isEmptyDirectory();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void killed_while_staging_nothing_is_half_written_and_the_next_one_clears_up(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell);
    Files.writeString(node.etc("a"), "old\n");
    node.puts("a", "new\n").puts("b", "new\n");
    String script = node.script("s1", "tx_seal\ntx_arm\n");
    for (String call : List.of("tx_text token", "tx_put 1", "tx_put 2", "tx_seal", "tx_arm")) {
      int at = script.lastIndexOf("\n" + call);
      node.run(script.substring(0, at) + "\nkill -9 $$" + script.substring(at));
      assertThat(node.tx("s1")).isDirectory();
      assertThat(node.etc("a")).hasContent("old\n");
      assertThat(node.run(node(shell).script("s2", "tx_refuse enough no\n")))
          .contains("refused enough");
      assertThat(node.tx("s1")).doesNotExist();
      assertThat(node.tx("s2")).doesNotExist();
      assertThat(node.etc("")).isDirectoryNotContaining("glob:**bascule*");
      assertThat(node.state().resolve("pending")).doesNotExist();
    }
  }

  /** Its trap clears away what it staged; the watchdog must not lose its folder by that. */
  @ParameterizedTest
  @MethodSource("shells")
  void hung_up_while_the_watchdog_begins_it_ends_at_once_and_can_be_asked(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).with("tx_outlives() {\nkill -HUP $$\nsleep 0.1\n}\n");
    assertThat(node.stage("h1")).doesNotContain("BB armed");
    assertThat(node.verb("h1", "abort")).contains("state=rolled-back-verified");
    assertThat(node.end("h1")).isEqualTo("rolled-back-verified 0");
    assertThat(Files.readAllLines(node.state().resolve("journal"))).hasSize(1);
    assertThat(node.world()).isEqualTo("old");
    assertThat(node(shell).stage("h2")).contains("BB armed");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_full_disk_refuses_at_staging_and_does_not_stop_a_rollback(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell);
    // Its state is on a small file system of a mount namespace of its own.
    String script =
        """
        mount -t tmpfs -o size=SIZEk,mode=755 none "$T" || exit 77
        """;
    Files.createDirectories(node.state());
    String refused =
        node.run(
            List.of("unshare", "-m"),
            script.replace("SIZE", "100") + node.stageScript("f1") + "ls -A \"$T/tx\" \"$T\"\n");
    if (refused.isEmpty()) {
      org.junit.jupiter.api.Assumptions.abort("mount needs root");
    }
    assertThat(refused).contains("refused full");
    String full =
        node.run(
            List.of("unshare", "-m"),
            script.replace("SIZE", "400")
                + node.stageScript("f2").replace("main </dev/null", "(main </dev/null)")
                + APPLIED
                + "dd if=/dev/zero of=\"$T/fill\" bs=1024 2>/dev/null\n"
                // An overwrite needs no room.
                + "cat \"$T/../world\"\necho 0 1<>\"$T/tx/f2/deadline\"\nn=0\n"
                + "while [ -L \"$T/pending\" ] && [ $n -lt 300 ]; do sleep 0.2; n=$((n + 1)); done\n"
                + "cat \"$T/../world\" \"$T/tx/f2/state\" \"$T/journal\"\n");
    assertThat(full).contains("new\nold\nrolled-back-verified 1", " f2 rolled-back-verified 1");
  }

  /** Waits until the batch has run; from within, because nobody outside sees that mount. */
  private static final String APPLIED =
      "n=0\nuntil grep -q ^applied \"$T/tx/f2/state\" || [ $n -ge 300 ]; do sleep 0.2; n=$((n + 1)); done\n";
}
