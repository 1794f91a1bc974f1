package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody changes by hand on a node with containers is found, in words that name it, and
 * mended: each container of the node has another one. The node's vzctl is a stand-in.
 */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class DriftLabTest {
  private static final String PLAYBOOK = "openvz-bridged.yml";
  private static final int FIRST = 101;
  private static final int LAST = 108;

  private static final String BY_HAND =
      """
      set -e
      ip link set dev veth101.0 nomaster
      vzctl exec2 102 'ip addr add 192.0.2.77/24 dev eth0'
      sed -i 's,10.66.201.103/16,10.66.201.33/16,' /etc/vz/conf/103.conf
      sed -i '/^NETIF=/s/,mac=[^,]*/,mac=00:18:51:00:00:99/' /etc/vz/conf/104.conf
      vzctl exec2 105 'ip link set eth0 down && ip link set eth0 address 00:18:51:00:00:98'
      vzctl exec2 105 'ip link set eth0 up && ip route add default via 10.66.0.1'
      ip route del 10.66.201.106
      vzctl exec2 107 'ip route del default'
      vzctl exec2 108 "ip route del $(cat /root/me)"
      rm /etc/vz/conf/vps.umount
      chmod 0644 /usr/sbin/vznetcfg.custom
      """;

  private final Lab lab;
  private final LabNode node;
  @TempDir private Path home;

  DriftLabTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
  }

  @Test
  void what_was_changed_by_hand_is_named_and_mended_all_in_one_run() {
    Fleet fleet = fleet();
    fleet.run(0, "apply", PLAYBOOK);
    fleet.run(0, "drift", PLAYBOOK);
    String file = file(103);
    String mac = macOf(105);

    node.shell("echo " + node.address() + " >/root/me\n" + BY_HAND);
    assertThat(fleet.run(2, "drift", PLAYBOOK).out())
        .containsPattern("now, in what runs:\n(?s:.*)update bridge br0(?s:.*)inside of CT 102")
        .containsPattern("in its files, for the next boot:\n(?s:.*)file of CT 103");
    String drift = fleet.run(2, "plan", PLAYBOOK).out();

    // Which file or port is found first, is found for the task that wants it first.
    assertThat(of(drift, 101))
        .contains("update /usr/sbin/vznetcfg.custom\n      mode: 0644 -> 0755\n")
        .contains("create /etc/vz/conf/vps.umount (")
        .containsPattern("update bridge br0 .*\n      ports: eth0 veth102.0 .* -> eth0 veth101.0 ");
    assertThat(of(drift, 102))
        .isEqualTo(
            """
                update inside of CT 102: eth0
                  address inside: 192.0.2.77/24 -> (none)
            """);
    assertThat(of(drift, 103))
        .isEqualTo(
            """
                update file of CT 103
                  VETH_IP_ADDRESS: 10.66.201.33/16 -> 10.66.201.103/16
            """);
    assertThat(of(drift, 104))
        .contains("remove interface eth0 of CT 104\n", "      mac: 00:18:51:00:00:99 -> (none)\n")
        .contains("create interface eth0 of CT 104\n");
    assertThat(of(drift, 105))
        .contains("      mac inside: 00:18:51:00:00:98 -> " + mac + "\n")
        .contains("      route inside: (none) -> " + node.address() + "\n");
    assertThat(of(drift, 106)).contains("create route 10.66.201.106/32", "      link: br0\n");
    assertThat(of(drift, 107))
        .contains("update inside of CT 107: eth0\n      gateway inside: (none) -> 10.66.0.1\n");
    assertThat(of(drift, 108))
        .contains(
            "update inside of CT 108: eth0\n      route inside: (none) -> "
                + node.address()
                + "\n");

    fleet.run(0, "apply", PLAYBOOK);
    fleet.run(0, "drift", PLAYBOOK);
    assertThat(file(103)).isEqualTo(file);
    assertThat(node.shell("stat -c %a /usr/sbin/vznetcfg.custom /etc/vz/conf/vps.umount"))
        .isEqualTo("755\n755\n");
    for (int id = FIRST; id <= LAST; id++) {
      Fleet.reaches(node, id, "10.66.0.1");
      Fleet.reaches(node, id, node.address());
    }
  }

  private Fleet fleet() {
    for (int id = FIRST; id <= LAST; id++) {
      Fleet.create(node, id, id % 2 == 0 ? "centos" : "debian");
      node.exec("vzctl", "start", Integer.toString(id));
    }
    Fleet fleet = new Fleet(lab, home);
    String containers =
        IntStream.rangeClosed(FIRST, LAST)
            .mapToObj("- {id: %1$d, addresses: [10.66.201.%1$d/16], gateway: 10.66.0.1}"::formatted)
            .collect(Collectors.joining("\n"));
    fleet.inventory("node_address: " + node.address() + "\ncontainers:\n" + containers);
    return fleet;
  }

  /** The lines below a container's task. */
  private static String of(String report, int id) {
    String from = report.substring(report.indexOf("  CT " + id + " on br0  "));
    String lines = from.substring(from.indexOf('\n') + 1);
    return lines
        .lines()
        .takeWhile(line -> line.startsWith("    "))
        .map(l -> l + "\n")
        .collect(Collectors.joining());
  }

  private String file(int id) {
    return node.exec("cat", "/etc/vz/conf/" + id + ".conf");
  }

  private String macOf(int id) {
    return node.exec("vzctl", "exec2", Integer.toString(id), "cat /sys/class/net/eth0/address")
        .strip();
  }
}
