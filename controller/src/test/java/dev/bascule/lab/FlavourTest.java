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

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.LXC)
  class Lxc {
    private static final String ON_LXCBR0 =
        "printf 'lxc.net.0.type = veth\\nlxc.net.0.link = lxcbr0\\nlxc.net.0.flags = up\\n"
            + "lxc.start.auto = 1\\n' >>/var/lib/lxc/web/config";

    @Test
    void its_containers_get_an_address_on_the_bridge_that_lxc_makes(Lab lab) {
      LabNode node = lab.node(1);
      node.reset();
      node.shell("lab-ct web; " + ON_LXCBR0 + "; lxc-start -n web");
      node.shell("lxc-attach -n web -- udhcpc -i eth0 -q -n 2>&1");
      assertThat(node.shell("lxc-attach -n web -- ip -4 addr show dev eth0"))
          .contains("inet 10.0.3.");
      node.shell("lxc-attach -n web -- ping -c 1 -W 2 10.66.0.1");
      assertThat(node.shell("lxc-ls --running").strip()).isEqualTo("web");
    }

    @Test
    void a_pulled_plug_costs_neither_the_containers_nor_the_switch(Lab lab) {
      LabNode node = lab.node(1);
      node.reset();
      node.shell("lab-ct web; " + ON_LXCBR0);
      node.shell("ovs-vsctl add-br ovs0 -- set bridge ovs0 datapath_type=netdev");
      node.powerOff();
      node.powerOn();
      assertThat(node.shell("lxc-ls --running").strip()).isEqualTo("web");
      assertThat(node.shell("ovs-vsctl list-br")).isEqualTo("ovs0\n");
      assertThat(node.shell("ls /sys/fs/cgroup/freezer | grep -c 'lxc.payload'")).isEqualTo("1\n");
    }

    @Test
    void its_switch_carries_frames_between_namespaces(Lab lab) {
      LabNode node = lab.node(1);
      node.reset();
      node.shell("ovs-vsctl add-br ovs0 -- set bridge ovs0 datapath_type=netdev");
      for (String n : new String[] {"1", "2"}) {
        node.shell(
            ("ip netns add nsN; ip link add oveth type veth peer name nveth netns nsN;"
                    + " ip link set dev oveth name ovethN up;"
                    + " ip -n nsN address add 172.20.0.N/24 dev nveth; ip -n nsN link set dev nveth up;"
                    + " ovs-vsctl --timeout=5 add-port ovs0 ovethN")
                .replace("N", n));
      }
      node.shell("ip netns exec ns1 ping -c 1 -W 2 172.20.0.2");
    }
  }

  @Nested
  @LabTest(nodes = 2, flavour = Flavour.LXC_UML)
  class LxcUml {
    @Test
    void its_containers_meet_in_a_vlan(Lab lab) {
      for (int n = 1; n <= 2; n++) {
        lab.node(n)
            .shell(
                "lab-ct v; printf 'lxc.net.0.type = vlan\\nlxc.net.0.link = eth0\\n"
                    + "lxc.net.0.vlan.id = 10\\nlxc.net.0.flags = up\\n"
                    + ("lxc.net.0.ipv4.address = 10.0.10." + n + "/24 10.0.10.255\\n'")
                    + " >>/var/lib/lxc/v/config; lxc-start -n v");
      }
      lab.node(1).shell("lxc-attach -n v -- ping -c 1 -W 2 10.0.10.2");
      assertThat(lab.node(1).tryExec("ping", "-c", "1", "-W", "1", "10.0.10.2").exit()).isNotZero();
    }
  }
}
