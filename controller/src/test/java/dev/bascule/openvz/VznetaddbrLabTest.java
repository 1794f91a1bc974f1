package dev.bascule.openvz;

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

/**
 * OpenVZ's own script for bridges, where that is enough: nothing of ours is brought to the node.
 * The node's vzctl, and the script, are stand-ins.
 */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class VznetaddbrLabTest {
  private static final String PLAY =
      """
      - hosts: all
        safe_apply: {stable: 1s}
        tasks:
          - bridge: {name: br9, ports: [], addresses: [10.78.0.254/24]}
          - container:
              runtime: openvz
              id: 401
              hooks: vznetaddbr
              interfaces:
                - {type: veth, name: eth0, bridge: br9, addresses: [10.78.0.1/24], inside: "[=inside]"}
      """;

  @Test
  void keeps_a_container_on_its_bridge(Lab lab, @TempDir Path home) throws IOException {
    LabNode node = lab.node(1);
    Fleet.create(node, 401, "debian");
    node.exec("vzctl", "start", "401");
    Fleet fleet = new Fleet(lab, home);
    fleet.inventory("inside: debian");
    String playbook = Files.writeString(home.resolve("play.yml"), PLAY).toString();
    assertThat(fleet.run(3, "apply", playbook).out())
        .contains("vznetaddbr cannot bridge eth0 while container 401 runs");
    assertThat(node.exec("ls", "/sys/class/net")).doesNotContain("br9");

    node.exec("vzctl", "stop", "401");
    fleet.inventory("inside: none");
    fleet.appliedOnce(playbook);
    node.exec("vzctl", "start", "401");
    fleet.inventory("inside: debian");
    fleet.appliedOnce(playbook);

    assertThat(node.exec("cat", "/etc/vz/vznet.conf")).contains("/usr/sbin/vznetaddbr");
    assertThat(node.tryExec("ls", "/usr/sbin/vznetcfg.custom").exit()).isNotZero();
    Runnable proof = () -> Fleet.reaches(node, 401, "10.78.0.254");
    proof.run();
    node.exec("vzctl", "restart", "401");
    proof.run();
    fleet.run(0, "plan", playbook);
    node.reboot();
    proof.run();
    fleet.run(0, "plan", playbook);
  }
}
