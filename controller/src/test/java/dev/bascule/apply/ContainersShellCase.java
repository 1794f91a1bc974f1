package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.probe.ShellText;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell functions for containers, with a vzctl that only notes how it is called. */
abstract class ContainersShellCase {
  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Shells.all();
  }

  @BeforeEach
  void a_node() throws Exception {
    Files.createDirectories(folder.resolve("vz/conf"));
    Files.createDirectories(folder.resolve("vz/lock"));
    Files.writeString(folder.resolve("vz/vz.conf"), "LOCKDIR=\"" + folder + "/vz/lock\"\n");
    program("vzctl", "echo \"$*\" >>\"$D/calls\"\nexit 0");
  }

  Path conf(String text) throws Exception {
    return Files.writeString(folder.resolve("vz/conf/101.conf"), text);
  }

  String calls() throws Exception {
    return Files.readString(folder.resolve("calls"));
  }

  void program(String name, String text) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program =
        Files.writeString(bin.resolve(name), "#!/bin/sh\nD=" + folder + "\n" + text + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  String run(List<String> shell, String calls) {
    return script(shell, functions() + calls + "\n");
  }

  /** What there is before the first call. */
  String functions() {
    String values = "b=B mark=m vz='' staged='' lock=" + folder + "/lock\n";
    // A function: the shell of busybox has a sleep of its own.
    String clock = "sleep() { echo \"slept $1\" >>" + folder + "/calls; }\n";
    return ShellText.parts(List.of("common", "files", "apply", "within", "containers"))
        + values
        + clock;
  }

  /** OpenVZ's folders are the test's own: this machine's stay alone. */
  String script(List<String> shell, String text) {
    LocalShell local = new LocalShell(shell).withPath(folder + "/bin:" + System.getenv("PATH"));
    String here =
        text.replace("/etc/vz/", folder + "/vz/")
            .replace("/sys/class/net/", folder + "/net/")
            .replace("in /usr/sbin /usr/libexec /usr/lib/vzctl/scripts", "in " + folder + "/bin");
    try {
      ScriptResult result = local.run(new Script("test", here), Duration.ofSeconds(60));
      assertThat(result.stderr()).isEmpty();
      return result.stdout();
    } catch (TransportException failure) {
      throw new AssertionError(failure);
    }
  }
}
