package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R32: a neighbour that says nothing, and whose entries for a node's addresses look good for an
 * hour, has the right ones within two seconds of a change and of its rollback.
 */
@LabTest(nodes = 4, topology = "secondaries")
class NeighboursLabTest {
  private static final String MAC = "02:66:aa:bb:cc:01";
  private static final String ANOTHER = "02:66:aa:bb:cc:02";
  private static final String NOBODY = "02:66:de:ad:de:ad";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Lab lab;
  private final Site site;

  NeighboursLabTest(Lab lab, @TempDir Path home) {
    this.lab = lab;
    this.site = new Site(lab, home);
  }

  @Test
  void a_bridge_with_a_mac_of_its_own_is_told_of_and_so_is_its_end() {
    LabNode node = lab.node(1);
    LabNode neighbour = lab.node(2);
    String card = mac(node, "eth0");
    List<String> addresses = addresses(node, neighbour);
    String adopt = "bridge: {name: br0, adopt: eth0, mac: \"" + MAC + "\"}";

    told("made", node, neighbour, addresses, MAC, "br0", () -> manual(node, adopt));
    told("taken back", node, neighbour, addresses, card, "eth0", () -> abort(node));

    site.run(0, "apply", "--yes", play(node, adopt));
    String back = "bridge: {name: br0, state: absent, give_back: eth0}";
    told("given back", node, neighbour, addresses, card, "eth0", () -> manual(node, back));
    told("had again", node, neighbour, addresses, MAC, "br0", () -> abort(node));
  }

  @Test
  void another_mac_of_a_bridge_is_told_of_and_so_is_the_old_one() {
    LabNode node = lab.node(3);
    LabNode neighbour = lab.node(4);
    String adopt = "bridge: {name: br0, adopt: eth0, mac: \"" + MAC + "\"}";
    List<String> addresses = addresses(node, neighbour);
    site.run(0, "apply", "--yes", play(node, adopt));

    String other = "bridge: {name: br0, mac: \"" + ANOTHER + "\"}";
    told("another", node, neighbour, addresses, ANOTHER, "br0", () -> manual(node, other));
    told("the old one", node, neighbour, addresses, MAC, "br0", () -> abort(node));
  }

  @Test
  void a_card_that_leaves_a_bridge_which_stays_tells_its_neighbours() {
    LabNode node = lab.node(2);
    LabNode neighbour = lab.node(4);
    String card = mac(node, "eth0");
    List<String> addresses = addresses(node, neighbour);
    String notify = node.shell("cat /proc/sys/net/ipv6/conf/eth0/ndisc_notify");
    node.shell("ip link add br0 type bridge; ip link set br0 address " + MAC + " up");
    // The lab's address is one that is never asked for; the kernel does not tell of such a one.
    String six = addresses.stream().filter(it -> it.contains(":")).findFirst().orElseThrow();
    node.exec("ip", "-6", "addr", "change", six + "/64", "dev", "eth0");

    String adopt = "bridge: {name: br0, adopt: eth0, mac: \"" + MAC + "\"}";
    told("joined", node, neighbour, addresses, MAC, "br0", () -> manual(node, adopt));
    told("left", node, neighbour, addresses, card, "eth0", () -> abort(node));

    assertThat(node.exec("ip", "link", "show", "br0")).contains(MAC);
    assertThat(node.shell("cat /proc/sys/net/ipv6/conf/eth0/ndisc_notify")).isEqualTo(notify);
    node.shell("ip link del br0");
  }

  private void manual(LabNode node, String task) {
    site.run(2, "apply", "--yes", "--confirm", "manual", play(node, task));
    Await.until("applied", LONG, () -> Standing.state(node).equals("applied"));
  }

  /** For this node alone: a MAC is nobody else's. */
  private String play(LabNode node, String task) {
    Path play = site.play("", task);
    try {
      String alone = Files.readString(play).replace("hosts: all", "hosts: " + node.name());
      return Files.writeString(play, alone).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void abort(LabNode node) {
    assertThat(site.run(5, "abort", node.name()).out()).contains("rolled back:");
  }

  /** Those that the neighbour reaches without a gateway, of both families. */
  private static List<String> addresses(LabNode node, LabNode neighbour) {
    neighbour.shell("echo 3600000 >/proc/sys/net/ipv4/neigh/eth0/base_reachable_time_ms");
    neighbour.shell("echo 3600000 >/proc/sys/net/ipv6/neigh/eth0/base_reachable_time_ms");
    String seen =
        node.shell(
            "ip -o addr show dev eth0 scope global | awk '{sub(\"/.*\", \"\", $4); print $4}'");
    List<String> all = seen.lines().filter(it -> it.matches("10\\.66\\..*|fd66:.*")).toList();
    assertThat(all).hasSize(3);
    return all;
  }

  /** The entries are wrong before, and right within two seconds of when the link has them. */
  private static void told(
      String what,
      LabNode node,
      LabNode neighbour,
      List<String> addresses,
      String mac,
      String link,
      Runnable change) {
    for (String address : addresses) {
      neighbour.exec(
          "ip", "neigh", "replace", address, "lladdr", NOBODY, "nud", "reachable", "dev", "eth0");
    }
    String there =
        "ip -o addr show dev LINK 2>/dev/null | awk '{printf \"%s \", $4}'; cat /sys/class/net/LINK/address";
    sample(node, there.replace("LINK", link));
    sample(neighbour, "ip neigh show dev eth0 | awk '{printf \"%s=%s \", $1, $3}'");
    change.run();
    boolean right =
        Await.within(LONG, () -> addresses.stream().allMatch(it -> entry(neighbour, it, mac)));
    double has = first(node, line -> line.contains(mac) && all(line, addresses, "/"));
    for (String address : addresses) {
      assertThat(right).as(neighbour.exec("ip", "neigh")).isTrue();
      double knows = first(neighbour, line -> line.contains(" " + address + "=" + mac));
      System.out.printf("R32 %s: %s after %.2f s%n", what, address, knows - has);
      assertThat(knows - has).as("%s, %s", what, address).isLessThan(2);
    }
  }

  private static boolean all(String line, List<String> words, String end) {
    return words.stream().allMatch(word -> line.contains(" " + word + end));
  }

  private static boolean entry(LabNode neighbour, String address, String mac) {
    return neighbour.exec("ip", "neigh", "show", address, "dev", "eth0").contains(mac);
  }

  /** Writes down, many times a second, when a node sees what. */
  private static void sample(LabNode node, String look) {
    node.shell(
        """
        touch /run/sample; sleep 0.1; : >/run/samples
        (while [ -e /run/sample ]; do
          read -r up rest </proc/uptime
          echo "$up $(%s)"
          sleep 0.02
        done) >>/run/samples 2>/dev/null </dev/null &
        """
            .formatted(look));
  }

  /** When it was first seen, in seconds of uptime, which all nodes share; ends the sampling. */
  private static double first(LabNode node, Predicate<String> seen) {
    Await.until("seen", LONG, () -> node.exec("cat", "/run/samples").lines().anyMatch(seen));
    node.shell("rm -f /run/sample");
    String line = node.exec("cat", "/run/samples").lines().filter(seen).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(0, line.indexOf(' ')));
  }

  private static String mac(LabNode node, String link) {
    return node.exec("cat", "/sys/class/net/" + link + "/address").strip();
  }
}
