package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that a confirmation could not replace is found before anything is changed. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramReplaceTest {
  @TempDir Path folder;

  @AfterEach
  void end() {
    ProgramProcesses.end(folder);
  }

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  private ProgramNode node(List<String> shell) throws Exception {
    ProgramNode node = new ProgramNode(folder.resolve("node"), shell);
    Files.writeString(node.etc("a"), "old\n");
    Files.writeString(node.etc("b"), "old\n");
    return node;
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_is_a_mount_is_refused_at_staging(List<String> shell) throws Exception {
    for (boolean dropped : List.of(false, true)) {
      ProgramNode node = node(shell).puts("a", "new\n");
      node = dropped ? node.drops("b") : node.puts("b", "new\n");
      Path mounted = Files.writeString(folder.resolve("mounted"), "old\n");
      String mount = "mount --bind " + mounted + " " + node.etc("b") + " || exit 77\n";
      String said = node.run(List.of("unshare", "-m"), mount + node.stageScript("m"));
      assumeThat(said).as("mount needs root").isNotEmpty();
      assertThat(said)
          .contains("BB refused write\n" + node.etc("b") + " cannot be replaced: ")
          .doesNotContain("armed");
      assertThat(node.tx("m")).doesNotExist();
      assertThat(node.etc("")).isDirectoryNotContaining("glob:**bascule*");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_became_one_in_the_window_is_not_confirmed(List<String> shell) throws Exception {
    Path denied = folder.resolve("denied");
    String condition = "[ -e " + denied + " ] && [ \"$1\" = " + folder.resolve("node/etc/a") + " ]";
    ProgramNode node =
        node(shell)
            .with("ln() {\nif " + condition + "; then return 1; fi\ncommand ln \"$@\"\n}\n")
            .puts("a", "new\n");
    node.applied("m");
    Files.createFile(denied);
    assertThat(node.confirm("m")).contains("BB refused moved\n", "etc/a cannot be replaced");
    assertThat(node.due("m").end("m")).isEqualTo("rolled-back-verified 1");
    assertThat(node.etc("a")).hasContent("old\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void one_that_cannot_be_replaced_all_the_same_leads_back_to_the_old_ones(List<String> shell)
      throws Exception {
    Path denied = Files.createDirectory(folder.resolve("denied"));
    String mv =
        """
        mv() {
        for onto; do :; done
        if [ -e "%s/${onto##*/}" ]; then
        echo 'Input/output error' >&2
        return 1
        fi
        command mv "$@"
        }
        """
            .formatted(denied);
    ProgramNode node = node(shell).with(mv).puts("a", "new\n").puts("b", "new\n").applied("m");
    Files.createFile(denied.resolve("b"));
    assertThat(node.confirm("m"))
        .contains("\nstate=rolled-back-verified\n", "\nreason=confirm-file\n")
        .contains("etc/b is not in place: ")
        .doesNotContain("BB confirmed");
    assertThat(node.etc("a")).hasContent("old\n");
    assertThat(node.etc("b")).hasContent("old\n");
    assertThat(node.world()).isEqualTo("old");
    assertThat(node.etc("").toFile().list()).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_no_file_takes_a_second_name_that_is_no_reason_to_refuse(List<String> shell)
      throws Exception {
    String vfat = "ln() {\ncase $1 in\n-s*) command ln \"$@\" ;;\n*) return 1 ;;\nesac\n}\n";
    ProgramNode node = node(shell).with(vfat).puts("a", "new\n").drops("b").applied("m");
    assertThat(node.confirm("m")).contains("BB confirmed");
    assertThat(node.etc("a")).hasContent("new\n");
    assertThat(node.etc("").toFile().list()).containsExactly("a");
  }
}
