package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that boot from {@code ifcfg-} files by a stand-in for RHEL's network scripts: whatever
 * {@code service network restart} and a boot do, they find the network that a change has made.
 */
class RhelNodesLabTest {
  private static final String FILES =
      "cd /etc/sysconfig; for f in network network-scripts/*-[eb]*; do echo == $f; cat $f; done";
  // What keeps NetworkManager away stays; lines come back at the end.
  private static final String SETTINGS =
      "cat /etc/sysconfig/network-scripts/ifcfg-eth0 | tr -d '\"' | grep -v -e NM_ -e ^# | sort";

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.RHEL, topology = "secondaries")
  class Secondaries extends OnRhel {
    Secondaries(Lab lab) {
      super(lab);
    }

    @Test
    void all_that_a_card_has_is_the_bridges_until_it_is_given_back() {
      Picture before = Picture.of(node);
      String files = files();
      String settings = node.shell(SETTINGS);
      assertThat(convert(2, "--dry-run").out())
          .contains("ifcfg-br0", "ifcfg-br0:1", "route-br0", "route6-br0", "rule-br0");
      assertThat(files()).isEqualTo(files);

      assertThat(convert(0, "--yes").out()).contains("is confirmed");
      Picture bridged = Picture.of(node);
      assertThat(counts(before.moved("eth0", "br0"))).isEqualTo(counts(bridged));
      theServiceAgrees(bridged);

      convert(0, "--reverse", "--yes");
      assertThat(node.shell(SETTINGS)).isEqualTo(settings);
      restart();
      assertThat(counts(Picture.of(node))).isEqualTo(counts(before));
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.RHEL, topology = "dhcp")
  class Dhcp extends OnRhel {
    Dhcp(Lab lab) {
      super(lab);
    }

    @Test
    void the_bridge_asks_for_its_address_once_and_the_card_does_again() {
      Picture before = Picture.of(node);
      String settings = node.shell(SETTINGS);
      convert(0, "--yes");
      theServiceAgrees(Picture.of(node));
      assertThat(clients()).hasSize(1).allMatch(line -> line.endsWith(" br0"));

      convert(0, "--reverse", "--yes");
      restart();
      assertThat(clients()).hasSize(1).allMatch(line -> line.endsWith(" eth0"));
      assertThat(counts(Picture.of(node))).isEqualTo(counts(before));
      assertThat(node.shell(SETTINGS)).isEqualTo(settings);
    }

    private List<String> clients() {
      // One that has ended and is not yet waited for is none.
      return node.shell("ps ax -o stat,args | grep -v ^Z | grep '[d]hclient'").lines().toList();
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.RHEL)
  class Single extends OnRhel {
    Single(Lab lab) {
      super(lab);
    }

    @Test
    void a_way_that_is_cut_is_the_way_back_and_no_file_was_touched() {
      Picture before = Picture.of(node);
      String files = files();
      convert(2, "--yes", "--confirm", "manual");
      Await.until(
          "the change is made", Duration.ofSeconds(60), () -> Picture.of(node).mentions("br0"));
      node.cut();
      node.shell("echo 0 >/var/lib/bascule/pending/deadline");
      Await.until(
          "the node went back",
          Duration.ofSeconds(60),
          () -> node.tryExec("test", "-e", "/var/lib/bascule/pending").exit() != 0);
      node.heal();
      assertThat(counts(Picture.of(node))).isEqualTo(counts(before));
      assertThat(files()).isEqualTo(files);
    }

    @Test
    void bridges_of_a_playbook_outlive_the_service_and_the_power_plug() {
      Site site = new Site(lab, home);
      String play =
          site.play(
                  "",
                  "bridge: {name: br8}",
                  "bridge: {name: br9, addresses: [10.77.0.1/24, 'fd77::1/64']}")
              .toString();
      site.run(0, "apply", play, "--yes");
      site.run(0, "plan", play);
      restart();
      site.run(0, "plan", play);
      node.powerOff();
      node.powerOn();
      site.run(0, "plan", play);
      assertThat(node.shell("ip -o addr show dev br9")).contains("10.77.0.1/24", "fd77::1/64");
    }
  }

  abstract static class OnRhel {
    final Lab lab;
    final LabNode node;
    @TempDir Path home;

    OnRhel(Lab lab) {
      this.lab = lab;
      this.node = lab.node(1);
    }

    /** The service's work, a boot and a second run find nothing to do. */
    final void theServiceAgrees(Picture bridged) {
      restart();
      assertThat(Picture.of(node).mentions("eth0 up")).isTrue();
      assertThat(counts(Picture.of(node))).isEqualTo(counts(bridged));
      assertThat(node.ssh("true").exit()).isZero();
      assertThat(convert(0, "--dry-run").out()).contains("1 in sync");
      node.powerOff();
      node.powerOn();
      assertThat(counts(Picture.of(node))).isEqualTo(counts(bridged));
      assertThat(convert(0, "--dry-run").out()).contains("1 in sync");
    }

    final void restart() {
      assertThat(node.shell("service network restart")).doesNotContain("FAILED");
    }

    final String files() {
      return node.shell(FILES);
    }

    /**
     * Addresses, routes and rules that somebody chose. The route for link-local addresses is the
     * scripts' own, and has the link's number in its metric.
     */
    static List<String> counts(Picture picture) {
      return picture.chosen().lines().stream()
          .filter(line -> !line.contains("169.254.0.0/16") && !line.contains("fe80:"))
          .filter(line -> !line.contains("ff00::"))
          .sorted()
          .toList();
    }

    final CommandResult convert(int exit, String... more) {
      List<String> options = new ArrayList<>(List.of("--bridge", "br0", "--stable", "1s"));
      options.addAll(List.of(more));
      return bascule(exit, "convert", options.toArray(String[]::new));
    }

    final CommandResult bascule(int exit, String command, String... options) {
      Path program = Path.of("").toAbsolutePath().getParent().resolve("bin/bascule");
      List<String> line = new ArrayList<>(List.of("env", "HOME=" + home, program.toString()));
      line.addAll(List.of(command, "root@" + node.address()));
      line.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
      line.addAll(List.of("--private-key", lab.key().toString()));
      line.addAll(List.of(options));
      CommandResult result = lab.controller(line.toArray(String[]::new));
      assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
      return result;
    }
  }
}
