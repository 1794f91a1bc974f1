package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two namespaces that a bridge joins, and a pair between them: {@code playbooks/namespaces.yml}.
 */
@LabTest(nodes = 1)
class NamespacesLabTest {
  private static final String SHIPPED = "namespaces.yml";

  private final LabNode node;
  private final Playbooks playbooks;

  NamespacesLabTest(Lab lab, @TempDir Path home) {
    this.node = lab.node(1);
    this.playbooks = new Playbooks(lab, home);
  }

  @Test
  void they_reach_each_other_both_ways_and_what_is_missing_is_found_and_mended() {
    node.shell("setsid timeout 60 ip -o monitor link >/tmp/seen 2>&1 </dev/null &");
    assertThat(playbooks.run(0, "apply", SHIPPED).out()).contains("rehearsed on the node before");
    playbooks.run(0, "plan", SHIPPED);
    theyReachEachOther();
    // An end in a namespace is made there, and never seen outside.
    assertThat(node.exec("cat", "/tmp/seen"))
        .contains(" oveth1@")
        .doesNotContain(" nveth1:", " nveth1@", " veth1:", " veth1@", " veth2:", " veth2@");

    node.shell("ip link set dev oveth1 nomaster; ip -n ns2 addr del 172.20.0.2/24 dev nveth2");
    node.shell("ip -n ns1 link set dev veth1 down; ip -n ns2 link set dev lo down");
    playbooks.mended(
        SHIPPED,
        "ports: oveth2 -> oveth1 oveth2",
        "create address 172.20.0.2/24 in ns2",
        "update veth veth1 in ns1",
        "update loopback lo in ns2");
    theyReachEachOther();

    node.shell("ip -n ns2 link del dev veth2; ip netns del ns1; ip link del dev br-ns");
    playbooks.mended(
        SHIPPED,
        "create netns ns1",
        "create bridge br-ns",
        "create veth oveth1",
        "create veth nveth1 in ns1",
        "create veth veth2 in ns2");
    theyReachEachOther();

    // Where somebody moved an end, that is told; it is not taken away from where it is now.
    node.shell("ip -n ns1 link set dev nveth1 netns ns2");
    assertThat(playbooks.run(3, "plan", SHIPPED).out())
        .contains("oveth1 is there already, but not as an end of this pair");
  }

  @Test
  void nothing_is_left_of_them_where_the_proof_fails() {
    String playbook =
        playbooks.own(
            "fails.yml",
            ", prove: [{command: 'test ! -e /run/netns/red'}]",
            """
            - netns: red
            - veth: {name: r1, netns: red, addresses: [172.20.9.1/24], peer: {name: r2, addresses: [172.20.9.2/24]}}
            """);
    String before = node.shell("ip netns list; ip -br link");
    playbooks.run(5, "apply", playbook);
    assertThat(node.shell("ip netns list; ip -br link")).isEqualTo(before);
  }

  private void theyReachEachOther() {
    node.shell("ip netns exec ns1 ping -c 1 -W 2 172.20.0.2");
    node.shell("ip netns exec ns2 ping -c 1 -W 2 172.20.0.1");
    node.shell("ip netns exec ns1 ping -c 1 -W 2 172.20.1.2");
    node.shell("ip netns exec ns2 ping -c 1 -W 2 172.20.1.1");
    node.shell("ip netns exec ns2 ping -c 1 -W 2 127.0.0.1");
  }
}
