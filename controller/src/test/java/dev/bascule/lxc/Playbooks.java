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

/**
 * A user with a playbook, of those that are shipped or of his own, for all nodes of a test.
 *
 * @param home the user's
 */
record Playbooks(Lab lab, Path home) {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /**
   * One of his own.
   *
   * @param proof more of {@code safe_apply}, or nothing
   * @param tasks the lines below {@code tasks:}
   */
  String own(String name, String proof, String tasks) {
    String safe = "  safe_apply: {stable: 1s" + proof + "}\n";
    String text = "- hosts: all\n  serial: 100%\n" + safe + "  tasks:\n" + tasks.indent(4);
    try {
      return Files.writeString(home.resolve(name), text).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One of his own, for one node: an address is nobody else's. */
  String own(LabNode node, String tasks) {
    String head = "- hosts: " + node.name() + "\n  safe_apply: {stable: 1s}\n  tasks:\n";
    try {
      Path file = Files.createTempFile(home, "play", ".yml");
      return Files.writeString(file, head + tasks.indent(4)).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Runs the program; its exit code has to be this.
   *
   * @param playbook a path, or the name of one that is shipped
   */
  CommandResult run(int exit, String command, String playbook, String... options) {
    List<String> words = new ArrayList<>(List.of("env", "HOME=" + home));
    words.addAll(List.of(CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of(command.equals("apply") ? "--yes" : "--color=never"));
    words.addAll(List.of("-i", lab.inventory().toString(), "-e", "stable=1s"));
    words.addAll(List.of(options));
    words.add(CHECKOUT.resolve("playbooks").resolve(playbook).toString());
    CommandResult result = lab.controller(words.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  /** The last change of a node is taken back. */
  void reverted(LabNode node) {
    CommandResult result =
        lab.controller(
            "env",
            "HOME=" + home,
            CHECKOUT.resolve("bin/bascule").toString(),
            "revert",
            "--yes",
            "--stable=1s",
            "-i",
            lab.inventory().toString(),
            node.name());
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  /** What was applied is what was wanted: the second plan is empty. */
  void appliedOnce(String playbook, String... options) {
    run(0, "apply", playbook, options);
    run(0, "plan", playbook, options);
  }

  /** A check finds that something is missing, and one run mends it. */
  void mended(String playbook, String... missing) {
    assertThat(run(2, "drift", playbook).out()).contains(missing);
    appliedOnce(playbook);
  }
}
