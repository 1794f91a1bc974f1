package dev.bascule.probe.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.file.MakeLink;
import dev.bascule.file.PathState;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.probe.Frames;
import dev.bascule.probe.ShellText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code trail.sh} under the shells that a node may have, with the tools of busybox as well. */
class TrailShellTest {
  private static final List<String> APPLETS =
      List.of(
          "cat", "cut", "date", "grep", "head", "kill", "sleep", "stat", "tail", "timeout", "tr");

  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void of_a_log_only_logins_and_what_was_run_as_another_are_sent(List<String> shell)
      throws Exception {
    String log =
        """
        Nov 22 13:58:00 hn CRON[1]: pam_unix(cron:session): session closed for user root
        Nov 22 13:58:00 hn sshd[8]: Connection from 10.0.0.5 port 5
        Nov 22 13:58:00 hn sshd[8]: Accepted keyboard-interactive/pam for a from 10.0.0.5 port 5 x
        Nov 22 13:59:00 hn sudo:    a : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=brctl \\x \u00e9\0 %s
        Nov 22 14:00:00 hn sshd[8]: pam_unix(sshd:session): session closed for user a
        Nov 22 14:00:00 hn dropbear[7]: Exit (root): Disconnect received
        """;
    Path file = Files.writeString(folder.resolve("log"), log.formatted("%s"));
    List<String> lines = run(shell, "trail_lines <" + file + "\n").lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).endsWith("COMMAND=brctl \\x \u00e9 %s");
    assertThat(lines.get(3)).contains("dropbear");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void much_is_cut_and_the_last_of_it_is_kept(List<String> shell) throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      log.append("Nov 22 13:58:00 hn sudo: a : COMMAND=")
          .append("y".repeat(i % 2 == 0 ? 20 : 2000))
          .append(i)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("log"), log);
    String out = run(shell, "trail_lines <" + file + "\n");
    assertThat(out.length()).isLessThanOrEqualTo(65_536);
    assertThat(out.lines().map(String::length)).allMatch(length -> length <= 600);
    assertThat(out).contains("y2998\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_journal_that_hangs_is_left_alone(List<String> shell) throws Exception {
    program("journalctl", "exec sleep 60");
    program("last", "echo not known: -F >&2; exit 1");
    Frames frames = Frames.read("=b", run(shell, "b='=b'\nP=/no/such/file\ntrail\n"));
    assertThat(frames.lines("journal")).isEmpty();
    assertThat(frames.lines("last")).isEmpty();
    assertThat(frames.lines("files")).isEmpty();
    assertThat(frames.first("end")).isPresent();
    assertThat(TrailReader.read(frames)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_zone_is_named_with_its_offset_of_half_a_year_ago(List<String> shell) throws Exception {
    program("readlink", "echo /usr/share/zoneinfo/Europe/Berlin");
    // One and the same as the name's, and no node needs files for it.
    String zone = "TZ=CET-1CEST,M3.5.0,M10.5.0/3; export TZ\n";
    List<String> now = Frames.read("=b", run(shell, zone + "b='=b'\nP=\ntrail\n")).lines("now");
    Instant moment = Instant.ofEpochSecond(Long.parseLong(now.get(0).split(" ")[0]));
    String then =
        ZoneId.of("Europe/Berlin").getRules().getOffset(moment.minusSeconds(15_768_000)).getId();
    assertThat(now.get(1)).isEqualTo("zone " + then.replace(":", "") + " Europe/Berlin");
  }

  @Test
  void paths_are_given_as_they_are_and_times_come_back() throws Exception {
    Path odd = Files.writeString(folder.resolve("it's $HOME; *"), "");
    String text = TrailProbe.script("=b", List.of(file(odd.toString()))).text();
    String out = out(List.of("sh"), text);
    Trail trail = TrailReader.read(Frames.read("=b", out)).orElseThrow();
    assertThat(trail.files()).containsOnlyKeys(odd.toString());
    assertThat(trail.files().get(odd.toString()).content())
        .isEqualTo(Files.getLastModifiedTime(odd).toInstant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Change file(String path) {
    return new MakeLink(new AbsolutePath(path), new PathState.Absent(new AbsolutePath("/")), "x");
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String run(List<String> shell, String calls) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    if (shell.get(0).equals("busybox")) {
      for (String applet : APPLETS) {
        program(applet, "exec busybox " + applet + " \"$@\"");
      }
    }
    String path = "PATH=" + bin + ":$PATH\n";
    return out(shell, path + ShellText.parts(List.of("common", "within", "trail")) + calls);
  }

  private String out(List<String> shell, String script) throws Exception {
    List<String> command = new ArrayList<>(shell);
    command.add(Files.writeString(folder.resolve("script"), script).toString());
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
