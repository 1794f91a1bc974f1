package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that keep a network service still while the window lasts, and what it is told. */
@Execution(ExecutionMode.CONCURRENT)
class ProgramHoldTest {
  /** The service, which writes down what it hears: a word at a time. */
  private static final String HOLD =
      "words='by us'\nfor w in $phase $words; do echo $w >>\"$T/../heard\"; done";

  @TempDir Path folder;

  @AfterEach
  void end() {
    ProgramProcesses.end(folder);
  }

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  private ProgramNode node(List<String> shell) throws Exception {
    ProgramNode node = new ProgramNode(folder, shell);
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/there"), "before\n");
    return node.holds(folder.resolve("run/there"), "held\n")
        .holds(folder.resolve("run/deep/new.yaml"), "held\n");
  }

  private void assertHeld() {
    assertThat(folder.resolve("run/there")).hasContent("held\n");
    assertThat(folder.resolve("run/deep/new.yaml")).hasContent("held\n");
  }

  private void assertReleased() {
    assertThat(folder.resolve("run/there")).hasContent("before\n");
    assertThat(folder.resolve("run/deep")).isEmptyDirectory();
  }

  private List<String> heard() throws Exception {
    return Files.readAllLines(folder.resolve("heard"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void held_while_the_window_lasts_and_released_with_the_way_back(List<String> shell)
      throws Exception {
    ProgramNode node = node(shell).text("hold", HOLD).applied("h1");
    assertHeld();
    assertThat(heard()).containsExactly("still", "by", "us", "told", "by", "us");
    assertThat(node.due("h1").end("h1")).isEqualTo("rolled-back-verified 1");
    assertReleased();
    assertThat(heard().subList(6, 12)).containsExactly("still", "by", "us", "untold", "by", "us");
    assertThat(heard()).hasSize(12);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void confirm_releases_without_a_word_but_its_own(List<String> shell) throws Exception {
    String told =
        "links='one two'\nfor w in $links \"$T\"/../etc/*; do echo ${w##*/} >>\"$T/../told\"; done";
    ProgramNode node =
        node(shell).puts("a", "new\n").text("hold", HOLD).text("at-confirm", told).applied("h1");
    assertThat(node.confirm("h1")).contains("BB confirmed").doesNotContain("note=");
    assertReleased();
    assertThat(heard()).hasSize(6);
    assertThat(folder.resolve("told")).hasContent("one\ntwo\na\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_service_that_cannot_be_told_fails_the_change(List<String> shell) throws Exception {
    ProgramNode node = node(shell).text("hold", "[ $phase != told ]");
    node.stage("h1");
    assertThat(node.end("h1")).isEqualTo("rolled-back-verified 1");
    assertThat(node.verb("h1", "status")).contains("reason=failed");
    assertReleased();
  }

  /** In one shell: what is told is a note in a file. */
  @Test
  void a_service_that_fails_at_confirm_is_a_note() throws Exception {
    ProgramNode node = node(List.of("dash")).text("at-confirm", "exit 3").applied("h1");
    assertThat(node.confirm("h1"))
        .contains("BB confirmed", "note=the network service was not told of it", "(status 3)");
  }
}
