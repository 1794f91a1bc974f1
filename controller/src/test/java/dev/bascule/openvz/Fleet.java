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

  /** Shell that adds $ROUTE, now and at each boot. */
  static final String UP_ROUTE =
      """
      ip route replace $ROUTE
      sed -i "/gateway/a\\    up ip route replace $ROUTE" /etc/network/interfaces
      """;

  /** Makes a container that comes up with its node. */
  static void create(LabNode node, int id, String family) {
    node.shell(
        "vzctl create %d --ostemplate %s && vzctl set %d --onboot yes --save"
            .formatted(id, family, id));
  }

  /** Gives each node an address of the lab's IPv6 network, now and at each boot. */
  void ipv6(String... addresses) {
    for (int i = 0; i < addresses.length; i++) {
      lab.node(i + 1)
          .shell(
              """
              ip addr add %1$s/64 dev eth0 nodad
              printf '\niface eth0 inet6 static\n    address %1$s/64\n    dad-attempts 0\n' >>/etc/network/interfaces
              """
                  .formatted(addresses[i]));
    }
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
    run(0, "apply", playbook);
    run(0, "plan", playbook);
  }

  /**
   * Says that a thing holds: now, after a stop and start of containers, after a power cut of all
   * nodes.
   */
  void keeps(Runnable proof, List<String> playbooks, int... ids) {
    proof.run();
    for (int id : ids) {
      restart(lab.node(id / 100), id); // 201 is of the second
    }
    proof.run();
    playbooks.forEach(playbook -> run(0, "plan", playbook));
    lab.nodes().forEach(LabNode::powerOff);
    lab.nodes().forEach(LabNode::powerOn);
    proof.run();
    playbooks.forEach(playbook -> run(0, "plan", playbook));
  }

  // No route, and nothing that is answered for, stays of a container that has stopped.
  private static void restart(LabNode node, int id) {
    String ct = Integer.toString(id);
    String addresses = node.exec("vzctl", "exec2", ct, "ip -o addr show scope global");
    node.exec("vzctl", "stop", ct);
    String left = node.shell("ip route; ip -6 route; ip neigh show proxy; ip -6 neigh show proxy");
    for (String word : addresses.split("\\s+")) {
      if (word.matches("[0-9a-f]*[.:].*/[0-9]+")) {
        String address = word.substring(0, word.indexOf('/'));
        assertThat(left.lines()).noneMatch(line -> line.split(" ")[0].equals(address));
      }
    }
    node.exec("vzctl", "start", ct);
  }

  /** A container reaches an address, as soon as it runs. */
  static void reaches(LabNode node, int id, String address) {
    reaches(node, "vzctl exec2 " + id + " ", address);
  }

  /** The node itself reaches an address. */
  static void reaches(LabNode node, String address) {
    reaches(node, "", address);
  }

  private static void reaches(LabNode node, String place, String address) {
    String ping = place + "ping -c 1 -W 1 " + address;
    String loop = "n=0; until %s; do n=$((n + 1)); [ $n -lt 20 ] || exit 1; sleep 0.2; done";
    CommandResult result = node.tryExec("sh", "-c", loop.formatted(ping));
    assertThat(result.exit()).as(node.name() + ": " + ping + "\n" + result).isZero();
  }
}
