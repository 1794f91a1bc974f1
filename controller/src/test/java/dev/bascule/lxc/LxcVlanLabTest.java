package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LXC's type vlan, which takes a kernel with 802.1Q. */
@LabTest(nodes = 2, flavour = Flavour.LXC_UML)
class LxcVlanLabTest {
  private final Lab lab;
  @TempDir private Path home;

  LxcVlanLabTest(Lab lab) {
    this.lab = lab;
  }

  // Each node has its own containers' addresses, in an inventory beside the lab's.
  private Path variables() throws IOException {
    StringBuilder text = new StringBuilder("hardware_nodes:\n  hosts:\n");
    for (int i = 1; i <= 2; i++) {
      text.append(
          """
              NODE:
                vlan10_containers: [{name: vlan01, addresses: [10.10.0.N/24]}]
                vlan20_containers: [{name: web01, addresses: [10.20.0.N1/24]}, {name: web02, addresses: [10.20.0.N2/24]}]
          """
              .replace("NODE", lab.node(i).name())
              .replace("N1/", i + "1/")
              .replace("N2/", i + "2/")
              .replace("N/", i + "/"));
    }
    return Files.writeString(home.resolve("variables.yml"), text);
  }

  @Test
  void a_vlan_is_one_containers_and_a_bridge_on_it_serves_several() throws IOException {
    Playbooks bascule = new Playbooks(lab, home);
    String playbook = "lxc-vlan.yml";
    String variables = variables().toString();
    lab.nodes().forEach(node -> new Containers(node).make("vlan01", "web01", "web02"));
    bascule.appliedOnce(playbook, "-i", variables);
    lab.nodes().forEach(node -> new Containers(node).start("vlan01", "web01", "web02"));
    bascule.run(0, "plan", playbook, "-i", variables);
    Containers first = new Containers(lab.node(1));
    // Container to container, over the wire between the nodes, and no VLAN into another one.
    first.reaches("vlan01", "10.10.0.2");
    new Containers(lab.node(2)).reaches("vlan01", "10.10.0.1");
    first.reaches("web01", "10.20.0.12");
    first.reaches("web01", "10.20.0.21");
    first.reaches("web02", "10.20.0.22");
    first.reachesNot("vlan01", "10.20.0.21");
    first.nodeReachesNot("10.10.0.1");

    // One VLAN id of one link is one container's.
    first.make("vlan02");
    String second =
        bascule.own(
            lab.node(1),
            "- container: {runtime: lxc, name: vlan02, interfaces: [{type: vlan, link: eth0, vlan: 10}]}");
    bascule.run(0, "apply", second, "--limit", lab.node(1).name());
    assertThat(lab.node(1).tryExec("lxc-start", "-n", "vlan02").exit()).isNotZero();
  }

  @Test
  void a_port_of_a_bridge_is_in_its_vlan_alone() {
    LabNode node = lab.node(1);
    Containers all = new Containers(node).make("first30", "second30", "first40");
    Playbooks bascule = new Playbooks(lab, home);
    String play =
        bascule.own(
            node,
            """
            - bridge: {name: br7, vlan_filtering: true, ports: [], persist: false}
            - container:
                runtime: lxc
                name: "[=item.name]"
                interfaces: [{type: veth, bridge: br7, vlan: "[=item.vlan]", addresses: ["10.30.0.[=item.host]/24"]}]
              loop: [{name: first30, vlan: 30, host: 1}, {name: second30, vlan: 30, host: 2}, {name: first40, vlan: 40, host: 3}]
            """);
    bascule.appliedOnce(play, "--limit", node.name());
    all.start("first30", "second30", "first40");
    bascule.run(0, "plan", play, "--limit", node.name());
    all.reaches("first30", "10.30.0.2");
    all.reaches("second30", "10.30.0.1");
    all.reachesNot("first30", "10.30.0.3");
    all.reachesNot("first40", "10.30.0.1");
  }
}
