package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every playbook that is shipped, applied to nodes; the second node passes for one with OpenVZ. */
@LabTest(nodes = 2)
class ExamplePlaybooksLabTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  private final Lab lab;
  @TempDir Path home;

  ExamplePlaybooksLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void baseline_is_applied_once() {
    appliedOnce("baseline.yml");
    assertThat(lab.node(1).shell("cat /proc/sys/net/ipv4/ip_forward")).isEqualTo("1\n");
  }

  @Test
  void ready_is_applied_once() {
    appliedOnce("ready.yml");
    assertThat(lab.node(1).shell("stat -c %a /root/dumps/.")).isEqualTo("700\n");
  }

  @Test
  void vznet_is_applied_once_and_to_nodes_with_openvz_only() {
    LabNode openvz = lab.node(2);
    openvz.shell("mkdir -p /etc/vz && echo VIRTUOZZO=yes >/etc/vz/vz.conf");
    openvz.shell(
        "printf '#!/bin/sh\\necho vzctl version 4.11.1\\n' >/usr/sbin/vzctl && chmod 755 /usr/sbin/vzctl");
    appliedOnce("vznet.yml");
    assertThat(openvz.shell("sed -n '/^EXTERNAL/p' /etc/vz/vznet.conf"))
        .isEqualTo("EXTERNAL_SCRIPT=/usr/sbin/vznetcfg.custom\n");
    assertThat(
            openvz.shell("sh -n /usr/sbin/vznetcfg.custom && stat -c %a /usr/sbin/vznetcfg.custom"))
        .isEqualTo("755\n");
    assertThat(lab.node(1).tryExec("test", "-e", "/etc/vz/vznet.conf").exit()).isEqualTo(1);
  }

  @Test
  void bridge_is_applied_once_and_the_nodes_stay_reachable() {
    appliedOnce("bridge.yml");
    assertThat(lab.node(1).shell("cat /sys/class/net/eth0/master/uevent"))
        .contains("INTERFACE=br0");
    assertThat(lab.node(2).shell("ip -o addr show dev eth0 scope global")).isEmpty();
  }

  @Test
  void inner_network_is_applied_once_and_its_guest_reaches_the_bridge() {
    appliedOnce("inner-network.yml");
    lab.node(2).shell("ip netns exec guest1 ping -c 1 -W 2 10.0.3.1");
  }

  // The second plan is empty: what was applied is what was wanted.
  private void appliedOnce(String playbook) {
    assertThat(bascule("plan", playbook).exit()).isEqualTo(2);
    bascule("apply", playbook).orThrow();
    bascule("plan", playbook).orThrow();
  }

  private CommandResult bascule(String command, String playbook) {
    return lab.controller(
        "env",
        "HOME=" + home,
        CHECKOUT.resolve("bin/bascule").toString(),
        command,
        command.equals("apply") ? "--yes" : "--color=never",
        "-i",
        lab.inventory().toString(),
        "-e",
        "stable=3s",
        CHECKOUT.resolve("playbooks").resolve(playbook).toString());
  }
}
