package dev.bascule.openvz;

import static dev.bascule.openvz.Fleet.reaches;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container's VLAN on two nodes whose uplink is a trunk, with kernels that filter VLANs. The
 * nodes' vzctl is a stand-in.
 */
@LabTest(nodes = 2, flavour = Flavour.OPENVZ_UML)
class VlansLabTest {
  private static final String PLAYBOOK =
      """
      - hosts: all
        safe_apply: {stable: 1s, window: 2m}
        tasks:
          - bridge: {name: br0, adopt: eth0, vlan_filtering: true, ports: [{name: eth0, tagged: [20, 30]}]}
          - name: CT [=item.id] in VLAN [=item.vlan]
            container:
              runtime: openvz
              id: "[=item.id]"
              interfaces: [{type: veth, name: eth0, bridge: br0, vlan: "[=item.vlan]", addresses: ["[=item.address]"]}]
            loop: "[=containers]"
      """;

  private final Lab lab;
  private final LabNode one;
  private final LabNode two;
  @TempDir private Path home;

  VlansLabTest(Lab lab) {
    this.lab = lab;
    this.one = lab.node(1);
    this.two = lab.node(2);
  }

  @Test
  void containers_of_one_vlan_reach_each_other_and_those_of_another_do_not() throws IOException {
    Fleet.create(one, 101, "debian");
    Fleet.create(one, 102, "debian");
    Fleet.create(two, 201, "debian");
    one.exec("vzctl", "start", "101");
    one.exec("vzctl", "start", "102");
    Fleet fleet = new Fleet(lab, home);
    fleet.inventory(
        """
        containers:
          - {id: 101, vlan: 20, address: 10.220.0.1/24}
          - {id: 102, vlan: 30, address: 10.220.0.2/24}
        """,
        "containers: [{id: 201, vlan: 20, address: 10.220.0.3/24}]");
    String playbook = Files.writeString(home.resolve("vlans.yml"), PLAYBOOK).toString();

    fleet.appliedOnce(playbook);
    two.exec("vzctl", "start", "201");
    fleet.keeps(this::proof, List.of(playbook), 101);

    one.shell("bridge vlan add dev veth101.0 vid 30 pvid untagged");
    assertThat(fleet.run(2, "drift", playbook).out())
        .contains("vlans: pvid 30, untagged 20 30 -> pvid 20, untagged 20");
    fleet.appliedOnce(playbook);
    proof();
  }

  private void proof() {
    reaches(one, 101, "10.220.0.3");
    reaches(two, 201, "10.220.0.1");
    // The same network, a port of the same bridge: another VLAN.
    for (LabNode from : List.of(one, two)) {
      String ping = "vzctl exec2 %d ping -c 1 -W 2 10.220.0.2".formatted(from == one ? 101 : 201);
      assertThat(from.tryExec("sh", "-c", ping).exit()).as(ping).isNotZero();
    }
  }
}
