package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The node goes back by itself, whatever happens to the applier. Real processes, real time. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramRollbackTest {
  private static final int STEPS = 4;
  private static final String ONE_LOOK = "tx_verified() {\ntx_limit 20 tx_differences\n}\n";

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

  /** A batch of steps; behind one of them comes something else. */
  private static String batch(int step, String fault) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= STEPS; i++) {
      text.append("echo ").append(i).append(" >>\"$T/../world\"\n");
      text.append(i == step ? fault + "\n" : "");
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void killed_or_hanging_after_any_step_the_old_state_is_back(List<String> shell) throws Exception {
    Map<String, ProgramNode> nodes = new LinkedHashMap<>();
    for (int step = 1; step <= STEPS; step++) {
      // Killed, the applier leaves the batch's own process behind, which goes on by itself.
      for (String fault :
          List.of("kill -9 $$; sleep 2", "sleep 1000", "kill -STOP $$; sleep 999")) {
        // The steps are the same text for all shells; what differs is how they die.
        if (step == 2 || shell.contains("dash")) {
          String name = step + fault.replaceAll("\\W", "");
          ProgramNode node = new ProgramNode(folder.resolve(name), shell);
          node.batch(batch(step, fault)).stage("r1");
          nodes.put(name, node);
        }
      }
    }
    for (Map.Entry<String, ProgramNode> each : nodes.entrySet()) {
      ProgramNode node = each.getValue();
      if (!each.getKey().contains("kill9")) {
        String reached = each.getKey().substring(0, 1);
        Await.until("step", ProgramNode.LIMIT, () -> node.world().endsWith("\n" + reached));
        node.due("r1");
      }
      assertThat(node.end("r1")).as(each.getKey()).isEqualTo("rolled-back-verified 1");
    }
    ProgramProcesses.awaitEnd(folder);
    for (ProgramNode node : nodes.values()) {
      assertThat(node.world()).isEqualTo("old");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_failed_step_goes_back_at_once_and_nothing_happens_later(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).batch(batch(2, "say 'step 2 failed: no'; exit 1"));
    node.stage("r4");
    assertThat(node.end("r4")).isEqualTo("rolled-back-verified 1");
    assertThat(node.log("r4")).contains("failed: step 2 failed: no").contains("rollback:failed");
    assertThat(node.verb("r4", "status")).contains("reason=failed");
    Files.writeString(node.folder().resolve("world"), "by hand\n");
    // Who is not there does nothing later.
    ProgramProcesses.awaitEnd(folder);
    assertThat(node.world()).isEqualTo("by hand");
    assertThat(Files.readAllLines(node.state().resolve("journal"))).hasSize(1);
  }

  /** In one shell: no other reads the file /proc/uptime differently, and each test reads it. */
  @Test
  void the_clock_moves_nothing() throws Exception {
    // A day to and fro with each question.
    String clock =
        """
        date() {
        echo asked >>"$T/../dates"
        set -- "$(command date +%s)" "$(wc -l <"$T/../dates")"
        echo $(($1 + ($2 % 2 * 2 - 1) * 86400))
        }
        """;
    ProgramNode node = node(List.of("dash")).with(clock).applied("r9");
    long asked = Files.lines(node.folder().resolve("dates")).count();
    long deadline = ProgramNode.uptime() + 2;
    assertThat(node.due("r9", deadline).end("r9")).isEqualTo("rolled-back-verified 1");
    String decided =
        node.log("r9").lines().filter(line -> line.contains("decided")).findFirst().orElseThrow();
    assertThat(Long.parseLong(decided.split(" ", -1)[0])).isBetween(deadline, deadline + 60);
    // Only the journal's line has the time of day in it.
    assertThat(Files.lines(node.folder().resolve("dates")).count()).isLessThanOrEqualTo(asked + 1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void signals_of_a_login_do_not_end_the_watchdog(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("r2");
    for (String signal : List.of("HUP", "TERM", "INT", "PIPE", "QUIT")) {
      node.kill(signal, node.worker("r2"));
    }
    assertThat(node.due("r2").end("r2")).isEqualTo("rolled-back-verified 1");
    assertThat(node.world()).isEqualTo("old");
    assertThat(node.tx("r2").resolve("worker.2")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_way_back_is_in_memory_and_needs_no_file_of_the_transaction(List<String> shell)
      throws Exception {
    String looks = "tx_second() {\necho look >>\"$T/../looks\"\nsleep 0.1\n}\n";
    ProgramNode node = node(shell).with(looks).applied("r19");
    node.due("r19", ProgramNode.uptime() + 3);
    // Two more looks, and it has read this.
    long seen = looks(node);
    Await.until("it looks", ProgramNode.LIMIT, () -> looks(node) > seen + 1 || isBack(node));
    for (String name : List.of("program", "inverse", "batch", "meta", "token", "ballast")) {
      Files.delete(node.tx("r19").resolve(name));
    }
    Files.writeString(node.tx("r19").resolve("deadline"), "not a number");
    assertThat(node.end("r19")).isEqualTo("rolled-back-verified 1");
    assertThat(node.world()).isEqualTo("old");
  }

  private static long looks(ProgramNode node) throws Exception {
    return Files.size(node.folder().resolve("looks")) / "look\n".length();
  }

  private static boolean isBack(ProgramNode node) throws Exception {
    return node.world().equals("old");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_sabotaged_rollback_is_told_with_what_differs(List<String> shell) throws Exception {
    ProgramNode node = node(shell).inverse(":").with(ONE_LOOK);
    node.with("tx_reaches() {\nreturn 0\n}\n").applied("r18");
    assertThat(node.due("r18").end("r18")).isEqualTo("rolled-back-differs 2");
    assertThat(node.verb("r18", "status"))
        .contains("state=rolled-back-differs", "BB verdict\n- old\n+ new\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_the_gateway_answers_but_the_controller_does_not_it_has_failed(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).inverse(":").with(ONE_LOOK);
    node.with("tx_ping() {\n[ ! -e \"$T/../cut\" ] || [ \"$1\" = 10.0.0.1 ]\n}\n");
    node.call("tx_meta reach '10.0.0.1 192.0.2.9'").applied("r18");
    Files.writeString(node.folder().resolve("cut"), "");
    assertThat(node.due("r18").end("r18")).isEqualTo("rollback-failed 4");
    assertThat(node.verb("r18", "status"))
        .contains("state=rollback-failed", "rung=4", "BB verdict\n- old\n+ new\n");
    assertThat(node.log("r18")).contains("the service was asked");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_ladder_goes_on_until_the_network_is_as_it_was(List<String> shell) throws Exception {
    ProgramNode wide =
        new ProgramNode(folder.resolve("wide"), shell)
            .inverse(":")
            .with(ONE_LOOK)
            .call("tx_text wide 'echo old >\"$T/../world\"'");
    ProgramNode service =
        new ProgramNode(folder.resolve("service"), shell)
            .inverse("sleep 100")
            .with(ONE_LOOK)
            .with("tx_try() {\ntx_limit 1 tx_words \"$2\"\n}\n")
            .with("tx_service() {\necho old >\"$T/../world\"\n}\n");
    wide.applied("r26");
    service.applied("r26");
    assertThat(wide.due("r26").end("r26")).isEqualTo("rolled-back-verified 3");
    assertThat(service.due("r26").end("r26")).isEqualTo("rolled-back-verified 4");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_service_that_did_not_help_took_away_is_put_back(List<String> shell) throws Exception {
    // Somebody else's rule differs for good.
    ProgramNode node =
        node(shell)
            .inverse("false")
            .call("tx_text wide 'echo old >\"$T/../world\"'")
            .with("netdiff() {\nsed 's/^/- /' \"$2\"\nreturn 1\n}\n")
            .with("tx_service() {\necho gone >\"$T/../world\"\n}\n")
            .applied("r26");
    assertThat(node.due("r26").end("r26")).isEqualTo("rollback-failed 4");
    assertThat(node.world()).isEqualTo("old");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_nothing_is_missing_the_service_is_not_asked(List<String> shell) throws Exception {
    ProgramNode node =
        node(shell)
            .with("netdiff() {\necho '+ rule of others'\nreturn 1\n}\n")
            .with("tx_service() {\necho gone >\"$T/../world\"\n}\n")
            .applied("r26");
    assertThat(node.due("r26").end("r26")).isEqualTo("rollback-failed 2");
    assertThat(node.world()).isEqualTo("old");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void abort_goes_back_at_once(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("a1");
    assertThat(node.verb("a1", "abort"))
        .contains("BB aborted", "state=rolled-back-verified", "rung=1", "reason=aborted");
    assertThat(node.world()).isEqualTo("old");
  }

  /** In one shell: what is other than above is a state and no command. */
  @Test
  void abort_before_anything_was_applied_changes_nothing() throws Exception {
    ProgramNode armed = node(List.of("dash")).inverse("echo spoilt >\"$T/../world\"");
    assertThat(armed.run(armed.script("a1", "tx_seal\ntx_arm\n"))).contains("BB armed");
    assertThat(armed.verb("a1", "abort"))
        .contains("BB aborted", "state=rolled-back-verified", "rung=0", "reason=aborted");
    ProgramNode staged = new ProgramNode(folder.resolve("staged"), List.of("dash"));
    staged.run(staged.script("a2", "tx_seal\nkill -9 $$\n"));
    assertThat(staged.stateOf("a2")).isEqualTo("staged");
    assertThat(staged.verb("a2", "abort")).contains("BB aborted");
    assertThat(staged.tx("a2")).doesNotExist();
    for (ProgramNode node : List.of(armed, staged)) {
      assertThat(node.world()).isEqualTo("old");
      assertThat(node.state().resolve("pending")).doesNotExist();
    }
  }

  /** In one shell: a list of commands. The stand-in for a reboot kills, as a reboot does. */
  @Test
  void the_last_rung_is_a_reboot_and_the_next_contact_tells_how_it_ended() throws Exception {
    ProgramNode node =
        node(List.of("dash"))
            .inverse(":")
            .with(ONE_LOOK)
            .with("tx_reboot() {\necho asked >>\"$T/../reboots\"\nkill -9 $$\n}\n")
            .call("tx_meta reboot allowed")
            .applied("r26")
            .due("r26");
    String dog = node.worker("r26");
    Await.until("reboot", ProgramNode.LIMIT, () -> !ProgramProcesses.isAlive(dog));
    assertThat(node.folder().resolve("reboots")).hasContent("asked\n");
    assertThat(node.stateOf("r26")).isEqualTo("rolling-back reboot");
    node.rebooted("r26").keepingWorld("old");
    assertThat(node.verb("r26", "status")).contains("state=rolled-back-verified", "rung=5");
    assertThat(node.log("r26")).contains("rung 4: ", "rung 5: reboot", "rolled back by a boot");
  }

  @Test
  void a_reboot_that_is_not_allowed_or_does_not_come_is_told_as_a_failed_rollback()
      throws Exception {
    for (String reboot : List.of("never", "allowed")) {
      ProgramNode node = new ProgramNode(folder.resolve(reboot), List.of("dash"));
      node.inverse(":").with(ONE_LOOK).call("tx_meta reboot " + reboot).applied("r26");
      String rung = reboot.equals("never") ? "4" : "5";
      assertThat(node.due("r26").end("r26")).isEqualTo("rollback-failed " + rung);
      assertThat(node.verb("r26", "status")).contains("BB verdict\n- old\n+ new\n");
    }
  }
}
