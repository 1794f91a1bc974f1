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

/** Who is killed around confirm, a living watchdog too, leaves the old state or the new one. */
class ProgramKillsTest {
  /** In all. A release is tried with -Dbascule.kills=1002, which takes some minutes. */
  private static final int KILLS = Integer.getInteger("bascule.kills", 60);

  private static final int DRIVERS = 6;

  /** The watchdog looks a hundred times a second, so that it is where the kills are. */
  private static final String QUICK = "tx_second() {\nsleep 0.01\n}\ntx_nap() {\nsleep 0.02\n}\n";

  @TempDir Path folder;

  @Test
  void killed_at_random_around_confirm_it_is_old_or_new_and_the_node_says_which() throws Exception {
    // In memory where there is such a place: a thousand rounds of fsync take minutes on a disk.
    Path memory = Path.of("/dev/shm");
    Path place = Files.isWritable(memory) ? Files.createTempDirectory(memory, "bascule") : folder;
    try {
      killAtRandom(place);
    } finally {
      ProgramProcesses.end(place);
      new ProcessBuilder("rm", "-rf", place.toString()).start().waitFor();
    }
  }

  private static void killAtRandom(Path place) throws Exception {
    List<Process> drivers = new ArrayList<>();
    for (int i = 0; i < DRIVERS; i++) {
      List<String> shell = ProgramNode.shells().get(i % ProgramNode.shells().size());
      Path at = place.resolve("driver" + i);
      drivers.add(driver(staged(at, shell), at, shell, 7 + i));
    }
    Pattern result = Pattern.compile("new (\\d+) old (\\d+) midway (\\d+)\n");
    int fresh = 0;
    int old = 0;
    int midway = 0;
    for (Process driver : drivers) {
      String said = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = result.matcher(said);
      assertThat(matcher.find()).as(said).isTrue();
      fresh += Integer.parseInt(matcher.group(1));
      old += Integer.parseInt(matcher.group(2));
      midway += Integer.parseInt(matcher.group(3));
    }
    assertThat(old + fresh).isEqualTo(KILLS / DRIVERS * DRIVERS);
    // A chance, so a few rounds promise none.
    assertThat(midway).as("kills between decision and end").isGreaterThan(KILLS / 100 - 1);
    System.out.printf(
        "R6: %d kills: %d old, %d new, 0 mixed; %d of them in mid roll-forward%n",
        old + fresh, old, fresh, midway);
  }

  /** A node whose applied transaction has no watchdog yet. */
  private static ProgramNode staged(Path at, List<String> shell) throws Exception {
    ProgramNode node = new ProgramNode(at.resolve("node"), shell).window(100_000).with(QUICK);
    Files.writeString(node.etc("a"), "old-a\n");
    Files.writeString(node.etc("c"), "old-c\n");
    node.puts("a", "new-a\n").puts("b", "new-b\n").drops("c").applied("k1");
    node.kill("KILL", node.worker("k1"));
    Files.delete(node.tx("k1").resolve("worker.1"));
    return node;
  }

  private static Process driver(ProgramNode node, Path at, List<String> shell, int seed)
      throws IOException {
    Path script = Path.of("src/test/resources/safe-apply/kills.sh").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
            "dash", script.toString(), at.toString(), KILLS / DRIVERS + "", seed + "");
    builder.environment().put("SHELL_WORDS", String.join(",", shell));
    builder.environment().put("T", node.state().toString());
    builder.environment().remove("SSH_CONNECTION");
    return builder.redirectErrorStream(true).start();
  }
}
