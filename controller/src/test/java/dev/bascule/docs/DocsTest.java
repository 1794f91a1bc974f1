package dev.bascule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command that the documentation shows, in order, on fresh nodes, and compares what it
 * prints. Each file has a folder of its own with copies of the examples and of what lies in this
 * package's test resources, the lab's inventory as inventory.yml, and a home with the lab's key;
 * the nodes are hn-1, hn-2 and hn-3.
 */
@LabTest(nodes = 3)
class DocsTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final int SECONDS = 120;

  /** Every Markdown file for users that shows a command. */
  static List<String> documents() throws IOException {
    try (Stream<Path> docs = Files.list(CHECKOUT.resolve("docs"))) {
      return Stream.concat(Stream.of(CHECKOUT.resolve("README.md")), docs.sorted())
          .filter(path -> path.toString().endsWith(".md"))
          .filter(path -> !read(path).isEmpty())
          .map(path -> CHECKOUT.relativize(path).toString())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void each_command_prints_what_is_shown(String document, @TempDir Path folder, Lab lab)
      throws Exception {
    lab.lab("up", "3", "--fresh").orThrow();
    prepare(folder, lab);
    for (ConsoleCommand command : read(CHECKOUT.resolve(document))) {
      Printed printed = run(command, folder);
      assertThat(printed.exit())
          .as("%s: $ %s%n%s", command.where(), command.text(), printed.output())
          .isEqualTo(command.exit());
      assertThat(command.shows(printed.output().lines().toList()))
          .as(
              "%s: $ %s%nprinted%n%s%nand the documentation shows%n%s",
              command.where(),
              command.text(),
              printed.output(),
              String.join("\n", command.output()))
          .isTrue();
    }
  }

  private static List<ConsoleCommand> read(Path document) {
    try {
      return ConsoleCommand.in(
          CHECKOUT.relativize(document).toString(), Files.readAllLines(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(Path folder, Lab lab) throws IOException {
    for (String examples : List.of("inventories", "playbooks", "templates")) {
      copy(CHECKOUT.resolve(examples), folder.resolve(examples));
    }
    Path own = CHECKOUT.resolve("controller/src/test/resources/dev/bascule/docs");
    try (Stream<Path> files = Files.list(own)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    Files.copy(lab.inventory(), folder.resolve("inventory.yml"));
    Path ssh = Files.createDirectories(folder.resolve("home/.ssh"));
    Path key = Files.copy(lab.key(), ssh.resolve("id_ed25519"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.copy(lab.knownHosts(), ssh.resolve("known_hosts"));
    Files.copy(lab.sshConfig(), ssh.resolve("config"));
    // OpenSSH looks for its files below the user's own home, whatever HOME says.
    Path program = Files.createDirectories(folder.resolve("home/bin")).resolve("ssh");
    Files.writeString(program, "#!/bin/sh\nexec /usr/bin/ssh -F " + lab.sshConfig() + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /** What a program wrote: its result, or, when that is empty, its messages. */
  private record Printed(int exit, String output) {}

  private static Printed run(ConsoleCommand command, Path folder) throws Exception {
    Path out = folder.resolve("home/out");
    Path err = folder.resolve("home/err");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command.text())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder
        .environment()
        .put(
            "PATH",
            folder.resolve("home/bin")
                + ":"
                + CHECKOUT.resolve("bin")
                + ":"
                + System.getenv("PATH"));
    // Java asks passwd for the home folder, too.
    builder.environment().put("BASCULE_JAVA_OPTS", "-Duser.home=" + folder.resolve("home"));
    builder.environment().put("NO_COLOR", "1");
    Process process = builder.start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s: ends within %s s", command.where(), SECONDS).isTrue();
    String result = Files.readString(out);
    return new Printed(process.exitValue(), result.isEmpty() ? Files.readString(err) : result);
  }
}
