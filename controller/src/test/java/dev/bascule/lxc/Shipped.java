package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program with playbooks that are shipped, and with those of a test, from the controller. */
record Shipped(Lab lab, Path home) {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Runs a command with a playbook; its exit code has to be this. */
  CommandResult run(int exit, String command, Path playbook, String... more) {
    List<String> words = new ArrayList<>(List.of("env", "HOME=" + home));
    words.addAll(List.of(CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of(command.equals("apply") ? "--yes" : "--color=never"));
    words.addAll(List.of("-i", lab.inventory().toString(), "-e", "stable=1s"));
    words.addAll(List.of(more));
    words.add(playbook.toString());
    CommandResult result = lab.controller(words.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  /** One of those that are shipped. */
  Path shipped(String name) {
    return CHECKOUT.resolve("playbooks").resolve(name);
  }

  /** A play for one node. */
  Path play(LabNode node, String tasks) {
    try {
      String head =
          """
          - hosts: %s
            safe_apply: {stable: 1s}
            tasks:
          """
              .formatted(node.name());
      return Files.writeString(Files.createTempFile(home, "play", ".yml"), head + tasks.indent(4));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What was applied is what was wanted: the second plan is empty. */
  void appliedOnce(Path playbook, String... more) {
    run(0, "apply", playbook, more);
    run(0, "plan", playbook, more);
  }
}
