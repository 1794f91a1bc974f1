package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.ChangeInsideFile;
import dev.bascule.model.ContainerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InsideFileCommandsTest {
  private static final String OURS = "# BEGIN Bascule eth0\nauto eth0\n# END Bascule eth0\n";
  private static final String ODD = "auto lo\n\tiface 'lo' \\ $HOME `x` \u00ff\u00fe\n\n";

  @TempDir private Path folder;
  private Path file;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  @BeforeEach
  void names_a_file() {
    file = folder.resolve("interfaces");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void lines_between_marks_come_and_go_and_all_else_stays_byte_for_byte(List<String> shell)
      throws Exception {
    write(ODD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    ChangeInsideFile step = step("eth0", null, OURS);

    assertThat(run(shell, step)).isZero();
    assertThat(read()).isEqualTo(ODD + OURS);
    assertThat(run(shell, step)).isZero();
    assertThat(read()).isEqualTo(ODD + OURS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(run(shell, step.inverse())).isZero();
    assertThat(read()).isEqualTo(ODD);
    assertThat(names()).containsExactly("interfaces");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void lines_are_replaced_and_those_of_another_interface_stay(List<String> shell) throws Exception {
    String other = OURS.replace("eth0", "eth01");
    write(OURS + other + "# the end, without an end of line");

    assertThat(run(shell, step("eth0", OURS, OURS.replace("auto", "allow-hotplug")))).isZero();

    assertThat(read())
        .isEqualTo(
            other + "# the end, without an end of line\n" + OURS.replace("auto", "allow-hotplug"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void one_mark_alone_takes_nothing_with_it(List<String> shell) throws Exception {
    write("# BEGIN Bascule eth0\nauto lo\n");

    assertThat(run(shell, step("eth0", null, OURS))).isNotZero();

    assertThat(read()).isEqualTo("# BEGIN Bascule eth0\nauto lo\n");
    assertThat(names()).containsExactly("interfaces");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_whole_file_is_made_replaced_and_removed(List<String> shell) throws Exception {
    String hostile = "A='$(touch x)'\nB=`false` \\";

    assertThat(run(shell, step(null, null, hostile))).isZero();
    assertThat(read()).isEqualTo(hostile);
    assertThat(run(shell, step(null, hostile, "new\n"))).isZero();
    assertThat(read()).isEqualTo("new\n");
    assertThat(run(shell, step(null, "new\n", null))).isZero();
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_a_link_stands_for_the_file_its_end_is_written(List<String> shell) throws Exception {
    Path end = Files.createDirectory(folder.resolve("other")).resolve("file");
    Files.writeString(end, "auto lo\n");
    Files.createSymbolicLink(file, end);

    assertThat(run(shell, step("eth0", null, OURS))).isZero();

    assertThat(file).isSymbolicLink();
    assertThat(Files.readString(end)).isEqualTo("auto lo\n" + OURS);
  }

  private ChangeInsideFile step(
      @Nullable String block, @Nullable String from, @Nullable String to) {
    return new ChangeInsideFile(new ContainerId("101"), file.toString(), block, from, to);
  }

  // Bytes that are no UTF-8 among them.
  private void write(String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String read() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private int run(List<String> shell, ChangeInsideFile step)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(shell);
    command.addAll(List.of("-c", InsideFileCommands.of(step)));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
