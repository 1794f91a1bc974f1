package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may confirm, and what is true afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramConfirmTest {
  @TempDir Path folder;

  @AfterEach
  void end() {
    ProgramProcesses.end(folder);
  }

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  @BeforeEach
  void files() throws Exception {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/a"), "old-a\n");
    Files.writeString(folder.resolve("etc/c"), "old-c\n");
    Files.setPosixFilePermissions(
        folder.resolve("etc/a"), PosixFilePermissions.fromString("rw-r-----"));
  }

  private ProgramNode node(List<String> shell) throws Exception {
    return new ProgramNode(folder, shell).puts("a", "new-a\n").puts("b", "new-b\n").drops("c");
  }

  private List<String> etc() throws Exception {
    try (Stream<Path> all = Files.list(folder.resolve("etc"))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void assertNew() throws Exception {
    assertThat(etc()).containsExactly("a", "b");
    assertThat(folder.resolve("etc/a")).hasContent("new-a\n");
    assertThat(folder.resolve("etc/b")).hasContent("new-b\n");
    assertThat(Files.getPosixFilePermissions(folder.resolve("etc/a")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  private void assertOld() throws Exception {
    assertThat(etc()).containsExactly("a", "c");
    assertThat(folder.resolve("etc/a")).hasContent("old-a\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void confirmed_twice_is_confirmed_once(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("c1");
    assertOldAndStaged();
    String nonce = node.nonce("c1");
    assertThat(node.confirm("c1")).contains("BB confirmed", "state=confirmed");
    assertThat(node.verb("c1", "confirm secret " + nonce)).contains("BB confirmed");
    assertThat(node.verb("c1", "abort")).contains("refused decided", "state=confirmed");
    assertNew();
    assertThat(node.world()).isEqualTo("new");
    assertThat(node.tx("c1").resolve("old/3")).hasContent("old-c\n");
    assertThat(node.state().resolve("pending")).doesNotExist();
    assertThat(Files.readAllLines(node.state().resolve("journal")))
        .singleElement()
        .asString()
        .endsWith(" c1 confirmed - me@ctl");
  }

  private void assertOldAndStaged() throws Exception {
    assertThat(etc()).containsExactly(".a.bascule-c1-1", ".b.bascule-c1-2", "a", "c");
    assertThat(folder.resolve("etc/a")).hasContent("old-a\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_wrong_token_or_nonce_decides_nothing_and_the_right_one_works_from_elsewhere(
      List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("c1");
    assertThat(node.verb("c1", "confirm wrong " + node.nonce("c1"))).contains("refused token");
    assertThat(node.verb("c1", "confirm '' " + node.nonce("c1"))).contains("refused token");
    assertThat(node.verb("c1", "confirm secret 1234")).contains("refused nonce");
    assertThat(node.verb("c1", "extend wrong 100")).contains("refused token");
    assertThat(node.stateOf("c1")).startsWith("applied ");
    String other =
        node.run(
            List.of("setsid", "-w"),
            "printf 'secret\\n' | b=BB "
                + String.join(" ", shell)
                + " \"$T/tx/c1/program\" confirm - "
                + node.nonce("c1"));
    assertThat(other).contains("BB confirmed");
    assertNew();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void only_a_login_that_began_after_the_change_confirms(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("c1");
    Path sshd = Files.copy(Path.of("/bin/dash"), folder.resolve("sshd"));
    assertThat(sshd.toFile().setExecutable(true)).isTrue();
    String program = String.join(" ", shell) + " " + node.tx("c1").resolve("program");
    String words = " confirm secret " + node.nonce("c1") + "; :";
    // As if applied only now, after this login began; then as if long before
    String state = " " + node.nonce("c1") + "\" >" + node.tx("c1").resolve("state") + "; b=BB ";
    String now = "read -r u x </proc/uptime; u=${u%.*}; echo \"applied $((u + 5)).00";
    assertThat(login(sshd, now + state + program + words))
        .contains("BB refused session", "state=applied");
    assertThat(login(sshd, "echo \"applied 1.00" + state + program + words))
        .contains("BB confirmed");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void after_a_boot_no_login_is_too_old_for_a_clock_that_began_anew(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).applied("c1");
    node.kill("KILL", node.worker("c1"));
    node.rebooted("c1");
    Path sshd = Files.copy(Path.of("/bin/dash"), folder.resolve("sshd"));
    assertThat(sshd.toFile().setExecutable(true)).isTrue();
    String old =
        "echo \"applied 9999999999.00 "
            + node.nonce("c1")
            + "\" >"
            + node.tx("c1").resolve("state")
            + "; b=BB ";
    String program = String.join(" ", shell) + " " + node.tx("c1").resolve("program");
    assertThat(login(sshd, old + program + " confirm secret " + node.nonce("c1") + "; :"))
        .contains("BB refused moved\nthe node has booted since");
  }

  private String login(Path sshd, String text) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(sshd.toString(), "-c", text);
    builder.environment().put("T", folder.resolve("state").toString());
    Process login = builder.start();
    return new String(login.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void too_late_is_told_as_what_it_is(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("c1");
    String nonce = node.nonce("c1");
    node.due("c1").end("c1");
    assertThat(node.verb("c1", "confirm secret " + nonce))
        .contains("refused decided", "rollback:deadline", "state=rolled-back-verified");
    assertThat(node.verb("c1", "extend secret 100")).contains("refused decided");
    assertOld();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void extend_moves_the_deadline(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("c1");
    long before = Long.parseLong(Files.readString(node.tx("c1").resolve("deadline")).strip());
    assertThat(node.verb("c1", "extend secret 100"))
        .contains("BB extended", "deadline=" + (before + 100) + "\n");
    assertThat(node.verb("c1", "extend secret soon")).contains("refused seconds");
    assertThat(node.verb("c1", "abort")).contains("state=rolled-back-verified");
    assertOld();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_somebody_changed_meanwhile_is_not_overwritten(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).applied("c1");
    Files.writeString(folder.resolve("etc/a"), "by hand\n");
    assertThat(node.confirm("c1")).contains("refused moved", folder.resolve("etc/a").toString());
    assertThat(node.verb("c1", "abort")).contains("state=rolled-back-verified");
    assertThat(folder.resolve("etc/a")).hasContent("by hand\n");
    assertThat(
            new ProgramNode(folder, shell)
                .call("tx_drop 1 " + folder.resolve("etc/c") + " 00")
                .stage("c2"))
        .contains("refused moved");
    assertThat(node.tx("c2")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_was_confirmed_can_be_taken_back(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("c1");
    node.confirm("c1");
    assertThat(node.verb("c1", "revert")).contains("BB old 1 " + folder.resolve("etc/a"));
    ProgramNode back = new ProgramNode(folder, shell).keepingWorld("new").call("tx_revert c1");
    back.applied("c2");
    assertThat(back.world()).isEqualTo("old");
    assertThat(back.confirm("c2")).contains("BB confirmed");
    assertOld();
    assertThat(Files.getPosixFilePermissions(folder.resolve("etc/a")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void proofs_that_failed_before_are_not_asked_after(List<String> shell) throws Exception {
    ProgramNode node =
        node(shell)
            .call("tx_proof 1 command 'grep -q old \"$T/../world\"'")
            .call("tx_proof 2 command 'grep -q new \"$T/../world\"'")
            .call("tx_proof 3 command true");
    assertThat(node.stage("c1")).contains("baseline 1 ok", "baseline 2 failed", "baseline 3 ok");
    node.verb("c1", "await 60");
    String said = node.verb("c1", "prove 2");
    assertThat(said).contains("proof 1 failed", "proof 2 skipped", "proof 3 ok", "BB lost");
    assertThat(said.lines().filter(line -> line.startsWith("BB beat")).count()).isBetween(1L, 3L);
    node.verb("c1", "abort");
  }
}
