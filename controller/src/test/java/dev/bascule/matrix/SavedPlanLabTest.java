package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved plan of a bridge and a file, on nodes of which some move on before it is applied. */
@LabTest(nodes = 4)
class SavedPlanLabTest {
  private final Lab lab;

  SavedPlanLabTest(Lab lab) {
    this.lab = lab;
  }

  @BeforeEach
  void fresh_disks() {
    lab.lay(1, 4, "single");
  }

  @Test
  void a_play_after_another_one_changes_the_network_as_it_was_saved(@TempDir Path home)
      throws IOException {
    String play =
        Files.writeString(
                home.resolve("site.yml"),
                """
                - name: a file on one
                  hosts: hn-1
                  tasks:
                    - copy: {content: "new\\n", dest: /etc/motd, mode: "0644"}
                - name: bridges
                  hosts: all
                  serial: 100%
                  safe_apply: {stable: 1s}
                  tasks:
                    - bridge: {name: br0, adopt: eth0}
                """)
            .toString();
    String file = home.resolve("monday.plan").toString();
    new Site(lab, home).run(2, "plan", "--out", file, play);
    CommandResult applied =
        lab.controller("env", "HOME=" + home, Site.PROGRAM.toString(), "apply", "--yes", file);
    assertThat(applied.exit()).as(applied.toString()).isZero();
    assertThat(applied.out()).endsWith("4 nodes: 4 changed\n");
  }

  @Test
  void nodes_that_are_as_they_were_are_bridged_and_others_are_refused(@TempDir Path home) {
    LabNode same = lab.node(1);
    LabNode edited = lab.node(2);
    LabNode cabled = lab.node(3);
    LabNode busy = lab.node(4);
    lab.nodes().forEach(node -> node.shell("echo old >/etc/motd"));
    Site site = new Site(lab, home);
    String play =
        site.play(
                "serial: 100%",
                "bridge: {name: br0, adopt: eth0}",
                "copy: {content: \"new\\n\", dest: /etc/motd, mode: \"0644\"}")
            .toString();
    String file = home.resolve("monday.plan").toString();
    site.run(2, "plan", "--out", file, play);

    edited.shell("echo somebody >/etc/motd");
    cabled.shell("ip addr add 192.0.2.9/24 dev eth0");
    // What no change of the plan is about may change as it likes.
    busy.shell("ip link add other0 type veth peer name other1 && echo more >/etc/other");
    String busyMore = busy.shell("ip -o link show other0");

    CommandResult applied =
        lab.controller("env", "HOME=" + home, Site.PROGRAM.toString(), "apply", "--yes", file);
    assertThat(applied.exit()).as(applied.toString()).isEqualTo(3);
    assertThat(applied.out())
        .contains("2 changed, 2 refused")
        .contains("'update /etc/motd' would not do the same, or not to the same")
        .contains("moved on since the plan was saved");
    for (LabNode node : lab.nodes()) {
      boolean bridged = node.tryExec("ip", "link", "show", "br0").exit() == 0;
      assertThat(bridged).as(node.name()).isEqualTo(node == same || node == busy);
      assertThat(node.ssh("true").exit()).as(node.name()).isZero();
    }
    assertThat(edited.shell("cat /etc/motd")).isEqualTo("somebody\n");
    assertThat(cabled.shell("cat /etc/motd")).isEqualTo("old\n");
    assertThat(busy.shell("ip -o link show other0")).isEqualTo(busyMore);
  }
}
