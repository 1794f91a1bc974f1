package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VLANs of a bridge's ports, from a playbook, on a kernel of its own and over a real reboot. */
@LabTest(nodes = 2, flavour = Flavour.UML)
class UmlVlansLabTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FILE = "cat /etc/network/interfaces";
  private static final String TRUNK =
      """
          - bridge:
              name: br0
              adopt: eth0
              vlan_filtering: true
              ports: [{name: eth0, tagged: [7, 20-22]}]
              self: {tagged: 7}
          - vlan: {name: br0.7, link: br0, id: 7, addresses: [10.207.0.1/24]}
      """;
  private static final String CONTAINER =
      """
          - bridge: {name: br0, vlan_filtering: true, ports: [{name: veth101.0, pvid: 20}]}
      """;
  private static final String AWAY =
      """
          - vlan: {name: br0.7, state: absent}
          - bridge: {name: br0, state: absent, give_back: eth0}
      """;

  private final LabNode node;
  private final LabNode neighbour;
  private final Bascule bascule;
  private final Path home;

  UmlVlansLabTest(Lab lab, @TempDir Path home) {
    this.node = lab.node(1);
    this.neighbour = lab.node(2);
    this.bascule = new Bascule(lab, home);
    this.home = home;
  }

  @Test
  void vlans_of_ports_are_set_taken_back_kept_over_a_reboot_and_taken_away() {
    neighbour.shell(
        """
        for id in 07 20; do
          ip link add link eth0 name vlan$id type vlan id ${id#0}
          ip address add 10.2$id.0.2/24 dev vlan$id
          ip link set dev vlan$id up
        done
        """);
    String file = node.shell(FILE);
    List<String> before = vlans();

    run(2, "apply", TRUNK, "--yes", "--confirm", "manual");
    isTrunk();
    assertThat(bascule.run(5, "abort", node.name()).out()).contains("compared line by line");
    assertThat(vlans()).isEqualTo(before);

    assertThat(run(0, "apply", TRUNK, "--yes")).contains("vlans: ", "tagged 7 20-22");
    isTrunk();
    run(0, "plan", TRUNK);
    assertThat(ping("", "10.207.0.2")).isTrue();
    a_container_gets_its_vlan();

    node.reboot();
    isTrunk();
    run(0, "plan", TRUNK);
    assertThat(ping("", "10.207.0.2")).as("after the reboot").isTrue();

    run(0, "apply", AWAY, "--yes");
    assertThat(node.shell(FILE)).isEqualTo(file);
    assertThat(vlans()).isEqualTo(before);
  }

  private void a_container_gets_its_vlan() {
    node.shell(
        """
        ip netns add ct101
        ip link add name veth101.0 type veth peer name eth0 netns ct101
        ip link set dev veth101.0 master br0 up
        ip -n ct101 address add 10.220.0.101/24 dev eth0
        ip -n ct101 link set dev eth0 up
        """);
    assertThat(ping("ip netns exec ct101 ", "10.220.0.2")).as("in VLAN 1").isFalse();
    String file = node.shell(FILE);
    assertThat(run(0, "apply", CONTAINER, "--yes"))
        .contains("vlans: pvid 1, untagged 1 -> pvid 20, untagged 20");
    assertThat(vlans()).contains("veth101.0 20 PVID Egress Untagged");
    assertThat(ping("ip netns exec ct101 ", "10.220.0.2")).as("in VLAN 20").isTrue();
    run(0, "plan", CONTAINER);
    assertThat(node.shell(FILE)).as("a container's port is in no file").isEqualTo(file);
  }

  private void isTrunk() {
    Await.until("eth0 is a trunk", SOON, () -> vlans().contains("eth0 22"));
    assertThat(vlans())
        .contains("eth0 1 PVID Egress Untagged", "eth0 7", "eth0 20", "eth0 21", "eth0 22")
        .contains("br0 1 PVID Egress Untagged", "br0 7")
        .doesNotContain("br0 20");
  }

  private List<String> vlans() {
    return node.shell(
            "bridge vlan | awk 'NR > 1 { if (/^[^ \\t]/) port = $1; else $0 = port \" \" $0; $1 = $1; print }'")
        .lines()
        .toList();
  }

  private boolean ping(String where, String address) {
    return node.tryExec("sh", "-c", where + "ping -q -c2 -i0.3 -W2 " + address).exit() == 0;
  }

  private String run(int exit, String command, String tasks, String... options) {
    String play = "- hosts: %s\n  safe_apply: {stable: 1s, window: 2m}\n  tasks:\n%s";
    try {
      Path site = home.resolve("site.yml");
      Files.writeString(site, play.formatted(node.name(), tasks.indent(4)));
      String[] all = new String[options.length + 1];
      System.arraycopy(options, 0, all, 0, options.length);
      all[options.length] = site.toString();
      return bascule.run(exit, command, all).out();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
