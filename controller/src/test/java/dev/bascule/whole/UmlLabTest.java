package dev.bascule.whole;

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

/** A kernel of its own: 802.1Q, VLAN filtering, a boot_id that changes, and a real reboot. */
@LabTest(nodes = 2, flavour = Flavour.UML)
class UmlLabTest {
  private static final String SITE =
      """
      - hosts: %s
        safe_apply: {stable: 2s}
        tasks:
          - vlan: {name: eth0.5, link: eth0, id: 5, addresses: [10.205.0.8/24]}
          - bridge: {name: br0, adopt: eth0, vlan_filtering: true}
          - vlan: {name: br0.7, link: br0, id: 7, addresses: [10.207.0.8/24]}
      """;

  private final Lab lab;
  @TempDir private Path folder;

  UmlLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_bridge_that_filters_and_vlans_below_and_above_it_outlive_a_real_reboot()
      throws IOException {
    LabNode node = lab.node(1);
    Path site = folder.resolve("site.yml");
    Files.writeString(site, SITE.formatted(node.name()));
    Bascule bascule = new Bascule(lab, folder);
    assertThat(bascule.run(2, "plan", site.toString()).out())
        .contains("eth0.5 stays on eth0 and keeps working")
        .contains("br0.7 hears nothing until");
    assertThat(bascule.run(0, "apply", "--yes", site.toString()).out()).contains("is confirmed");
    bascule.run(0, "plan", site.toString());
    String boot = node.shell("cat /proc/sys/kernel/random/boot_id");
    lab.lab("reboot", node.name()).orThrow();
    assertThat(node.shell("cat /proc/sys/kernel/random/boot_id")).isNotEqualTo(boot);
    bascule.run(0, "plan", site.toString());
    assertThat(node.shell("cat /sys/class/net/br0/bridge/vlan_filtering; ip -br addr"))
        .startsWith("1\n")
        .contains("10.205.0.8/24", "10.207.0.8/24");
    assertThat(new Conversion(lab, folder, node).run(3, "--reverse", "--yes").out())
        .contains("br0.7 would go with br0, on which it stands");
  }

  @Test
  void a_reboot_inside_the_window_is_the_way_back_and_the_next_contact_says_so() {
    LabNode node = lab.node(2);
    Conversion conversion = new Conversion(lab, folder, node);
    String before = conversion.network();
    conversion.until_a_person_decides();
    lab.lab("reboot", node.name()).orThrow();
    assertThat(conversion.network()).isEqualTo(before);
    assertThat(conversion.bascule("status").out()).contains("rolled-back-verified");
    conversion.run(2, "--dry-run");
  }
}
