package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import org.junit.jupiter.api.Test;

/** veth pairs, vznet.conf's EXTERNAL_SCRIPT and bridges of the stand-in. */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class StandInVethLabTest {
  private final StandInConsole console;

  StandInVethLabTest(Lab lab) {
    console = new StandInConsole(lab.node(1));
    console.run("rm -f /etc/vz/vznet.conf");
  }

  @Test
  void the_external_script_runs_once_for_each_interface_before_the_containers_init() {
    assertThat(
            console.run(
                """
                ct 401; vzctl --quiet set 401 --netif_add 'eth0 eth1' --save
                echo 'EXTERNAL_SCRIPT=/root/ext' >/etc/vz/vznet.conf
                script /root/ext <<'END'
                echo "$* | $(env | cut -d= -f1 | grep -v '^\\(_\\|PWD\\|SHLVL\\)$' | sort | paste -sd' ') | $(ls /sys/class/net | grep veth401 | paste -sd' ')"
                vzctl exec $VEID cat /proc/1/cmdline | grep -ao 'ct-[a-z]*.sh'
                END
                vzctl start 401
                """))
        .contains(
            """
            init veth veth401.0 | HOME PATH TERM VEID | veth401.0
            ct-enter.sh
            init veth veth401.1 | HOME PATH TERM VEID | veth401.0 veth401.1
            ct-enter.sh
            Container start in progress...
            """);
  }

  @Test
  void without_a_script_the_host_end_is_set_up_and_bridged_nowhere() {
    assertThat(
            console.run(
                """
                ip link add name brx type bridge
                ct 402; vzctl --quiet set 402 --netif_add eth0,02:00:00:00:04:02,,FE:FF:FF:FF:FF:FF,brx --save
                vzctl --quiet start 402; ip -br link show dev veth402.0; ip link show master brx; ip netns list
                vzctl exec2 402 ip -br link show dev eth0
                """))
        .containsPattern("veth402.0@if\\d+\\s+\\S+\\s+fe:ff:ff:ff:ff:ff <[^>]*UP[^>]*>")
        .containsPattern("eth0@if\\d+\\s+DOWN\\s+02:00:00:00:04:02 ")
        .doesNotContain("master brx", "402 (id");
  }

  @Test
  void a_script_that_fails_kills_the_container_with_130() {
    assertThat(
            console.run(
                """
                ct 403; vzctl --quiet set 403 --netif_add eth0 --save
                echo 'EXTERNAL_SCRIPT=/root/no' >/etc/vz/vznet.conf; echo 'exit 1' | script /root/no
                rc vzctl --quiet start 403; vzctl status 403; ls /sys/class/net
                """))
        .contains("rc=130\nCTID 403 exist unmounted down\n")
        .doesNotContain("veth403");
  }

  @Test
  void a_script_that_is_not_executable_is_passed_over_in_silence() {
    assertThat(
            console.run(
                """
                ct 404; vzctl --quiet set 404 --netif_add eth0 --save
                echo 'EXTERNAL_SCRIPT=/root/plain' >/etc/vz/vznet.conf; echo 'exit 1' >/root/plain
                rc vzctl --quiet start 404; vzctl status 404
                """))
        .isEqualTo("rc=0\nCTID 404 exist mounted running\n");
  }

  @Test
  void vznetaddbr_bridges_the_interface_it_is_called_for_and_ends_with_0_without_a_bridge() {
    assertThat(
            console.run(
                """
                ip link add name br1 type bridge; ip link add name vmbr0 type bridge
                ct 405 406; vzctl --quiet set 405 --netif_add 'eth0,,,,br1 eth1' --save
                echo 'EXTERNAL_SCRIPT=/usr/sbin/vznetaddbr' >/etc/vz/vznet.conf
                vzctl --quiet start 405
                for dev in veth405.0 veth405.1; do
                  basename $(readlink /sys/class/net/$dev/master); cat /proc/sys/net/ipv4/conf/$dev/{proxy_arp,forwarding}
                done
                vzctl --quiet set 406 --netif_add eth0,,,,nobr --save; rc vzctl --quiet start 406
                """))
        .isEqualTo("br1\n1\n1\nvmbr0\n1\n1\nbridge nobr does not exist!\nrc=0\n");
  }

  @Test
  void vznetaddbr_runs_what_the_containers_file_says_as_shell() {
    assertThat(
            console.run(
                """
                ct 407; vzctl --quiet set 407 --netif_add eth0 --save
                echo 'VETH_IP_ADDRESS="$(touch /root/owned)"' >>$conf/407.conf
                echo 'EXTERNAL_SCRIPT=/usr/sbin/vznetaddbr' >/etc/vz/vznet.conf
                vzctl start 407 >/dev/null; ls /root/owned
                """))
        .endsWith("/root/owned\n");
  }

  @Test
  void a_low_host_mac_takes_the_bridge_over_and_a_high_one_does_not() {
    assertThat(
            console.run(
                """
                ip link add name br2 type bridge; ip link add name p0 address 52:54:00:00:00:01 type veth peer name p1
                ip link set dev p0 master br2
                echo 'EXTERNAL_SCRIPT=/usr/sbin/vznetaddbr' >/etc/vz/vznet.conf
                ct 408; vzctl --quiet set 408 --netif_add eth0,,,,br2 --save
                look() { cut -c1-8 /sys/class/net/br2/address; }
                look; vzctl --quiet start 408; look; vzctl --quiet stop 408; look
                vzctl --quiet set 408 --ifname eth0 --host_mac FE:FF:FF:FF:FF:FF --save
                vzctl --quiet start 408; look
                """))
        .isEqualTo("52:54:00\n00:18:51\n52:54:00\n52:54:00\n");
  }

  @Test
  void
      two_containers_with_the_same_host_mac_reach_each_other_and_one_with_one_mac_for_both_does_not() {
    assertThat(
            console.run(
                """
                ip link add name br3 type bridge forward_delay 0; ip addr add 10.44.0.1/24 dev br3; ip link set dev br3 up
                echo 'EXTERNAL_SCRIPT=/usr/sbin/vznetaddbr' >/etc/vz/vznet.conf
                ct 409 410 411
                for id in 409 410; do vzctl --quiet set $id --netif_add eth0,02:00:00:00:04:${id#4},,FE:FF:FF:FF:FF:FF,br3 --save; done
                vzctl --quiet set 411 --netif_add eth0,02:00:00:00:04:11 --ifname eth0 --bridge br3 --save
                for id in 409 410 411; do
                  vzctl --quiet start $id
                  vzctl exec2 $id "ip addr add 10.44.0.$((id - 400))/24 dev eth0; ip link set dev eth0 up"
                done
                say() { echo "$1=$?"; }
                vzctl exec2 409 ping -q -c1 -W2 10.44.0.10 >/dev/null; say bridged
                ping -q -c1 -W2 10.44.0.9 >/dev/null; say node
                ping -q -c1 -W2 10.44.0.11 >/dev/null; say node_to_same_mac
                vzctl exec2 409 ping -q -c1 -W1 10.44.0.11 >/dev/null; say same_mac
                """))
        .isEqualTo("bridged=0\nnode=0\nnode_to_same_mac=0\nsame_mac=1\n");
  }
}
