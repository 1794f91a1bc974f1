package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped playbooks for each way in which OpenVZ's documentation connects containers: proven by
 * ping, then after a stop and start of the container, then after a power cut of the node. The nodes'
 * vzctl is a stand-in.
 */
class ScenariosLabTest {
  private static final String GATEWAY = "10.66.0.1";

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
      Fleet.create(one, 101, "debian");
      one.exec("vzctl", "start", "101");
      Fleet.create(two, 201, "centos");
      fleet.inventory(
          "node_address: "
              + one.address()
              + "\ncontainers: [{id: 101, addresses: [10.66.200.1/16], gateway: 10.66.0.1}]",
          "node_address: "
              + two.address()
              + "\ncontainers: [{id: 201, addresses: [10.66.200.2/16], gateway: 10.66.0.1}]");

      fleet.appliedOnce("openvz-bridged.yml");
      two.exec("vzctl", "start", "201");
      all(one, two);

      one.exec("vzctl", "stop", "101");
      assertThat(one.shell("ip route show 10.66.200.1")).isEmpty();
      fleet.run(0, "plan", "openvz-bridged.yml");
      one.exec("vzctl", "start", "101");
      all(one, two);

      one.powerOff();
      two.powerOff();
      one.powerOn();
      two.powerOn();
      all(one, two);
      fleet.run(0, "plan", "openvz-bridged.yml");
    }

    private static void all(LabNode one, LabNode two) {
      Fleet.reaches(one, 101, "10.66.200.2");
      Fleet.reaches(two, 201, "10.66.200.1");
      Fleet.reaches(one, 101, GATEWAY);
      Fleet.reaches(one, 101, one.address());
      one.exec("ping", "-c", "1", "-W", "2", "10.66.200.1");
    }
  }
}
