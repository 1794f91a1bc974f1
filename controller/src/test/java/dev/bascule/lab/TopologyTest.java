package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each topology is what its file says, from the node's own files, and so again after a boot. */
@LabTest(nodes = 1)
class TopologyTest {
  private final LabNode node;
  private final Lab lab;

  TopologyTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
  }

  @Test
  void secondaries_have_addresses_routes_and_rules_of_all_sorts() {
    node.lay("secondaries");
    assertThat(node.exec("ip", "-br", "address", "show", "dev", "eth0"))
        .contains("10.66.1.1/16", "10.66.200.2/16", "172.30.0.2/24", "fd66::1:1/64", "fd67::1/64");
    assertThat(node.exec("ip", "route", "show", "table", "all"))
        .contains("10.99.0.0/16 via 10.66.0.1 dev eth0 src 10.66.1.1 metric 50", "table 100");
    assertThat(node.ssh("true").exit()).isZero();
  }

  @Test
  void on_link_is_a_32_whose_gateway_routes() {
    node.lay("on-link");
    assertThat(node.exec("ip", "-4", "-br", "address", "show", "dev", "eth0"))
        .contains("10.66.1.1/32");
    assertThat(node.exec("ip", "route", "get", "10.66.255.254")).contains("via 10.66.0.1");
    assertThat(node.ssh("true").exit()).isZero();
  }

  @Test
  void two_nics_are_in_two_networks_and_the_controller_is_in_both() {
    node.lay("two-nics");
    String banner = "exec 3<>/dev/tcp/10.67.1.1/22 && head -c 4 <&3";
    assertThat(lab.controller("timeout", "5", "bash", "-c", banner).out()).isEqualTo("SSH-");
    node.lay("single");
    assertThat(node.tryExec("ip", "link", "show", "dev", "eth1").exit()).isEqualTo(1);
  }

  @Test
  void containers_are_ports_of_the_nodes_bridge_and_come_back_with_it() {
    node.lay("containers");
    node.powerOff();
    node.powerOn();
    assertThat(node.exec("ip", "-br", "link", "show", "master", "br0"))
        .contains("eth0", "veth101.0", "veth102.0");
    node.exec("ip", "netns", "exec", "ct102", "ping", "-c1", "-W2", "10.66.255.254");
  }

  @Test
  void containers_behind_the_node_have_a_bridge_without_the_nic() {
    node.lay("behind");
    assertThat(node.exec("ip", "-br", "link", "show", "master", "vzbr1"))
        .contains("veth101.0", "veth102.0")
        .doesNotContain("eth0");
    node.exec("ip", "netns", "exec", "ct102", "ping", "-c1", "-W2", "172.31.0.1");
  }

  @Test
  void a_dhcp_client_gets_the_nodes_address_from_a_server() {
    node.lay("dhcp");
    assertThat(node.exec("ip", "-4", "address", "show", "dev", "eth0"))
        .contains("inet 10.66.1.1/16", "dynamic");
    assertThat(node.exec("pidof", "dhclient")).isNotBlank();
    assertThat(node.ssh("true").exit()).isZero();
  }
}
