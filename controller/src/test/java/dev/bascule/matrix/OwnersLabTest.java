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
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who owns a link, with the real programs: systemd-networkd in four guises is told and agrees, a
 * minute later and after a boot too; what NetworkManager has is refused until it lets go. Their
 * minutes pass together, which is why the classes have an order.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class OwnersLabTest {
  private static final String BRIDGE = "bridge: {name: br0, adopt: eth0}";
  private static final String GIVE_BACK = "bridge: {name: br0, state: absent, give_back: eth0}";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path home;
  private static List<Told> told = List.of();

  /** A node whose networkd was told of a bridge. */
  private record Told(LabNode node, Site site, String files, Picture before, Picture bridged) {
    static final String FILES = "tail -n +1 /etc/netplan/* /etc/systemd/network/* 2>/dev/null || :";

    private static final String STORY =
        "networkctl --no-legend; ip address; ip route; journalctl --no-pager -o short-precise"
            + " -u systemd-networkd -u systemd-networkd.socket | grep -v ' message type=' | tail -n 400";

    static Picture settled(LabNode node, String link) {
      assertThat(Await.within(SOON, () -> has(node, link)))
          .as(() -> node.name() + ": " + link + ": " + node.shell(STORY))
          .isTrue();
      return Picture.of(node);
    }

    private static boolean has(LabNode node, String link) {
      String said = node.tryExec("networkctl", "--no-legend").out();
      return said.contains(" configured")
          && !said.contains("configuring")
          && said.contains(link)
          && !node.shell("ip -6 addr").contains("tentative");
    }
  }

  @Nested
  @Order(1)
  @LabTest(nodes = 4, flavour = Flavour.NETPLAN, topology = "networkd-secondaries")
  class Networkd {
    @Test
    void is_told_of_a_bridge_with_its_leases_and_all_addresses(Lab lab) {
      List<String> others = List.of("netplan-secondaries", "networkd-dhcp", "netplan-dhcp");
      for (int i = 0; i < others.size(); i++) {
        lab.lay(i + 2, 1, others.get(i));
      }
      Site site = new Site(lab, home);
      List<Picture> before = lab.nodes().stream().map(node -> Told.settled(node, "eth0")).toList();
      List<String> files = lab.nodes().stream().map(node -> node.shell(Told.FILES)).toList();
      apply(site, BRIDGE);
      told =
          lab.nodes().stream()
              .map(
                  node -> {
                    int i = lab.nodes().indexOf(node);
                    Picture now = Told.settled(node, "br0");
                    return new Told(node, site, files.get(i), before.get(i), now);
                  })
              .toList();
      for (Told one : told) {
        assertThat(one.before().moved("eth0", "br0").chosen().difference(one.bridged().chosen()))
            .as(one.node().name())
            .isEmpty();
      }
    }
  }

  @Nested
  @Order(2)
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD, topology = "networkmanager")
  class NetworkManager {
    private static final String REFUSAL =
        "NetworkManager manages eth0 and would undo this: nothing tells it of the change";

    @Test
    void has_a_link_that_is_refused_until_it_lets_go_and_then_leaves_alone(Lab lab) {
      LabNode node = lab.node(1);
      Site site = new Site(lab, home);
      Await.until("eth0 is its own", SOON, () -> says(node).contains("eth0:connected\n"));
      Picture before = Picture.of(node);
      refused(site.run(3, "apply", "--yes", site.play("", BRIDGE).toString()));
      refused(convert(3, lab));
      assertThat(before.difference(Picture.of(node))).isEmpty();
      assertThat(node.tryExec("ls", "/var/lib/bascule").exit()).isNotZero();

      letGo(node);
      assertThat(before.difference(Picture.of(node))).isEmpty();
      assertThat(convert(0, lab).out()).contains("is confirmed").doesNotContain("not rehearsed");
      Picture bridged = Picture.of(node);
      assertThat(before.moved("eth0", "br0").chosen().difference(bridged.chosen())).isEmpty();
      boolean changed =
          Await.within(
              Duration.ofSeconds(60), () -> !bridged.difference(Picture.of(node)).isEmpty());
      assertThat(changed).as(bridged.difference(Picture.of(node))).isFalse();

      node.reboot();
      Await.until("it runs", SOON, () -> says(node).contains("br0:connected (externally)\n"));
      assertThat(says(node)).contains("eth0:unmanaged\n");
      assertThat(convert(0, lab).out()).contains("1 in sync");
      convert(0, lab, "--reverse");
    }

    /** As the hint of the refusal says; for the next boot Debian's way is a stanza. */
    private void letGo(LabNode node) {
      node.exec("nmcli", "device", "set", "eth0", "managed", "no");
      node.shell(
          "printf '\\nauto eth0\\niface eth0 inet static\\n  address "
              + node.address()
              + "/16\\n  gateway 10.66.0.1\\n  metric 100\\n' >>/etc/network/interfaces");
    }

    private static void refused(CommandResult said) {
      assertThat(said.out())
          .contains(REFUSAL)
          .contains("nmcli device set eth0 managed no")
          .contains("nothing was written");
    }

    private static String says(LabNode node) {
      return node.tryExec("nmcli", "-t", "-f", "DEVICE,STATE", "dev").out();
    }

    private static CommandResult convert(int exit, Lab lab, String... more) {
      List<String> line = new ArrayList<>(List.of("env", "HOME=" + home, Site.PROGRAM.toString()));
      line.addAll(List.of("convert", "root@" + lab.node(1).address(), "--yes"));
      line.addAll(List.of("--bridge", "br0", "--stable", "1s"));
      line.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
      line.addAll(List.of("--private-key", lab.key().toString()));
      line.addAll(List.of(more));
      CommandResult result = lab.controller(line.toArray(String[]::new));
      assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
      return result;
    }
  }

  @Nested
  @Order(3)
  @Tag("lab")
  class NetworkdLater {
    @Test
    void a_minute_later_and_after_a_boot_all_is_as_it_was_confirmed() {
      assertThat(told).as("what was confirmed a minute ago").hasSize(4);
      for (Told one : told) {
        assertThat(one.bridged().difference(Picture.of(one.node()))).as(one.toString()).isEmpty();
      }
      told.forEach(one -> one.node().powerOff());
      told.forEach(one -> one.node().powerOn());
      for (Told one : told) {
        Picture now = Told.settled(one.node(), "br0");
        assertThat(one.bridged().chosen().difference(now.chosen())).as(one.toString()).isEmpty();
      }
      Site site = told.get(0).site();
      site.run(0, "plan", site.play("serial: 100%", BRIDGE).toString());
      apply(site, GIVE_BACK);
      for (Told one : told) {
        assertThat(one.node().shell(Told.FILES)).isEqualTo(one.files());
        Picture now = Told.settled(one.node(), "eth0").chosen();
        assertThat(one.before().chosen().difference(now))
            .as(() -> one.node().name() + ": " + one.node().shell(Told.STORY))
            .isEmpty();
      }
    }
  }

  private static void apply(Site site, String task) {
    site.run(0, "apply", "--yes", site.play("serial: 100%", task).toString());
  }
}
