package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with the tools of 2.6.32, and without any ip. */
@LabTest(nodes = 4, flavour = Flavour.OLD, topology = "secondaries")
class OldNodesLabTest {
  private static final String PLAIN =
      """
      cat >/etc/network/interfaces <<END
      auto lo
      iface lo inet loopback

      auto eth0
      iface eth0 inet static
          address %s/16
          gateway 10.66.0.1
      END
      """;

  private final Lab lab;
  @TempDir private Path home;

  OldNodesLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_node_is_bridged_boots_so_and_is_unbridged() {
    new Conversion(lab, home, lab.node(1)).there_through_the_power_plug_and_back();
  }

  @Test
  void a_conversion_that_is_taken_back_leaves_the_node_as_it_was() {
    new Conversion(lab, home, lab.node(2)).taken_back();
  }

  @Test
  void without_ip_a_plain_node_is_bridged_and_unbridged_by_net_tools() {
    LabNode node = lab.node(3);
    node.shell(PLAIN.formatted(node.address()));
    lab.lab("power", node.name(), "off").orThrow();
    lab.lab("power", node.name(), "on").orThrow();
    node.shell("mv /bin/ip /root/ip");
    Conversion conversion = new Conversion(lab, home, node);
    String before = conversion.network();
    conversion.taken_back();
    assertThat(conversion.run(0, "--yes").out()).contains("is confirmed");
    conversion.run(0, "--dry-run");
    conversion.run(0, "--reverse", "--yes");
    assertThat(conversion.network()).isEqualTo(before);
  }

  @Test
  void without_ip_tables_that_cannot_be_read_are_a_refusal() {
    LabNode node = lab.node(4);
    node.shell("mv /bin/ip /root/ip");
    assertThat(new Conversion(lab, home, node).run(3, "--yes").out())
        .contains("without it the routes of table 100 cannot be read")
        .contains("nothing was written");
  }
}
