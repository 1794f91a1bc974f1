package dev.bascule.openvz;

import static dev.bascule.openvz.Fleet.reaches;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped playbooks for each way in which OpenVZ's documentation connects containers: proven by
 * ping, then after a stop and start of the containers, then after a power cut of the nodes, each
 * time with an empty plan. On each first node the container runs when the playbook is applied, on
 * the second it is started later. The nodes' vzctl is a stand-in.
 */
class ScenariosLabTest {
  private static final String GATEWAY = "10.66.0.1";
  private static final String CONTROLLER = "10.66.255.254";

  @Nested
  @LabTest(nodes = 2, flavour = Flavour.OPENVZ)
  class Bridged {
    private final Lab lab;
    @TempDir private Path home;

    Bridged(Lab lab) {
      this.lab = lab;
    }

    @Test
    void containers_of_two_nodes_reach_each_other_their_gateway_and_their_node() {
      Fleet fleet = new Fleet(lab, home);
      LabNode one = lab.node(1);
      LabNode two = lab.node(2);
      for (int id : new int[] {101, 102}) {
        Fleet.create(one, id, "debian");
        one.exec("vzctl", "start", Integer.toString(id));
      }
      Fleet.create(two, 201, "centos");
      fleet.inventory(
          """
          node_address: %s
          containers:
            - {id: 101, addresses: [10.66.200.1/16, "fd66::200:1/64"], gateway: 10.66.0.1}
            - {id: 102, addresses: [10.79.0.1/24], gateway: 10.79.0.254}
          """
              .formatted(one.address()),
          """
          node_address: %s
          containers: [{id: 201, addresses: [10.66.200.2/16, "fd66::200:2/64"], gateway: 10.66.0.1}]
          """
              .formatted(two.address()));

      fleet.run(2, "plan", "openvz-bridged.yml");
      fleet.appliedOnce("openvz-bridged.yml");
      two.exec("vzctl", "start", "201");
      fleet.keeps(() -> proof(one, two), List.of("openvz-bridged.yml"), 101, 102, 201);
      assertThat(one.exec("cat", "/sys/class/net/veth101.0/address"))
          .startsWith("fe:ff:ff:ff:ff:ff");
      // Somebody was quicker: the stop goes well all the same.
      one.exec("ip", "route", "del", "10.79.0.1", "dev", "br0");
      one.exec("vzctl", "stop", "102");
    }

    private static void proof(LabNode one, LabNode two) {
      reaches(one, 101, "10.66.200.2");
      reaches(two, 201, "10.66.200.1");
      reaches(one, 101, GATEWAY);
      reaches(one, 101, "fd66::200:2");
      reaches(two, 201, "fd66::200:1");
      reaches(one, 101, one.address());
      reaches(one, "10.66.200.1");
      // In a network of its own, whose gateway is nowhere: container and node reach each other.
      reaches(one, 102, one.address());
      reaches(one, "10.79.0.1");
    }
  }

  /** Two scenarios on the same nodes: behind the node on a bridged uplink, and fail-over. */
  @Nested
  @LabTest(nodes = 2, flavour = Flavour.OPENVZ)
  class RoutedAndFailOver {
    private static final List<String> PLAYBOOKS =
        List.of("bridge.yml", "openvz-routed.yml", "openvz-failover.yml");
    private final Lab lab;
    @TempDir private Path home;

    RoutedAndFailOver(Lab lab) {
      this.lab = lab;
    }

    @Test
    void containers_behind_their_nodes_are_reached_from_everywhere() {
      Fleet fleet = new Fleet(lab, home);
      LabNode one = lab.node(1);
      LabNode two = lab.node(2);
      for (int id : new int[] {101, 102}) {
        Fleet.create(one, id, "debian");
        one.exec("vzctl", "start", Integer.toString(id));
        Fleet.create(two, id + 100, "debian");
      }
      fleet.ipv6("fd66::1:1", "fd66::1:2");
      provider(one, two);
      fleet.inventory(variables(one, 1, "fd66::1:1"), variables(two, 2, "fd66::1:2"));

      // What is inside of 202 is written while it runs.
      two.exec("vzctl", "start", "202");
      PLAYBOOKS.forEach(fleet::appliedOnce);
      two.exec("vzctl", "start", "201");
      fleet.keeps(() -> proof(one, two), PLAYBOOKS, 101, 102, 201, 202);
      movesOn(fleet, one, two);
    }

    // The container runs: the old address goes from the node at once, so that another may have it.
    private static void movesOn(Fleet fleet, LabNode one, LabNode two) {
      fleet.inventory(variables(one, 1, "fd66::1:1").replace("201:1/", "201:11/"));
      fleet.run(0, "apply", "openvz-routed.yml");
      assertThat(one.shell("ip -6 neigh show proxy"))
          .contains("fd66::201:11 dev br0")
          .doesNotContain("fd66::201:1 ");
      assertThat(one.shell("ip -6 route")).doesNotContain("fd66::201:1 ");
      reaches(two, 201, "fd66::201:11");
      fleet.run(0, "plan", "openvz-routed.yml");
    }

    private static String variables(LabNode node, int place, String v6) {
      return """
          node_address: %1$s
          routed_uplink: br0
          routed_containers:
            - {id: %2$d01, addresses: [10.66.201.%2$d/32, "fd66::201:%2$d/128"], gateway: [%1$s, "%3$s"]}
          failover_containers: [{id: %2$d02, address: 10.88.0.%2$d}]
          """
          .formatted(node.address(), place, v6);
    }

    // The provider's router: it sends what is for a fail-over address to the node that has it.
    private void provider(LabNode one, LabNode two) {
      two.shell("ROUTE='10.88.0.1/32 via %s'\n".formatted(one.address()) + Fleet.UP_ROUTE);
      one.shell("ROUTE='10.88.0.2/32 via %s'\n".formatted(two.address()) + Fleet.UP_ROUTE);
      lab.controller("ip", "route", "replace", "10.88.0.1/32", "via", one.address()).orThrow();
    }

    private void proof(LabNode one, LabNode two) {
      reaches(one, 101, "10.66.201.2");
      reaches(two, 201, "10.66.201.1");
      reaches(one, 101, "fd66::201:2");
      reaches(one, 101, GATEWAY);
      reaches(one, 101, "fd66::1");
      reaches(one, 101, one.address());
      reaches(one, "10.66.201.1");
      reaches(one, "fd66::201:1");
      failOver(one, two);
    }

    private void failOver(LabNode one, LabNode two) {
      reaches(one, 102, "10.88.0.2");
      reaches(two, 202, "10.88.0.1");
      reaches(one, 102, CONTROLLER);
      reaches(one, 102, one.address());
      reaches(one, "10.88.0.1");
    }
  }

  /** As the wiki's simple set-up: veth without a bridge, on a card that is none. */
  @Nested
  @LabTest(nodes = 2, flavour = Flavour.OPENVZ)
  class Simple {
    private final Lab lab;
    @TempDir private Path home;

    Simple(Lab lab) {
      this.lab = lab;
    }

    @Test
    void containers_are_reached_through_their_nodes_card() {
      Fleet fleet = new Fleet(lab, home);
      LabNode one = lab.node(1);
      LabNode two = lab.node(2);
      Fleet.create(one, 101, "debian");
      one.exec("vzctl", "start", "101");
      Fleet.create(two, 201, "centos");
      fleet.inventory(variables(one, 1), variables(two, 2));

      fleet.appliedOnce("openvz-routed.yml");
      two.exec("vzctl", "start", "201");
      fleet.keeps(() -> proof(one, two), List.of("openvz-routed.yml"), 101, 201);
    }

    private static String variables(LabNode node, int place) {
      return """
          node_address: %s
          routed_containers: [{id: %2$d01, addresses: [10.66.205.%2$d/32]}]
          """
          .formatted(node.address(), place);
    }

    private static void proof(LabNode one, LabNode two) {
      reaches(one, 101, "10.66.205.2");
      reaches(two, 201, "10.66.205.1");
      reaches(one, 101, GATEWAY);
      reaches(one, 101, one.address());
      reaches(one, "10.66.205.1");
      reaches(two, "10.66.205.1");
    }
  }

  @Nested
  @LabTest(nodes = 2, flavour = Flavour.OPENVZ, topology = "two-nics")
  class TwoNics {
    private final Lab lab;
    @TempDir private Path home;

    TwoNics(Lab lab) {
      this.lab = lab;
    }

    @Test
    void containers_reach_each_other_inside_and_outside() {
      Fleet fleet = new Fleet(lab, home);
      LabNode one = lab.node(1);
      LabNode two = lab.node(2);
      Fleet.create(one, 101, "debian");
      one.exec("vzctl", "start", "101");
      Fleet.create(two, 201, "centos");
      fleet.inventory(variables(one, 1), variables(two, 2));

      fleet.appliedOnce("openvz-two-nics.yml");
      two.exec("vzctl", "start", "201");
      fleet.keeps(() -> proof(one, two), List.of("openvz-two-nics.yml"), 101, 201);
    }

    private static String inner(LabNode node) {
      return node.address().replace("10.66.", "10.67.");
    }

    private static String variables(LabNode node, int place) {
      return """
          node_address: %s
          two_nic_containers:
            - {id: %2$d01, outside: [10.66.202.%2$d/16], gateway: 10.66.0.1, inside: [10.67.202.%2$d/16]}
          """
          .formatted(inner(node), place);
    }

    private static void proof(LabNode one, LabNode two) {
      reaches(one, 101, "10.66.202.2");
      reaches(one, 101, "10.67.202.2");
      reaches(two, 201, "10.67.202.1");
      reaches(one, 101, GATEWAY);
      reaches(one, 101, inner(one));
      reaches(one, 101, inner(two));
      reaches(one, "10.67.202.1");
      assertThat(one.exec("vzctl", "exec2", "101", "ip route get 10.67.202.2")).contains("eth1");
      assertThat(one.exec("vzctl", "exec2", "101", "ip route get 10.66.202.2")).contains("eth0");
    }
  }

  @Nested
  @LabTest(nodes = 2, flavour = Flavour.OPENVZ)
  class Venet {
    private final Lab lab;
    @TempDir private Path home;

    Venet(Lab lab) {
      this.lab = lab;
    }

    @Test
    void containers_on_venet_reach_each_other_by_both_families() {
      Fleet fleet = new Fleet(lab, home);
      LabNode one = lab.node(1);
      LabNode two = lab.node(2);
      Fleet.create(one, 101, "debian");
      one.exec("vzctl", "start", "101");
      Fleet.create(two, 201, "centos");
      fleet.ipv6("fd66::1:1", "fd66::1:2");
      fleet.inventory(
          "venet_containers: [{id: 101, addresses: [10.66.203.1, 'fd66::203:1']}]",
          "venet_containers: [{id: 201, addresses: [10.66.203.2, 'fd66::203:2']}]");

      fleet.appliedOnce("openvz-venet.yml");
      two.exec("vzctl", "start", "201");
      fleet.keeps(() -> proof(one, two), List.of("openvz-venet.yml"), 101, 201);
      movesOn(fleet, one, two);
    }

    // One address goes, and only that one.
    private static void movesOn(Fleet fleet, LabNode one, LabNode two) {
      fleet.inventory(
          "venet_containers: [{id: 101, addresses: [10.66.203.11, 'fd66::203:1']}]",
          "venet_containers: [{id: 201, addresses: [10.66.203.2, 'fd66::203:2']}]");
      fleet.appliedOnce("openvz-venet.yml");
      assertThat(one.shell("ip route; ip neigh show proxy"))
          .contains("10.66.203.11 dev venet0", "10.66.203.11 dev eth0")
          .doesNotContain("10.66.203.1 ");
      reaches(two, 201, "10.66.203.11");
      reaches(two, 201, "fd66::203:1");
    }

    private static void proof(LabNode one, LabNode two) {
      reaches(one, 101, "10.66.203.2");
      reaches(two, 201, "10.66.203.1");
      reaches(one, 101, "fd66::203:2");
      reaches(two, 201, "fd66::203:1");
      reaches(one, 101, GATEWAY);
      reaches(one, 101, "fd66::1");
      reaches(one, 101, one.address());
      reaches(one, "10.66.203.1");
      reaches(one, "fd66::203:1");
    }
  }
}
