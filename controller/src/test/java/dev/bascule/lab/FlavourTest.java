package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each flavour differs from the light one in what it promises to differ in. */
class FlavourTest {

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.OLD)
  class Old {
    @Test
    void its_ip_knows_neither_json_nor_bridges_nor_namespaces(Lab lab) {
      LabNode node = lab.node(1);
      assertThat(node.ssh("ip -j addr").err())
          .contains("Option \"-j\" is unknown, try \"ip -help\".");
      assertThat(node.ssh("ip netns").err()).contains("Object \"netns\" is unknown");
      assertThat(node.ssh("ip link add name br0 type bridge").exit()).isEqualTo(2);
      assertThat(node.ssh("command -v bridge ss tc").out()).isEmpty();
    }

    @Test
    void its_ip_prints_as_it_did_then(Lab lab) {
      assertThat(lab.node(1).ssh("ip addr show dev eth0").orThrow().out())
          .contains(
              "2: eth0: <BROADCAST", "inet 10.66.1.101/16 brd 10.66.255.255 scope global eth0\n")
          .doesNotContain("group", "@if", "link-netnsid");
    }

    @Test
    void its_ip_runs_batches_and_stops_at_the_first_failure(Lab lab) {
      String batch = "printf 'addr add 10.9.9.1/32 dev lo\\nfoo\\naddr add 10.9.9.2/32 dev lo\\n'";
      CommandResult result = lab.node(1).ssh(batch + " | ip -batch -; ip addr show dev lo");
      assertThat(result.err()).contains("Command failed -:2");
      assertThat(result.out()).contains("10.9.9.1/32").doesNotContain("10.9.9.2/32");
    }

    @Test
    void brctl_makes_its_bridges(Lab lab) {
      lab.node(1).ssh("brctl addbr br5 && brctl setfd br5 0").orThrow();
      assertThat(lab.node(1).ssh("brctl show").orThrow().out()).contains("br5");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
  class Busybox {
    @Test
    void its_shell_and_tools_are_busybox(Lab lab) {
      assertThat(
              lab.node(1)
                  .ssh("for t in sh ip ifconfig stat sed awk; do readlink $(command -v $t); done")
                  .out())
          .isEqualTo("/bin/busybox\n".repeat(6));
    }

    @Test
    void it_reboots(Lab lab) {
      lab.node(1).reboot();
      assertThat(lab.node(1).ssh("echo ok").orThrow().out()).isEqualTo("ok\n");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd {
    @Test
    void systemd_runs_without_failed_units(Lab lab) {
      assertThat(lab.node(1).address()).isEqualTo("10.66.2.51");
      assertThat(
              lab.node(1)
                  .ssh("cat /proc/1/comm; systemctl is-system-running --wait")
                  .orThrow()
                  .out())
          .isEqualTo("systemd\nrunning\n");
    }

    @Test
    void it_reboots_for_real(Lab lab) {
      lab.node(1).shell("echo lost > /run/lost");
      lab.node(1).reboot();
      assertThat(lab.node(1).tryExec("test", "-e", "/run/lost").exit()).isEqualTo(1);
    }
  }
}
