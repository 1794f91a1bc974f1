package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the node asks before and after: its proofs, and a rehearsal. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramProofTest {
  /** An address answers where there is a file of its name. */
  private static final String PING = "ping() {\n[ -e \"$T/../answers/$5\" ]\n}\n";

  /** In a rehearsal, another network. */
  private static final String WORLD = "\"$T/../world${net_scratch:+.scratch}\"";

  @TempDir Path folder;

  @AfterEach
  void end() {
    ProgramProcesses.end(folder);
  }

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_did_not_answer_before_cannot_fail_it_and_what_did_can(List<String> shell)
      throws Exception {
    Path answers = Files.createDirectories(folder.resolve("answers"));
    Files.createFile(answers.resolve("10.66.0.1"));
    InetAddress here = InetAddress.getLoopbackAddress();
    ServerSocket closed = new ServerSocket(0, 50, here);
    closed.close();
    try (ServerSocket open = new ServerSocket(0, 50, here)) {
      ProgramNode node =
          new ProgramNode(folder, shell)
              .with(PING)
              .call("tx_proof 1 ping 10.66.0.1")
              .call("tx_proof 2 ping 10.66.0.2")
              .call("tx_proof 3 tcp 127.0.0.1 " + open.getLocalPort())
              .call("tx_proof 4 tcp 127.0.0.1 " + closed.getLocalPort())
              .call("tx_proof 5 command 'set -- $(echo two words); [ $# = 2 ]'");
      assertThat(node.stage("t1"))
          .contains("baseline 1 ok", "baseline 3 ok", "baseline 5 ok")
          .contains("baseline 2 failed", "baseline 4 failed");
      node.verb("t1", "await 60");
      assertThat(node.verb("t1", "prove 0"))
          .contains("proof 1 ok", "proof 3 ok", "proof 5 ok", "BB proven")
          .contains("proof 2 skipped", "proof 4 skipped");
      open.close();
      assertThat(node.verb("t1", "prove 0"))
          .contains("proof 1 ok", "proof 3 failed", "BB lost", "state=applied");
      Files.delete(answers.resolve("10.66.0.1"));
      assertThat(node.verb("t1", "prove 0")).contains("proof 1 failed", "BB lost");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_rehearsal_that_does_not_come_back_to_where_it_began_is_refused(List<String> shell)
      throws Exception {
    ProgramNode node = rehearsed(shell, "echo old >" + WORLD);
    String said = node.run(node.script("t1", "tx_seal\ntx_rehearse\ntx_arm\n"));
    Assumptions.assumeFalse(said.contains("cannot make a network namespace"));
    assertThat(said).contains("BB rehearsed", "BB armed");
    assertThat(node.verb("t1", "abort")).contains("BB aborted");
    node = rehearsed(shell, "echo other >" + WORLD);
    assertThat(node.run(node.script("t2", "tx_seal\ntx_rehearse\ntx_arm\n")))
        .contains("BB refused contradicted\n- old\n+ other\n")
        .doesNotContain("armed");
    assertThat(node.tx("t2")).doesNotExist();
    node = rehearsed(shell, ":").text("replica", "say 'no such link'; exit 1");
    assertThat(node.run(node.script("t3", "tx_seal\ntx_rehearse\n")))
        .contains("BB unrehearsed\n", "no such link\n");
    assertThat(node.world()).isEqualTo("old");
  }

  private ProgramNode rehearsed(List<String> shell, String inverse) throws Exception {
    return new ProgramNode(folder, shell)
        .batch("echo new >" + WORLD)
        .inverse(inverse)
        .text("replica", "echo old >\"$T/../world.scratch\"");
  }
}
