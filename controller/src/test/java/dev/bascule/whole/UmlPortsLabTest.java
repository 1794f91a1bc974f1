package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A card joins a bridge that filters by VLAN and has containers' ports, and on the card there
 * stands a VLAN link. On a kernel of its own, that knows both.
 */
@LabTest(nodes = 2, flavour = Flavour.UML)
class UmlPortsLabTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ADOPT =
      """
      - hosts: %s
        safe_apply: {stable: 1s}
        tasks:
          - bridge: {name: br0, adopt: eth0}
      """;

  private static final String CONTAINERS =
      """
      set -e
      ip link add name br0 type bridge vlan_filtering 1 forward_delay 0
      ip link set dev br0 up
      for ct in 101 102; do
        ip netns add ct$ct
        ip link add name veth$ct.0 type veth peer name eth0 netns ct$ct
        ip link set dev veth$ct.0 master br0 up
        bridge vlan del vid 1 dev veth$ct.0
        bridge vlan add vid 7 pvid untagged dev veth$ct.0
        bridge vlan add vid 8 dev veth$ct.0
        ip -n ct$ct address add 172.29.0.$ct/24 dev eth0
        ip -n ct$ct link set dev eth0 up
      done
      """;

  private static final String CARD_VLAN =
      """
      ip link add link eth0 name eth0.5 type vlan id 5
      ip address add 10.205.0.%d/24 dev eth0.5
      ip link set dev eth0.5 up
      """;

  @Test
  void a_card_joins_a_bridge_that_filters_and_containers_and_vlans_stay(Lab lab, @TempDir Path home)
      throws IOException {
    LabNode node = lab.node(1);
    node.shell(CONTAINERS);
    node.shell(CARD_VLAN.formatted(1));
    lab.node(2).shell(CARD_VLAN.formatted(2));
    Await.until("they answer", SOON, () -> answers(node));
    List<String> before = look(node);
    assertThat(before).contains("veth101.0 7 PVID Egress Untagged", "veth102.0 8");

    Path site = Files.writeString(home.resolve("site.yml"), ADOPT.formatted(node.name()));
    Bascule bascule = new Bascule(lab, home);
    bascule.run(2, "apply", "--yes", "--confirm", "manual", site.toString());
    adopted(node, before);
    assertThat(bascule.run(5, "abort", node.name()).out()).contains("rolled back:");
    assertThat(look(node)).isEqualTo(before);
    assertThat(answers(node)).as("after the rollback").isTrue();

    assertThat(bascule.run(0, "apply", "--yes", site.toString()).out()).contains("is confirmed");
    adopted(node, before);
    bascule.run(0, "plan", site.toString());
  }

  /** The card is a port and br0 has what it had; nothing else is another. */
  private static void adopted(LabNode node, List<String> before) {
    String address = "br0 " + node.address() + "/16";
    Await.until("br0 has the address", SOON, () -> look(node).contains(address));
    List<String> now = look(node);
    assertThat(now).contains("eth0 1 PVID Egress Untagged", "eth0.5 10.205.0.1/24");
    assertThat(now).containsAll(before.stream().filter(it -> !it.startsWith("eth0 ")).toList());
    assertThat(answers(node)).as("after the change").isTrue();
  }

  /** Ports' VLANs, and IPv4 addresses. */
  private static List<String> look(LabNode node) {
    return node.shell(
            """
            bridge vlan | awk 'NR > 1 { if (/^[^ \\t]/) port = $1; else $0 = port " " $0; $1 = $1; print }'
            ip -o -4 addr | awk '{ print $2, $4 }'
            """)
        .lines()
        .toList();
  }

  /** A container another one, in their VLAN; and over the card's VLAN the neighbour. */
  private static boolean answers(LabNode node) {
    String both = "ip netns exec ct101 ping -q -c2 -W2 172.29.0.102 && ping -q -c2 -W2 10.205.0.2";
    return node.tryExec("sh", "-c", both).exit() == 0;
  }
}
