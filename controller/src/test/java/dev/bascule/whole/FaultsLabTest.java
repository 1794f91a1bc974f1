package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that hang, vanish or are full, and a user who changes his mind. */
@LabTest(nodes = 3)
class FaultsLabTest {
  @TempDir private Path folder;
  private final Lab lab;

  FaultsLabTest(Lab lab) {
    this.lab = lab;
  }

  @AfterEach
  void make_the_nodes_whole_again() {
    lab.lab("up", "3", "--fresh").orThrow();
  }

  private Bascule bascule() {
    return new Bascule(lab, folder);
  }

  private String playbook(String tasks) throws IOException {
    Path file = folder.resolve("site.yml");
    Files.writeString(file, "- hosts: all\n  tasks:\n" + tasks.indent(4));
    return file.toString();
  }

  @Test
  void a_node_whose_sshd_hangs_does_not_hold_up_the_others() throws IOException {
    String site = playbook("- copy: {content: \"x\\n\", dest: /etc/x}\n");
    lab.node(2).shell("kill -STOP $(cat /run/sshd.pid)");
    CommandResult result = bascule().run(4, "apply", "--yes", "--timeout", "2s", site);
    assertThat(result.out()).contains("hn-2: unreachable", "3 nodes: 2 changed, 1 unreachable");
    assertThat(lab.node(1).exec("cat", "/etc/x")).isEqualTo("x\n");
    assertThat(lab.node(3).exec("cat", "/etc/x")).isEqualTo("x\n");
  }

  @Test
  void a_node_without_its_cable_is_unreachable_in_plain_words() throws IOException {
    String site = playbook("- copy: {content: \"x\\n\", dest: /etc/x}\n");
    lab.node(3).cut();
    CommandResult result = bascule().run(4, "plan", "--timeout", "2s", site);
    assertThat(result.out()).contains("hn-3: unreachable", "10.66.1.3");
    assertThat(result.out() + result.err()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void a_command_that_never_ends_is_cut_off_at_the_node_deadline() throws IOException {
    String site = playbook("- command: {argv: [sh, -c, 'while :; do sleep 1; done']}\n");
    CommandResult result =
        bascule().run(6, "apply", "--yes", "--limit", "hn-1", "--node-timeout", "5s", site);
    assertThat(result.out()).contains("hn-1: unknown");
  }

  @Test
  void a_full_disk_is_named_and_nothing_is_half_written() throws IOException {
    LabNode node = lab.node(1);
    node.shell(
        "mkdir -p /etc/vz && mount -t tmpfs -o size=64k tmpfs /etc/vz && echo old >/etc/vz/a");
    String site =
        playbook(
            """
            - copy: {content: "new\\n", dest: /etc/vz/a}
            - copy: {src: big, dest: /etc/vz/b}
            """);
    Files.writeString(folder.resolve("big"), "0123456789abcdef\n".repeat(8000));
    CommandResult result = bascule().run(3, "apply", "--yes", "--limit", "hn-1", site);
    assertThat(result.out()).contains("no space left").contains("nothing was changed");
    assertThat(node.shell("ls -A /etc/vz; cat /etc/vz/a")).isEqualTo("a\nold\n");
  }

  @Test
  void a_read_only_disk_is_named() throws IOException {
    LabNode node = lab.node(1);
    node.shell("mkdir -p /etc/vz && mount -t tmpfs -o ro tmpfs /etc/vz");
    String site = playbook("- copy: {content: \"new\\n\", dest: /etc/vz/a}\n");
    CommandResult result = bascule().run(3, "apply", "--yes", "--limit", "hn-1", site);
    assertThat(result.out()).contains("read-only").contains("nothing was changed");
  }

  @Test
  void ctrl_c_finishes_the_node_at_work_and_says_what_was_done() throws Exception {
    Path ready = folder.resolve("ready");
    String site =
        playbook(
            """
            - copy: {content: "x\\n", dest: /etc/x}
            - command: {argv: [sh, -c, 'touch /tmp/begun; while [ ! -e /tmp/go ]; do sleep 0.1; done']}
            - copy: {content: "y\\n", dest: /etc/y}
            """);
    Process process =
        new ProcessBuilder(bascule().line("apply", "--yes", "--forks", "1", site))
            .redirectErrorStream(true)
            .redirectOutput(ready.toFile())
            .start();
    await(() -> lab.node(1).tryExec("test", "-e", "/tmp/begun").exit() == 0);
    // The JVM's own pid: the launcher and env replace themselves by exec.
    // The shell's own kill: a minimal Debian has no other.
    new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
    await(() -> Files.readString(ready).toLowerCase(Locale.ROOT).contains("interrupt"));
    lab.node(1).exec("touch", "/tmp/go");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(ready);
    assertThat(process.exitValue()).as(said).isEqualTo(130);
    assertThat(said).contains("hn-1: changed", "hn-2, hn-3 (2 nodes): skipped");
    assertThat(lab.node(1).exec("cat", "/etc/x", "/etc/y")).isEqualTo("x\ny\n");
    assertThat(lab.node(2).tryExec("test", "-e", "/etc/x").exit()).isEqualTo(1);
  }

  private interface Holds {
    boolean now() throws Exception;
  }

  private static void await(Holds condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.now()) {
      assertThat(System.nanoTime()).as("what was waited for happens").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
