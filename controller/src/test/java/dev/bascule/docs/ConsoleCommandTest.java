package dev.bascule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleCommandTest {

  private static ConsoleCommand showing(String... output) {
    return new ConsoleCommand("x.md:1", "true", 0, List.of(output));
  }

  @Test
  void commands_are_read_with_their_exit_code_and_output() {
    List<String> lines =
        List.of("text", "```console", "$ one \\", "    two   # exit 2", "out", "$ three", "```");
    assertThat(ConsoleCommand.in("a.md", lines))
        .containsExactly(
            new ConsoleCommand("a.md:3", "one two", 2, List.of("out")),
            new ConsoleCommand("a.md:6", "three", 0, List.of()));
  }

  @Test
  void other_output_is_not_what_was_shown() {
    assertThat(showing("a", "b").shows(List.of("a", "b"))).isTrue();
    assertThat(showing("a", "b").shows(List.of("a"))).isFalse();
    assertThat(showing("a").shows(List.of("a", "b"))).isFalse();
    assertThat(showing("a").shows(List.of("ab"))).isFalse();
    assertThat(showing("b").shows(List.of("ab"))).isFalse();
  }

  @Test
  void an_ellipsis_alone_stands_for_any_lines() {
    assertThat(showing("a", "…", "z").shows(List.of("a", "b", "c", "z"))).isTrue();
    assertThat(showing("a", "…", "z").shows(List.of("a", "z"))).isTrue();
    assertThat(showing("a", "…", "z").shows(List.of("a", "b"))).isFalse();
  }

  @Test
  void an_ellipsis_in_a_line_stands_for_any_text() {
    assertThat(showing("took … s, 3 nodes").shows(List.of("took 1.2 s, 3 nodes"))).isTrue();
    assertThat(showing("took …").shows(List.of("took 1.2 s"))).isTrue();
    assertThat(showing("took … s").shows(List.of("took 1.2 m"))).isFalse();
    assertThat(showing("…aa").shows(List.of("a"))).isFalse();
  }
}
