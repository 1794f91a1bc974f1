package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, with a real JVM and real signals; the node is this machine's shell. */
@Timeout(60)
class InterruptTest {
  @TempDir Path folder;
  private Process bascule;

  @AfterEach
  void end() {
    if (bascule != null) {
      bascule.destroyForcibly();
    }
  }

  @Test
  void once_lets_the_running_node_end_its_step_and_begins_no_other() throws Exception {
    begin();
    interrupt();
    awaitOnStderr("Interrupted: no further node is begun");
    letGo();
    assertThat(bascule.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String report = stdout();
    assertThat(report)
        .contains("hn-1: changed\n")
        .contains("hn-2: skipped: interrupted before it was begun\n")
        .endsWith("2 nodes: 1 changed, 1 skipped (interrupted)\n");
    assertThat(bascule.exitValue()).isEqualTo(130);
  }

  @Test
  void twice_leaves_at_once_and_names_the_node_whose_state_is_unknown() throws Exception {
    begin();
    interrupt();
    awaitOnStderr("Interrupted: no further node is begun");
    interrupt();
    assertThat(bascule.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(stdout())
        .contains(
            "hn-1: unknown: no answer before the run was interrupted while changes were being made")
        .contains("hn-2: skipped: interrupted before it was begun\n")
        .endsWith("2 nodes: 1 unknown, 1 skipped (interrupted)\n");
    assertThat(bascule.exitValue()).isEqualTo(130);
    letGo();
  }

  // The node's command tells through one pipe that it runs, and waits for the other.
  private void begin() throws Exception {
    shell("mkfifo began go");
    Path site = folder.resolve("site.yml");
    Files.writeString(
        site,
        """
        - hosts: all
          tasks:
            - script: |
                echo > %1$s/began
                read -r word < %1$s/go
        """
            .formatted(folder));
    Path hosts = folder.resolve("hosts.yml");
    Files.writeString(hosts, "all: {hosts: {hn-1: , hn-2: }, vars: {ansible_connection: local}}\n");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "dev.bascule.cli.Main",
                "apply",
                "--yes",
                "--forks",
                "1",
                "-i",
                hosts.toString(),
                site.toString())
            .redirectOutput(folder.resolve("stdout").toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    bascule = builder.start();
    assertThat(shell("timeout 30 cat began")).as("the node's command began").isZero();
  }

  private void interrupt() throws IOException, InterruptedException {
    shell("kill -INT " + bascule.pid());
  }

  // Opened for both ways, which does not wait for a reader: there may be none any more.
  private void letGo() throws IOException, InterruptedException {
    shell("exec 3<>go; echo go >&3");
  }

  private int shell(String command) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", command)
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private void awaitOnStderr(String text) throws IOException {
    BufferedReader err =
        new BufferedReader(new InputStreamReader(bascule.getErrorStream(), StandardCharsets.UTF_8));
    String line = err.readLine();
    while (line != null && !line.contains(text)) {
      line = err.readLine();
    }
    assertThat(line).as("a line on stderr").isNotNull();
  }

  private String stdout() throws IOException {
    return Files.readString(folder.resolve("stdout"));
  }
}
