package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Convert, there and back, on nodes that no inventory names. */
@LabTest(nodes = 2)
class ConvertLabTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  private final Lab lab;
  @TempDir Path home;

  ConvertLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_node_is_bridged_and_the_bridge_is_taken_apart_again() {
    LabNode node = lab.node(1);
    String before = network(node);
    String files = node.shell("cat /etc/network/interfaces");

    CommandResult plan = convert(node, "--dry-run");
    assertThat(plan.out()).contains("this session comes from").contains("a rollback timer");
    assertThat(plan.exit()).isEqualTo(2);
    assertThat(network(node)).isEqualTo(before);

    CommandResult converted = convert(node, "--port", "eth0", "--yes");
    assertThat(converted.out()).contains("is confirmed");
    assertThat(converted.exit()).isZero();
    assertThat(network(node)).contains("br0").doesNotContain("eth0 " + node.address());
    assertThat(convert(node, "--dry-run").exit()).as("done already").isZero();

    assertThat(convert(node, "--reverse", "--yes").exit()).isZero();
    assertThat(network(node)).isEqualTo(before);
    assertThat(node.shell("cat /etc/network/interfaces")).isEqualTo(files);
  }

  @Test
  void without_a_terminal_a_person_confirms_by_a_second_command() {
    LabNode node = lab.node(2);
    CommandResult waits = convert(node, "--yes", "--confirm", "manual");
    assertThat(waits.out()).contains("waits to be confirmed");
    assertThat(waits.exit()).isEqualTo(2);
    assertThat(bascule("abort", node).exit()).isZero();
    assertThat(network(node)).doesNotContain("br0");
  }

  @Test
  void an_address_that_another_machine_has_fails_the_proof() {
    LabNode other = lab.node(1);
    other.shell("ip link set lo up; ip -6 addr add fd77::1/64 dev eth0 nodad");
    LabNode node = lab.node(2);
    String before = network(node);

    CommandResult refused = convert(node, "--yes", "--address", "fd77::1/64");

    assertThat(refused.out()).contains("rolled back").contains("fd77::1");
    assertThat(refused.exit()).isEqualTo(5);
    assertThat(network(node)).isEqualTo(before);
    other.shell("ip -6 addr del fd77::1/64 dev eth0");
  }

  private static String network(LabNode node) {
    return node.shell("ip -o -4 addr | awk '{print $2, $4}'; ip route | sort");
  }

  private CommandResult convert(LabNode node, String... more) {
    List<String> all = new ArrayList<>(List.of("--bridge", "br0", "--stable", "3s"));
    all.addAll(List.of(more));
    return bascule("convert", node, all.toArray(String[]::new));
  }

  private CommandResult bascule(String command, LabNode node, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "env",
                "HOME=" + home,
                CHECKOUT.resolve("bin/bascule").toString(),
                command,
                "--known-hosts",
                lab.knownHosts().toString(),
                "--private-key",
                lab.key().toString()));
    line.addAll(List.of(options));
    line.add("root@" + node.address());
    return lab.controller(line.toArray(String[]::new));
  }
}
