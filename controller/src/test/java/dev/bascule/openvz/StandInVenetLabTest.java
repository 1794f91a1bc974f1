package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import org.junit.jupiter.api.Test;

/** venet of the stand-in: {@code --ipadd}, routes, proxy neighbours, packets. */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class StandInVenetLabTest {
  private final StandInConsole console;
  private final Lab lab;

  StandInVenetLabTest(Lab lab) {
    this.lab = lab;
    console = new StandInConsole(lab.node(1));
  }

  @Test
  void addresses_come_alone_in_a_list_and_again_but_not_with_commas() {
    assertThat(
            console.run(
                """
                ct 501
                rc vzctl set 501 --ipadd fd00::5/64 --ipadd '10.0.0.1 10.0.0.2' --save; grep '^IP_ADDRESS' $conf/501.conf
                rc vzctl set 501 --ipadd 10.0.0.3,10.0.0.4 --save; rc vzctl set 501 --ipadd 10.0.0.256 --save
                rc vzctl set 501 --ipadd fd00::5/48 --save; grep '^IP_ADDRESS' $conf/501.conf
                vzctl --quiet set 501 --ipdel 10.0.0.1 --save; grep '^IP_ADDRESS' $conf/501.conf
                vzctl --quiet set 501 --ipdel all --ipadd 10.0.0.9 --save; grep '^IP_ADDRESS' $conf/501.conf
                """))
        .containsSubsequence(
            "rc=0\nIP_ADDRESS=\"fd00::5/64 10.0.0.1 10.0.0.2\"\n",
            "rc=21\n",
            "rc=21\n",
            "rc=0\nIP_ADDRESS=\"10.0.0.1 10.0.0.2 fd00::5/48\"\n",
            "IP_ADDRESS=\"10.0.0.2 fd00::5/48\"\n",
            "IP_ADDRESS=\"10.0.0.9\"\n");
  }

  @Test
  void a_running_container_gets_its_addresses_and_the_node_routes_and_answers_for_them() {
    console.run("sysctl -qw net.ipv4.ip_forward=1; ct 502; vzctl start 502");
    assertThat(
            console.run(
                """
                vzctl --quiet set 502 --ipadd 10.66.77.2 --save; ip route show dev venet0; ip neigh show proxy
                vzctl exec2 502 'ip -br -4 addr show dev venet0; ip route; ping -q -c1 -W2 10.66.255.254'
                """))
        .contains("10.66.77.2 scope link", "10.66.77.2 dev eth0 proxy")
        .containsPattern("venet0@\\S+\\s+\\S+\\s+10.66.77.2/32")
        .contains("default dev venet0", "1 received");
    // From outside, by the node's proxy entry: nobody listens there, and the container says so.
    assertThat(lab.controller("timeout", "5", "bash", "-c", ": </dev/tcp/10.66.77.2/9").err())
        .contains("Connection refused");
    assertThat(
            console.run(
                """
                vzctl --quiet set 502 --ipdel all --save; ip route show dev venet0; ip neigh show proxy
                vzctl exec2 502 ip -br -4 addr show dev venet0
                """))
        .doesNotContain("10.66.77.2");
  }

  @Test
  void containers_reach_each_other_through_the_node() {
    assertThat(
            console.run(
                """
                sysctl -qw net.ipv4.ip_forward=0; ct 503 504
                for id in 503 504; do vzctl --quiet set $id --ipadd 10.66.78.${id#50} --save; vzctl --quiet start $id; done
                vzctl exec2 503 ping -q -c1 -W1 10.66.78.4 >/dev/null; echo off=$?
                sysctl -qw net.ipv4.ip_forward=1
                vzctl exec2 503 ping -q -c1 -W2 10.66.78.4 >/dev/null; echo on=$?
                vzctl --quiet stop 504; ip route show dev venet0; ip neigh show proxy
                """))
        .contains("off=1\non=0\n")
        .contains("10.66.78.3")
        .doesNotContain("10.66.78.4");
  }

  @Test
  void ipv6_is_routed_and_has_proxy_entries_too() {
    assertThat(
            console.run(
                """
                sysctl -qw net.ipv6.conf.all.forwarding=1; ip addr add fd66::9/64 dev eth0 nodad; ct 505 506
                for id in 505 506; do vzctl --quiet set $id --ipadd fd66::$id --save; vzctl --quiet start $id; done
                ip -6 route show dev venet0; ip -6 neigh show proxy
                vzctl exec2 505 ping -q -c1 -W2 fd66::506 >/dev/null; echo rc=$?
                ping -q -c1 -W2 fd66::505 >/dev/null; echo rc=$?
                """))
        .contains("fd66::505 ", "fd66::505 dev eth0 proxy", "rc=0\nrc=0\n");
  }

  @Test
  void the_nodes_file_names_the_cards_the_source_and_whether_a_duplicate_is_an_error() {
    assertThat(
            console.run(
                """
                cp /etc/vz/vz.conf /root/vz.conf; ct 508; vzctl --quiet start 508
                ip link add name out1 type veth peer name out2; ip addr add 10.77.0.1/24 dev out1; ip link set dev out1 up
                add() { rc vzctl --quiet set 508 --ipadd "$1" --save; told "$1" | sed 's, *$,,'; }
                told() { ip neigh show proxy | grep "^$1 " | sort; ip route show "$1"; }
                echo 'NEIGHBOUR_DEVS=list:out1' >>/etc/vz/vz.conf; add 10.66.79.1
                echo 'NEIGHBOUR_DEVS=' >>/etc/vz/vz.conf; add 10.66.79.2
                echo 'VE_ROUTE_SRC_DEV="out1"' >>/etc/vz/vz.conf; add 10.66.79.3
                add 10.66.255.254; vzctl --quiet set 508 --ipdel 10.66.255.254 --save
                echo 'ERROR_ON_ARPFAIL="yes"' >>/etc/vz/vz.conf; add 10.66.255.254; add 10.66.79.4
                mv /root/vz.conf /etc/vz/vz.conf; vzctl --quiet stop 508; ip link del dev out1
                """))
        .containsSubsequence(
            "rc=0\n10.66.79.1 dev out1 proxy\n10.66.79.1 dev venet0 scope link\n",
            "rc=0\n10.66.79.2 dev eth0 proxy\n10.66.79.2 dev out1 proxy\n10.66.79.2 dev venet0 scope link\n",
            "10.66.79.3 dev venet0 scope link src 10.77.0.1\n",
            "rc=0\n10.66.255.254 dev ",
            "arpsend -D -e 10.66.255.254 eth0 FAILED\n",
            "rc=34\n",
            "rc=0\n10.66.79.4 dev eth0 proxy\n");
  }

  @Test
  void a_grep_for_ip_address_finds_more_than_venets() {
    assertThat(
            console.run(
                """
                ct 507; echo 'VETH_IP_ADDRESS="10.1.1.1/24"' >>$conf/507.conf
                vzctl --quiet set 507 --ipadd 10.0.7.1 --save; grep -c IP_ADDRESS $conf/507.conf; vzlist -aHo ip 507
                """))
        .isEqualTo("2\n10.0.7.1        \n");
  }
}
