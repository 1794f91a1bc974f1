package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A child of a killed watchdog, slow to act, must not act once somebody else has the work. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramOrphansTest {
  /** Once: tells its number, and does not come to what it is to do. */
  private static final String LINGER =
      "[ -e \"$T/../orphan\" ] || { sh -c 'echo $PPID' >\"$T/../orphan\"; sleep 600; }\n";

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

  /** A command that lingers, in a process of its own, where its words end like this. */
  private static String slow(String command, String words) {
    return command
        + "() (\ncase \"$*\" in\n*"
        + words
        + ") [ ! -L \"$d/decision\" ] || {\n"
        + LINGER
        + "} ;;\nesac\nexec "
        + command
        + " \"$@\"\n)\n";
  }

  /** Kills the watchdog while its child lingers; answers the child. */
  private static String orphan(ProgramNode node, String id) throws Exception {
    Path number = node.folder().resolve("orphan");
    Await.until("a child lingers", ProgramNode.LIMIT, () -> Files.size(number) > 1);
    node.kill("KILL", node.worker(id));
    String orphan = Files.readString(number).strip();
    assertThat(ProgramProcesses.isAlive(orphan)).isTrue();
    return orphan;
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_late_removal_cannot_take_pending_from_the_next_transaction(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).with(slow("rm", "/pending")).applied("p1").due("p1");
    String orphan = orphan(node, "p1");
    assertThat(node.stateOf("p1")).isEqualTo("rolled-back-verified 1");
    assertThat(node(shell).stage("p2")).contains("BB armed");
    assertThat(ProgramProcesses.isAlive(orphan)).isFalse();
    assertThat(Files.readSymbolicLink(node.state().resolve("pending"))).hasToString("tx/p2");
    assertThat(Files.readAllLines(node.state().resolve("journal"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_late_rename_cannot_put_back_an_earlier_state(List<String> shell) throws Exception {
    ProgramNode node = node(shell).with(slow("mv", "/state")).puts("a", "new\n").applied("p1");
    Files.createSymbolicLink(node.tx("p1").resolve("decision"), Path.of("confirm"));
    String orphan = orphan(node, "p1");
    assertThat(node.verb("p1", "recover")).contains("state=confirmed");
    assertThat(ProgramProcesses.isAlive(orphan)).isFalse();
    assertThat(node.etc("a")).hasContent("new\n");
  }

  /** In one shell: what is killed is the same as above. */
  @Test
  void a_late_inverse_cannot_change_the_network_after_the_verdict() throws Exception {
    String inverse = LINGER + "echo old >\"$T/../world\"";
    ProgramNode node = node(List.of("dash")).inverse(inverse).applied("p1").due("p1");
    String orphan = orphan(node, "p1");
    assertThat(node.verb("p1", "status")).contains("state=rolled-back-verified");
    assertThat(ProgramProcesses.isAlive(orphan)).isFalse();
    assertThat(node.world()).isEqualTo("old");
  }

  /** In one shell: a question of order between links. */
  @Test
  void pending_that_was_lost_is_taken_again_before_the_watchdog_starts() throws Exception {
    ProgramNode node = node(List.of("dash"));
    String lost = "tx_seal\ncommand rm \"$T/pending\"\n";
    assertThat(node.run(node.script("p1", lost + "tx_arm\n"))).contains("BB armed");
    assertThat(Files.readSymbolicLink(node.state().resolve("pending"))).hasToString("tx/p1");
    assertThat(node.verb("p1", "abort")).contains("BB aborted");
    String taken = lost + "ln -s tx/other \"$T/pending\"\nmkdir \"$T/tx/other\"\n";
    String alive = "sleep 600 >/dev/null 2>&1 &\nln -s \"$! $(started $!) $mark\"";
    String other = taken + alive + " \"$T/tx/other/stager\"\n";
    assertThat(node.run(node.script("p2", other + "tx_arm\n"))).contains("refused pending");
    assertThat(node.tx("p2")).doesNotExist();
    assertThat(Files.readSymbolicLink(node.state().resolve("pending"))).hasToString("tx/other");
  }
}
