package dev.bascule.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import dev.bascule.transport.CountingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user starts it, a node, and between them a proxy that counts. */
@LabTest(nodes = 2)
class WireBudgetTest {
  private static final Path CHECKOUT = checkout();
  private static final String PLAYBOOK =
      CHECKOUT.resolve("lab/lib/bench/check/site.yml").toString();

  /** A second sshd, because it writes what it was asked for into a file. */
  private static final int LOGGING_PORT = 2222;

  private static final int PROVING_PORT = 2223;

  private static final String LOG = "/run/counted-sshd.log";

  private final Lab lab;
  private final LabNode node;

  WireBudgetTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
  }

  @Test
  void a_node_in_sync_costs_one_connection_one_exec_12_flights_and_8_kib(@TempDir Path folder)
      throws IOException {
    bascule("apply", "--yes", "-i", lab.inventory().toString(), PLAYBOOK).orThrow();
    node.shell("/usr/sbin/sshd -o LogLevel=VERBOSE -p " + LOGGING_PORT + " -E " + LOG);
    try (CountingProxy proxy = CountingProxy.to(node.address(), LOGGING_PORT)) {
      bascule("plan", "-i", inventory(folder, proxy.port()).toString(), PLAYBOOK).orThrow();

      // lab/bench shows this line.
      System.out.println("wire: " + proxy + ", " + execs() + " execs");
      assertThat(execs()).isEqualTo(1);
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.flights()).isLessThanOrEqualTo(12);
      assertThat(proxy.bytesSent()).isLessThanOrEqualTo(8192);
    }
  }

  @Test
  void a_safe_apply_costs_two_connections_and_four_execs(@TempDir Path folder) throws IOException {
    Path playbook =
        Files.writeString(
            folder.resolve("bridge.yml"),
            """
            - name: a bridge
              hosts: all
              safe_apply: {stable: 2s}
              tasks:
                - bridge: {name: br0, ports: [eth0], adopt: eth0}
            """);
    node.shell("/usr/sbin/sshd -o LogLevel=VERBOSE -p " + PROVING_PORT + " -E " + LOG + ".2");
    try (CountingProxy proxy = CountingProxy.to(node.address(), PROVING_PORT)) {
      String inventory = inventory(folder, proxy.port()).toString();
      bascule("apply", "--yes", "-i", inventory, playbook.toString()).orThrow();

      System.out.println("wire of a safe apply: " + proxy + ", " + execs(LOG + ".2") + " execs");
      assertThat(node.exec("ip", "-o", "addr", "show", "br0")).contains(node.address());
      assertThat(execs(LOG + ".2")).isLessThanOrEqualTo(4);
      assertThat(proxy.connections()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_conversion_that_finds_its_port_itself_costs_no_more(@TempDir Path folder)
      throws IOException {
    LabNode other = lab.node(2);
    other.shell("/usr/sbin/sshd -o LogLevel=VERBOSE -p " + PROVING_PORT + " -E " + LOG + ".3");
    try (CountingProxy proxy = CountingProxy.to(other.address(), PROVING_PORT)) {
      Path known = folder.resolve("known_hosts");
      String at = "[127.0.0.1]:" + proxy.port();
      Files.writeString(known, at + " " + key(other) + "\n");
      String[] options = {
        "--bridge", "br0", "--yes", "--stable", "2s", "--known-hosts", known.toString()
      };
      List<String> words = new ArrayList<>(List.of("convert", "--private-key"));
      words.add(lab.key().toString());
      words.addAll(List.of(options));
      words.add("root@127.0.0.1:" + proxy.port());
      bascule(words.toArray(String[]::new)).orThrow();

      long execs = execs(other, LOG + ".3");
      System.out.println("wire of a conversion: " + proxy + ", " + execs + " execs");
      assertThat(other.exec("ip", "-o", "addr", "show", "br0")).contains(other.address());
      assertThat(execs).isLessThanOrEqualTo(4);
      assertThat(proxy.connections()).isLessThanOrEqualTo(2);
    }
  }

  private String key(LabNode of) throws IOException {
    return Files.readString(lab.knownHosts())
        .lines()
        .filter(line -> line.contains(of.address()))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  private CommandResult bascule(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = CHECKOUT.resolve("bin/bascule").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return lab.controller(command);
  }

  private long execs() {
    return execs(LOG);
  }

  private long execs(String log) {
    return execs(node, log);
  }

  private static long execs(LabNode on, String log) {
    return on.exec("cat", log).lines().filter(line -> line.contains("Starting session:")).count();
  }

  /** The node under the proxy's address, its host key trusted under that name. */
  private Path inventory(Path folder, int port) throws IOException {
    String key = Files.readString(lab.knownHosts()).lines().findFirst().orElseThrow();
    Path known = folder.resolve("known_hosts");
    Files.writeString(
        known, "[127.0.0.1]:" + port + " " + key.substring(key.indexOf(' ') + 1) + "\n");
    return Files.writeString(
        folder.resolve("inventory.yml"),
        """
        hardware_nodes:
          hosts:
            hn-1: {ansible_host: 127.0.0.1, ansible_port: %d}
          vars:
            ansible_user: root
            ansible_ssh_private_key_file: %s
            ansible_ssh_common_args: -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes
        """
            .formatted(port, lab.key(), known));
  }

  private static Path checkout() {
    Path here = Path.of("").toAbsolutePath();
    return here.endsWith("controller") ? here.resolve("..").normalize() : here;
  }
}
