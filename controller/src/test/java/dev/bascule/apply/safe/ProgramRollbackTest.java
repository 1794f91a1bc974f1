package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The node goes back by itself, whatever happens to the applier. Real processes, real time. */
class ProgramRollbackTest {
  private static final int STEPS = 4;
  private static final String ONE_LOOK = "tx_verified() {\ntx_limit 20 tx_differences\n}\n";

  @TempDir Path folder;

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

  @Test
  void killed_or_hanging_after_any_step_the_old_state_is_back_by_the_deadline() throws Exception {
    Map<String, ProgramNode> nodes = new LinkedHashMap<>();
    for (List<String> shell : shells()) {
      for (int step = 1; step <= STEPS; step++) {
        // Killed, the applier leaves the batch's own process behind, which goes on by itself.
        for (String fault : List.of("kill -9 $$; sleep 2", "sleep 1000", "kill -STOP $$")) {
          String name = shell.get(0) + step + fault.replaceAll("\\W", "");
          ProgramNode node = new ProgramNode(folder.resolve(name), shell);
          node.window(4).batch(batch(step, fault)).stage("r1");
          nodes.put(name, node);
        }
      }
    }
    for (Map.Entry<String, ProgramNode> each : nodes.entrySet()) {
      ProgramNode node = each.getValue();
      assertThat(node.end("r1")).as(each.getKey()).isEqualTo("rolled-back-verified 1");
    }
    for (ProgramNode node : nodes.values()) {
      assertThat(node.world()).isEqualTo("old");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_failed_step_goes_back_at_once_and_nothing_happens_later(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).window(2).batch(batch(2, "say 'step 2 failed: no'; exit 1"));
    node.stage("r4");
    assertThat(node.end("r4")).isEqualTo("rolled-back-verified 1");
    assertThat(node.log("r4")).contains("failed: step 2 failed: no").contains("rollback:failed");
    assertThat(node.verb("r4", "status")).contains("reason=failed");
    Files.writeString(node.folder().resolve("world"), "by hand\n");
    node.run("sleep 4\n");
    assertThat(node.world()).isEqualTo("by hand");
    assertThat(Files.readAllLines(node.state().resolve("journal"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_clock_moves_nothing(List<String> shell) throws Exception {
    // A day to and fro with each question.
    String clock =
        """
        date() {
        echo asked >>"$T/../dates"
        set -- "$(command date +%s)" "$(wc -l <"$T/../dates")"
        echo $(($1 + ($2 % 2 * 2 - 1) * 86400))
        }
        """;
    ProgramNode node = node(shell).window(4).with(clock).applied("r9");
    long asked = Files.lines(node.folder().resolve("dates")).count();
    assertThat(node.end("r9")).isEqualTo("rolled-back-verified 1");
    long deadline = Long.parseLong(Files.readString(node.tx("r9").resolve("deadline")).strip());
    String decided =
        node.log("r9").lines().filter(line -> line.contains("decided")).findFirst().orElseThrow();
    assertThat(Long.parseLong(decided.split(" ", -1)[0])).isBetween(deadline, deadline + 2);
    // Only the journal's line has the time of day in it.
    assertThat(Files.lines(node.folder().resolve("dates")).count()).isLessThanOrEqualTo(asked + 1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void signals_of_a_login_do_not_end_the_watchdog(List<String> shell) throws Exception {
    ProgramNode node = node(shell).window(5).applied("r2");
    for (String signal : List.of("HUP", "TERM", "INT", "PIPE", "QUIT")) {
      node.kill(signal, node.worker("r2"));
    }
    assertThat(node.end("r2")).isEqualTo("rolled-back-verified 1");
    assertThat(node.world()).isEqualTo("old");
    assertThat(node.tx("r2").resolve("worker.2")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_way_back_is_in_memory_and_needs_no_file_of_the_transaction(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).window(3).applied("r19");
    for (String name : List.of("program", "inverse", "batch", "meta", "token", "ballast")) {
      Files.delete(node.tx("r19").resolve(name));
    }
    Files.writeString(node.tx("r19").resolve("deadline"), "not a number");
    assertThat(node.end("r19")).isEqualTo("rolled-back-verified 1");
    assertThat(node.world()).isEqualTo("old");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_sabotaged_rollback_is_told_with_what_differs(List<String> shell) throws Exception {
    ProgramNode node = node(shell).window(2).inverse(":").with(ONE_LOOK);
    node.with("tx_reaches() {\nreturn 0\n}\n").applied("r18");
    assertThat(node.end("r18")).isEqualTo("rolled-back-differs 2");
    assertThat(node.verb("r18", "status"))
        .contains("state=rolled-back-differs", "BB verdict\n- old\n+ new\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_ladder_goes_on_until_the_network_is_as_it_was(List<String> shell) throws Exception {
    ProgramNode wide =
        new ProgramNode(folder.resolve("wide"), shell)
            .window(2)
            .inverse(":")
            .with(ONE_LOOK)
            .call("tx_text wide 'echo old >\"$T/../world\"'");
    ProgramNode service =
        new ProgramNode(folder.resolve("service"), shell)
            .window(2)
            .inverse("sleep 100")
            .with(ONE_LOOK)
            .with("tx_try() {\ntx_limit 1 tx_words \"$2\"\n}\n")
            .with("tx_service() {\necho old >\"$T/../world\"\n}\n");
    wide.applied("r26");
    service.applied("r26");
    assertThat(wide.end("r26")).isEqualTo("rolled-back-verified 3");
    assertThat(service.end("r26")).isEqualTo("rolled-back-verified 4");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void abort_goes_back_at_once(List<String> shell) throws Exception {
    ProgramNode node = node(shell).applied("a1");
    assertThat(node.verb("a1", "abort"))
        .contains("BB aborted", "state=rolled-back-verified", "reason=aborted");
    assertThat(node.world()).isEqualTo("old");
  }
}
