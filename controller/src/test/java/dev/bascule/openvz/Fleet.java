package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a test with their containers, and a user with a playbook that is shipped. */
record Fleet(Lab lab, Path home) {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Makes a container that comes up with its node. */
  static void create(LabNode node, int id, String family) {
    node.shell(
        "vzctl create %d --ostemplate %s && vzctl set %d --onboot yes --save"
            .formatted(id, family, id));
  }

  /** An inventory of all nodes, each with variables of its own. */
  Path inventory(String... variables) {
    try {
      Path folder = Files.createDirectories(home.resolve("inventory/host_vars"));
      for (int i = 0; i < variables.length; i++) {
        String name = lab.node(i + 1).name();
        Files.writeString(folder.resolve(name + ".yml"), variables[i] + "\n");
      }
      return Files.copy(
          lab.inventory(),
          home.resolve("inventory/hosts.yml"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Runs the program with a playbook of those that are shipped; its exit code has to be this. */
  CommandResult run(int exit, String command, String playbook) {
    List<String> words = new ArrayList<>(List.of("env", "HOME=" + home));
    words.addAll(List.of(CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of(command.equals("apply") ? "--yes" : "--color=never"));
    words.addAll(List.of("-i", home.resolve("inventory/hosts.yml").toString(), "-e", "stable=1s"));
    words.add(CHECKOUT.resolve("playbooks").resolve(playbook).toString());
    CommandResult result = lab.controller(words.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  /** What was applied is what was wanted. */
  void appliedOnce(String playbook) {
    run(2, "plan", playbook);
    run(0, "apply", playbook);
    run(0, "plan", playbook);
  }

  /** A container reaches an address. */
  static void reaches(LabNode node, int id, String address) {
    String ping = address.indexOf(':') < 0 ? "ping" : "ping -6";
    String loop =
        "n=0; until %s -c 1 -W 1 %s >/dev/null; do n=$((n + 1)); [ $n -lt 10 ] || exit 1; done";
    CommandResult result =
        node.tryExec("vzctl", "exec2", Integer.toString(id), loop.formatted(ping, address));
    assertThat(result.exit()).as(node.name() + " CT " + id + " to " + address + result).isZero();
  }
}
