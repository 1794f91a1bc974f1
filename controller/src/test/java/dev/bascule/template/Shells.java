package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs scripts under each shell that a node may have. */
final class Shells {
  private static final List<List<String>> WANTED =
      List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"));

  private Shells() {}

  /** The shells of this machine; all three in CI. */
  static List<List<String>> all() {
    return WANTED.stream().filter(shell -> isThere(shell.get(0))).toList();
  }

  /** The same, and bash as it is called "sh", and as it was in RHEL 5 as far as it can tell. */
  static List<List<String>> withOldBash() {
    List<List<String>> all = new ArrayList<>(all());
    all.add(List.of("bash", "--posix"));
    all.add(List.of("bash", "-O", "compat32"));
    return all;
  }

  static boolean isThere(String program) {
    boolean there =
        Files.isExecutable(Path.of("/usr/bin", program))
            || Files.isExecutable(Path.of("/bin", program));
    boolean ci = "true".equals(System.getenv("CI"));
    if (!there) {
      assertThat(ci).as("CI has " + program).isFalse();
      Assumptions.assumeTrue(there, program + " is not installed; lab/test installs it");
    }
    return true;
  }

  /** What a program printed. */
  record Output(int exit, String out, String err) {}

  static Output run(List<String> shell, Path script, Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(shell);
    command.add(script.toString());
    command.addAll(List.of(arguments));
    return run(command, directory);
  }

  static Output run(List<String> command, Path directory) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(command + " ends").isTrue();
    Output output =
        new Output(
            process.exitValue(),
            new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
            new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return output;
  }
}
