package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/bascule with a java that only prints its arguments. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("../bin/bascule").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeEach
  void makeJava() throws IOException {
    Files.createDirectories(folder.resolve("jdk/bin"));
    Path java = folder.resolve("jdk/bin/java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    Files.writeString(folder.resolve("bascule.jar"), "");
  }

  @Test
  void arguments_arrive_as_they_are_and_nothing_is_a_terminal() throws Exception {
    Ended ended = run(LAUNCHER, "plan", "-l", "two words", "*", "");
    assertThat(ended.out())
        .contains("-Dbascule.terminals=\n", "-Dbascule.width=80\n")
        .endsWith("dev.bascule.cli.Main\nplan\n-l\ntwo words\n*\n\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void it_works_through_symbolic_links() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("b"), LAUNCHER);
    Path second = Files.createSymbolicLink(folder.resolve("c"), link.getFileName());
    assertThat(run(second, "version").out()).endsWith("dev.bascule.cli.Main\nversion\n");
  }

  @Test
  void unpacked_it_finds_the_jars_beside_itself() throws Exception {
    Files.createDirectories(folder.resolve("opt/bin"));
    Files.writeString(folder.resolve("opt/bascule.jar"), "");
    Path copy = Files.copy(LAUNCHER, folder.resolve("opt/bin/bascule"));
    ProcessBuilder builder = new ProcessBuilder(copy.toString(), "version");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().remove("BASCULE_HOME");
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(out)
        .contains("-XX:SharedArchiveFile=" + folder + "/opt/bascule.jsa\n")
        .contains("-cp\n" + folder + "/opt/bascule.jar\n");
  }

  @Test
  void a_java_that_is_too_old_is_named() throws Exception {
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_292\"\n");
    assertThat(run(LAUNCHER, "version"))
        .isEqualTo(
            new Ended(
                70,
                "",
                "bascule: jdk/bin/java is Java 1.8.0_292\n"
                    + "  hint: install Java 17 or later, or set JAVA_HOME to one\n"));
  }

  @Test
  void a_missing_java_is_told() throws Exception {
    Files.delete(folder.resolve("jdk/bin/java"));
    assertThat(run(LAUNCHER, "version"))
        .isEqualTo(
            new Ended(
                70,
                "",
                "bascule: JAVA_HOME is jdk, which has no bin/java\n"
                    + "  hint: unset it, or set it to a JDK 17 or later\n"));
  }

  @Test
  void a_checkout_that_was_not_built_says_how() throws Exception {
    Files.delete(folder.resolve("bascule.jar"));
    assertThat(run(LAUNCHER, "version"))
        .isEqualTo(
            new Ended(
                70, "", "bascule: bascule.jar does not exist\n  hint: build it: mvn package\n"));
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", folder.resolve("jdk").toString(), "BASCULE_HOME", folder.toString()));
    builder.environment().remove("BASCULE_JAVA_OPTS");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    String there = folder + "/";
    return new Ended(code, out, Files.readString(folder.resolve("err")).replace(there, ""));
  }
}
