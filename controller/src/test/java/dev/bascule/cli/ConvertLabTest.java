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
    CommandResult back = bascule("abort", node);
    assertThat(back.out()).contains("rolled back: transaction").contains("compared line by line");
    assertThat(back.exit()).isEqualTo(5);
    CommandResult late = bascule("confirm", node);
    assertThat(late.out()).contains("rolled back: transaction");
    assertThat(late.exit()).isEqualTo(5);
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

  @Test
  void what_was_confirmed_is_undone_under_a_timer_of_its_own() {
    LabNode node = lab.node(1);
    String before = network(node);
    String files = node.shell("cat /etc/network/interfaces");
    assertThat(convert(node, "--yes").exit()).isZero();
    String bridged = network(node);

    CommandResult brief = bascule("revert", node, "--yes", "--window", "20s");
    assertThat(brief.out()).contains("a window of 20 s is too small for the proof");
    assertThat(brief.exit()).isEqualTo(3);

    CommandResult waits = bascule("revert", node, "--yes", "--stable", "3s", "--confirm", "manual");
    assertThat(waits.out()).contains("waits to be confirmed");
    assertThat(waits.exit()).isEqualTo(2);
    CommandResult back = bascule("abort", node);
    assertThat(back.exit()).as(back.toString()).isEqualTo(5);
    assertThat(network(node)).isEqualTo(bridged);

    CommandResult reverted = bascule("revert", node, "--yes", "--stable", "3s");
    assertThat(reverted.out())
        .contains("updated address " + node.address() + "/16  [interrupts]")
        .contains("link: br0 -> eth0")
        .contains("removed link br0  [interrupts]")
        .contains("updated /etc/network/interfaces  [safe]")
        .contains("rehearsed on the node before")
        .contains("is confirmed")
        .doesNotContain("[cuts]");
    assertThat(reverted.exit()).isZero();
    assertThat(network(node)).isEqualTo(before);
    assertThat(node.shell("cat /etc/network/interfaces")).isEqualTo(files);
  }

  @Test
  void a_change_is_made_without_a_rehearsal_where_one_says_so() {
    LabNode node = lab.node(2);
    CommandResult plan = convert(node, "--dry-run", "--no-rehearsal");
    assertThat(plan.out()).contains("not rehearsed first: the timer alone holds");
    CommandResult converted = convert(node, "--yes", "--no-rehearsal");
    assertThat(converted.out()).contains("not rehearsed: told not to").contains("is confirmed");
    assertThat(convert(node, "--reverse", "--yes").out()).contains("rehearsed on the node before");
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
