package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's playbook over all nodes of a test, and the program that he starts with it.
 *
 * @param home the user's; what the program keeps of a run is there
 */
record Site(Lab lab, Path home) {
  static final Path PROGRAM = Path.of("").toAbsolutePath().getParent().resolve("bin/bascule");

  /**
   * Writes the play. Unless told otherwise a change has to hold for a second.
   *
   * @param keys further keys of the play, as lines of YAML; or nothing
   * @param tasks a task each, as a line of YAML
   */
  Path play(String keys, String... tasks) {
    StringBuilder text = new StringBuilder("- hosts: all\n");
    text.append(keys.contains("safe_apply") ? "" : "  safe_apply: {stable: 1s}\n");
    keys.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("  tasks:\n");
    for (String task : tasks) {
      text.append("    - ").append(task).append('\n');
    }
    try {
      return Files.writeString(home.resolve("site.yml"), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Runs the program to its end, which has to be the one named. */
  CommandResult run(int exit, String command, String... arguments) {
    CommandResult result = lab.controller(line(command, arguments).toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  /** The words of a command over all nodes. */
  List<String> line(String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of("env", "HOME=" + home, PROGRAM.toString()));
    words.addAll(List.of(command, "-i", lab.inventory().toString()));
    words.addAll(List.of(arguments));
    return words;
  }
}
