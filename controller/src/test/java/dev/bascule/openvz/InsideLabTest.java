package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Containers that configure themselves at their own boot, by files of their family: Debian's on one
 * node, Red Hat's on the other. The nodes' vzctl is a stand-in.
 */
@LabTest(nodes = 2, flavour = Flavour.OPENVZ)
class InsideLabTest {
  private static final String INTERFACES = "/etc/network/interfaces";
  private static final String IFCFG = "/etc/sysconfig/network-scripts/ifcfg-eth0";
  private final LabNode one;
  private final LabNode two;
  private final Lab lab;
  @TempDir private Path home;

  InsideLabTest(Lab lab) {
    this.lab = lab;
    one = lab.node(1);
    two = lab.node(2);
  }

  @BeforeEach
  void makes_a_container_of_each_family() {
    one.reset();
    two.reset();
    Fleet.create(one, 101, "debian");
    Fleet.create(two, 201, "centos");
    one.exec("vzctl", "start", "101");
    two.exec("vzctl", "start", "201");
  }

  @Test
  void containers_of_both_families_keep_their_network_over_their_own_boot() throws IOException {
    Fleet fleet = new Fleet(lab, home);
    fleet.inventory(
        container(101, "10.66.200.1/16, 10.77.0.1/24", "debian"),
        container(201, "10.66.200.2/16, 10.77.0.2/24", "redhat"));
    String playbook = playbook("[=inside]");
    String before = inside(one, 101, "cat " + INTERFACES);

    fleet.appliedOnce(playbook);
    assertThat(one.shell("cat /etc/vz/conf/101.conf")).contains("VETH_INSIDE=\"own\"");
    assertThat(inside(one, 101, "cat " + INTERFACES))
        .startsWith(before)
        .contains("# BEGIN Bascule eth0\nauto eth0\n", "address 10.66.200.1\n");
    assertThat(inside(two, 201, "cat " + IFCFG)).contains("IPADDR=10.66.200.2\n");
    all();

    for (LabNode node : new LabNode[] {one, two}) {
      node.exec("vzctl", "stop", node == one ? "101" : "201");
    }
    assertThat(fleet.run(3, "plan", playbook).toString())
        .contains("are looked at and written while it runs", "start it: vzctl start 101");
    one.exec("vzctl", "start", "101");
    two.exec("vzctl", "start", "201");
    all();
    fleet.run(0, "plan", playbook);

    one.powerOff();
    two.powerOff();
    one.powerOn();
    two.powerOn();
    all();
    fleet.run(0, "plan", playbook);
  }

  @Test
  void an_edit_inside_is_drift_and_what_is_given_back_to_the_script_is_as_it_was()
      throws IOException {
    Fleet fleet = new Fleet(lab, home);
    fleet.inventory(
        container(101, "10.66.200.1/16", "debian"), container(201, "10.66.200.2/16", "redhat"));
    inside(one, 101, "echo '# of somebody else' >>" + INTERFACES);
    String before = inside(one, 101, "cat " + INTERFACES);
    String playbook = playbook("[=inside]");
    fleet.run(0, "apply", playbook);

    inside(one, 101, "sed -i s/10.66.200.1/10.66.200.9/ " + INTERFACES);
    inside(two, 201, "rm " + IFCFG);
    // With another MAC both are replaced: the devices inside are new, and nobody boots.
    for (LabNode node : new LabNode[] {one, two}) {
      node.shell("sed -i '/^NETIF=/s/,mac=[^,]*/,mac=00:18:51:00:00:99/' /etc/vz/conf/?01.conf");
    }
    fleet.appliedOnce(playbook);
    all();

    fleet.run(0, "apply", playbook("script"));
    fleet.run(0, "plan", playbook("script"));
    assertThat(inside(one, 101, "cat " + INTERFACES)).isEqualTo(before);
    assertThat(two.tryExec("vzctl", "exec2", "201", "test -e " + IFCFG).exit()).isEqualTo(1);
    all();

    fleet.run(0, "apply", playbook);
    assertThat(inside(two, 201, "cat " + IFCFG)).contains("IPADDR=10.66.200.2\n");
    fleet.appliedOnce(absent(playbook));
    assertThat(inside(one, 101, "cat " + INTERFACES)).isEqualTo(before);
    assertThat(two.tryExec("vzctl", "exec2", "201", "test -e " + IFCFG).exit()).isEqualTo(1);
    assertThat(one.shell("cat /etc/vz/conf/101.conf")).doesNotContain("eth0", "VETH_INSIDE");
  }

  private static String container(int id, String addresses, String family) {
    return "{id: %d, addresses: [%s], inside: %s}".formatted(id, addresses, family);
  }

  private String playbook(String inside) throws IOException {
    String text =
        """
        - hosts: all
          safe_apply: {stable: 1s}
          tasks:
            - bridge: {name: br0, adopt: eth0}
            - container:
                runtime: openvz
                id: "[=id]"
                interfaces:
                  - type: veth
                    name: eth0
                    bridge: br0
                    addresses: "[=addresses]"
                    gateway: 10.66.0.1
                    inside: "%s"
        """
            .formatted(inside);
    return Files.writeString(home.resolve("play-" + inside.length() + ".yml"), text).toString();
  }

  private static String absent(String playbook) throws IOException {
    String text = Files.readString(Path.of(playbook));
    return Files.writeString(Path.of(playbook), text + "            state: absent\n").toString();
  }

  private static String inside(LabNode node, int id, String command) {
    return node.exec("vzctl", "exec2", Integer.toString(id), command);
  }

  private void all() {
    Fleet.reaches(one, 101, "10.66.200.2");
    Fleet.reaches(two, 201, "10.66.200.1");
    Fleet.reaches(one, 101, "10.66.0.1");
    one.exec("ping", "-c", "1", "-W", "2", "10.66.200.1");
  }
}
