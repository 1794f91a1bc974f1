package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a user starts it, from the controller's place, with an empty home. */
record Bascule(Lab lab, Path home) {
  static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Runs a command; its exit code has to be the one named. */
  CommandResult run(int exit, String command, String... arguments) {
    CommandResult result = lab.controller(line(command, arguments).toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  /** A command's words, with the lab's inventory. */
  List<String> line(String command, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of("env", "HOME=" + home, CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of("-i", lab.inventory().toString()));
    words.addAll(List.of(arguments));
    return words;
  }
}
