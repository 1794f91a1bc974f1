package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge that LXC makes itself: {@code playbooks/lxcbr0.yml}. */
@LabTest(nodes = 2, flavour = Flavour.LXC)
class LxcBridgeLabTest {
  private static final String SHIPPED = "lxcbr0.yml";
  private static final String CONTAINER =
      """
      lxc.net.0.type = veth
      lxc.net.0.link = lxcbr0
      lxc.net.0.flags = up
      lxc.net.0.ipv4.address = 10.0.3.118/24 10.0.3.255
      lxc.net.0.ipv4.gateway = 10.0.3.1
      """;

  private final LabNode node;
  private final LabNode other;
  private final Playbooks playbooks;

  LxcBridgeLabTest(Lab lab, @TempDir Path home) {
    this.node = lab.node(1);
    this.other = lab.node(2);
    this.playbooks = new Playbooks(lab, home);
  }

  @Test
  void it_is_described_checked_and_mended_and_a_container_leaves_by_it() {
    node.shell(
        "lab-ct web; printf '" + CONTAINER.replace("\n", "\\n") + "' >>/var/lib/lxc/web/config");
    node.exec("lxc-start", "-n", "web");
    playbooks.appliedOnce(SHIPPED);
    containersLeaveAndNobodyComesIn();

    node.shell("nft delete table ip lxc");
    assertThat(web(other.address())).as("without the masquerade rule").isNotZero();
    playbooks.mended(SHIPPED, "the masquerade rule of 10.0.3.0/24");
    containersLeaveAndNobodyComesIn();

    node.shell("kill $(cat /run/lxc/dnsmasq.pid); ip addr del 10.0.3.1/24 dev lxcbr0");
    playbooks.mended(SHIPPED, "create address 10.0.3.1/24", "dnsmasq on lxcbr0");
    node.shell("pgrep -f interface=lxcbr0");
    containersLeaveAndNobodyComesIn();
  }

  @Test
  void a_namespace_hangs_on_it_beside_the_containers() {
    String playbook =
        playbooks.own(
            "mynamespace.yml",
            "",
            """
            - netns: mynamespace
            - veth:
                name: vethMYTEST
                bridge: lxcbr0
                peer: {name: eth0, netns: mynamespace, addresses: [10.0.3.78/24], routes: [{to: default, via: 10.0.3.1}]}
            """);
    playbooks.appliedOnce(playbook);
    for (LabNode each : new LabNode[] {node, other}) {
      each.shell("ping -c 1 -W 2 10.0.3.78");
      each.shell("ip netns exec mynamespace ping -c 1 -W 2 10.0.3.1");
      each.shell("ip netns exec mynamespace ping -c 1 -W 2 10.66.0.1");
    }
  }

  private void containersLeaveAndNobodyComesIn() {
    assertThat(web("10.0.3.1")).as("the container reaches its node").isZero();
    node.shell("ping -c 1 -W 2 10.0.3.118");
    assertThat(web(other.address())).as("the container reaches the other node").isZero();
    // Its packets have the node's address there; its own is known to nobody but the node.
    assertThat(other.tryExec("ping", "-c", "1", "-W", "1", "10.0.3.118").exit()).isNotZero();
  }

  private int web(String address) {
    String ping = "lxc-attach -n web -- ping -c 1 -W 1 " + address;
    return node.tryExec("sh", "-c", ping).exit();
  }
}
