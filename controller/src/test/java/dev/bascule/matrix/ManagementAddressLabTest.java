package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The address that a node is managed by is replaced: by another one, by one in another network, by
 * one of IPv6. Each time on two nodes; one of them cannot be reached at its new address.
 */
@LabTest(nodes = 6)
class ManagementAddressLabTest {
  private static final List<String> FRESH =
      List.of(
          "10.66.99.1/16",
          "10.68.0.2/16",
          "fd66::99:3/64",
          "10.66.99.4/16",
          "10.68.0.5/16",
          "fd66::99:6/64");

  private final Lab lab;

  ManagementAddressLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_node_is_found_at_its_new_address_or_is_at_its_old_one(@TempDir Path home) {
    controller("ip address add 10.68.255.254/16 dev eth0");
    controller("ip route add unreachable 10.66.99.4");
    controller("ip route add unreachable 10.68.0.5");
    controller("ip -6 route add unreachable fd66::99:6");
    List<Picture> before = lab.nodes().stream().map(Picture::of).toList();
    Site site = new Site(lab, home);
    Path play = site.play("serial: 100%", tasks());

    CommandResult said = site.run(5, "apply", "--yes", play.toString());

    for (int place = 1; place <= 3; place++) {
      assertThat(said.out()).containsPattern(lab.node(place).name() + "\\b.*changed");
      moved(place, before.get(place - 1));
    }
    for (int place = 4; place <= 6; place++) {
      LabNode node = lab.node(place);
      assertThat(said.out()).containsPattern(node.name() + "\\b.*rolled back");
      assertThat(before.get(place - 1).difference(Picture.of(node))).isEmpty();
      assertThat(node.ssh("true").exit()).isZero();
    }
  }

  private static String[] tasks() {
    String[] tasks = new String[FRESH.size()];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] =
          "{address: {link: eth0, address: \"%s\", exclusive: true}, when: inventory_hostname == \"hn-%d\"}"
              .formatted(FRESH.get(i), i + 1);
    }
    return tasks;
  }

  /** It has the new address and not the old one, at a boot as well. */
  private void moved(int place, Picture before) {
    LabNode node = lab.node(place);
    String fresh = FRESH.get(place - 1);
    String old = node.address() + "/16";
    assertThat(before.mentions(old)).isTrue();
    assertThat(Picture.of(node).mentions(old)).isFalse();
    assertThat(Picture.of(node).mentions(fresh)).isTrue();
    assertThat(node.exec("cat", "/etc/network/interfaces"))
        .contains(fresh.replaceFirst("/.*", ""))
        .doesNotContain(node.address());
    String address = fresh.replaceFirst("/.*", "");
    CommandResult login =
        lab.controller(
            "ssh",
            "-F",
            lab.sshConfig().toString(),
            "-o",
            "HostKeyAlias=" + node.address(),
            "-i",
            lab.key().toString(),
            "-o",
            "UserKnownHostsFile=" + lab.knownHosts(),
            "root@" + address,
            "hostname");
    assertThat(login.out().strip()).as(login.toString()).isEqualTo(node.name());
  }

  private void controller(String command) {
    lab.controller(command.split(" ", -1)).orThrow();
  }
}
