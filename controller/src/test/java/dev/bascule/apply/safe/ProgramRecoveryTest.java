package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left by who was killed is brought to an end by rule, and one at a time has the node. */
class ProgramRecoveryTest {
  // Of each shell. A release is tried with -Dbascule.kills=340: a thousand in all, some minutes.
  private static final int KILLS = Integer.getInteger("bascule.kills", 30);

  @TempDir Path folder;

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
        .contains("BB refused pending\nid=p1\nowner=me@ctl\nage=", "left=5", "state=applied")
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
      Path meta = node.tx(id).resolve("meta");
      Files.writeString(meta, Files.readString(meta).replaceAll("mark=.*", "mark=other:1"));
      node.keepingWorld("booted");
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
      assertThat(node(shell).script("s2", "tx_refuse enough no\n"))
          .satisfies(next -> assertThat(node.run(next)).contains("refused enough"));
      assertThat(node.tx("s1")).doesNotExist();
      assertThat(node.tx("s2")).doesNotExist();
      assertThat(node.etc("")).isDirectoryNotContaining("glob:**bascule*");
      assertThat(node.state().resolve("pending")).doesNotExist();
    }
  }

  @Test
  void killed_at_random_around_confirm_it_is_old_or_new_and_the_node_says_which() throws Exception {
    // In memory where there is such a place: a thousand rounds of fsync take minutes on a disk.
    Path memory = Path.of("/dev/shm");
    Path place = Files.isWritable(memory) ? Files.createTempDirectory(memory, "bascule") : folder;
    try {
      killAtRandom(place);
    } finally {
      node(shells().get(0)).run("rm -rf '" + place + "'\n");
    }
  }

  private static void killAtRandom(Path place) throws Exception {
    List<Process> drivers = new ArrayList<>();
    for (List<String> shell : shells()) {
      Path at = place.resolve(shell.get(0));
      ProgramNode node = new ProgramNode(at.resolve("node"), shell);
      Files.writeString(node.etc("a"), "old-a\n");
      Files.writeString(node.etc("c"), "old-c\n");
      node.puts("a", "new-a\n").puts("b", "new-b\n").drops("c").applied("k1");
      node.kill("KILL", node.worker("k1"));
      drivers.add(driver(at, shell, KILLS, 7 + drivers.size()));
    }
    Pattern result = Pattern.compile("new (\\d+) old (\\d+) midway (\\d+)\n");
    int rounds = 0;
    int midway = 0;
    for (Process driver : drivers) {
      String said = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = result.matcher(said);
      assertThat(matcher.find()).as(said).isTrue();
      rounds += Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2));
      midway += Integer.parseInt(matcher.group(3));
    }
    assertThat(rounds).isEqualTo(KILLS * shells().size());
    assertThat(midway).as("kills between the decision and the end").isGreaterThan(rounds / 50);
  }

  private static Process driver(Path at, List<String> shell, int rounds, int seed)
      throws IOException {
    Path script = Path.of("src/test/resources/safe-apply/kills.sh").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder("dash", script.toString(), at.toString(), rounds + "", seed + "");
    builder.environment().put("SHELL_WORDS", String.join(",", shell));
    builder.environment().put("LONGEST", "70");
    builder.environment().remove("SSH_CONNECTION");
    return builder.redirectErrorStream(true).start();
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
        node.window(4)
            .run(
                List.of("unshare", "-m"),
                script.replace("SIZE", "400")
                    + node.stageScript("f2").replace("main </dev/null", "(main </dev/null)")
                    + "sleep 2\ndd if=/dev/zero of=\"$T/fill\" bs=1024 2>/dev/null\n"
                    + "cat \"$T/../world\"\nn=0\n"
                    + "while [ -L \"$T/pending\" ] && [ $n -lt 100 ]; do sleep 0.2; n=$((n + 1)); done\n"
                    + "cat \"$T/../world\" \"$T/tx/f2/state\" \"$T/journal\"\n");
    assertThat(full).contains("new\nold\nrolled-back-verified 1", " f2 rolled-back-verified 1");
  }
}
