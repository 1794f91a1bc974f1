package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses labs of its own, beside the one that all lab tests share. */
@LabTest(nodes = 1)
class LabDownTest {
  private final Lab shared;
  private LabScript own;

  LabDownTest(Lab shared) {
    this.shared = shared;
    this.own = shared.node(1).script();
  }

  @BeforeEach
  void a_lab_of_our_own(@TempDir Path folder) {
    own = new LabScript(own.script(), folder.resolve("lab"));
  }

  @AfterEach
  void nothing_is_left() {
    own.run("down").orThrow();
  }

  @Test
  void down_leaves_nothing_behind() {
    up(2);
    assertThat(namespaces()).hasSize(4);
    assertThat(processes()).contains("mountinfo", "cmdline");

    own.run("down").orThrow();
    assertThat(namespaces()).isEmpty();
    assertThat(own.directory()).doesNotExist();
    assertThat(processes()).isEmpty();
  }

  @Test
  void down_twice_is_no_error() {
    own.run("down").orThrow();
    own.run("down").orThrow();
  }

  @Test
  void down_cleans_up_after_an_up_that_was_killed() {
    for (String seconds : List.of("0.02", "0.04", "0.06", "0.1", "0.15", "0.2", "0.3", "0.5")) {
      own.command(List.of("timeout", "-s", "KILL", seconds, own.script().toString(), "up", "3"));
      own.run("down").orThrow();

      assertThat(own.directory()).doesNotExist();
      assertThat(namespaces()).isEmpty();
      assertThat(processes()).isEmpty();
    }
  }

  @Test
  void two_labs_do_not_meet() {
    up(1);
    assertThat(own.run("ssh", "hn-1", "hostname").orThrow().out()).isEqualTo("hn-1\n");
    own.run("down").orThrow();

    assertThat(shared.node(1).ssh("true").exit()).isZero();
  }

  @Test
  void a_process_that_took_over_a_registered_pid_survives() throws IOException {
    up(1);
    long stranger = ProcessHandle.current().pid();
    Files.writeString(
        own.directory().resolve("registry"),
        "proc " + stranger + " 12345\n",
        StandardOpenOption.APPEND);

    own.run("down").orThrow();
    assertThat(namespaces()).isEmpty();
  }

  private void up(int nodes) {
    own.run("up", Integer.toString(nodes)).orThrow();
  }

  private List<String> namespaces() {
    String prefix = own.run("path", "prefix").orThrow().out().strip();
    String all = own.command(List.of("ip", "netns", "list")).orThrow().out();
    return all.lines().filter(line -> line.startsWith(prefix + "-")).toList();
  }

  /**
   * A node's processes see its disk, and it is in the lab's folder; its supervisor has the folder
   * as an argument.
   */
  private String processes() {
    String search =
        """
        grep -ls "$0" /proc/[0-9]*/mountinfo
        for file in /proc/[0-9]*/cmdline; do
          tr '\\0' ' ' <"$file" | grep -q "supervise.sh $0 " && echo "$file"
        done 2>/dev/null
        """;
    return own.command(List.of("sh", "-c", search, own.directory().toString())).out();
  }
}
