package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A minute after the confirmation nobody has changed anything: a node with ifupdown alone, and one
 * whose lease is renewed meanwhile. The minute is spent on changes elsewhere that are not made.
 */
@LabTest(nodes = 4)
class AfterwardsLabTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static List<Picture> confirmed = List.of();
  private static long since;

  private final Lab lab;
  private final Site site;

  AfterwardsLabTest(Lab lab, @TempDir Path home) {
    this.lab = lab;
    this.site = new Site(lab, home);
  }

  @BeforeAll
  static void two_nodes_get_a_bridge(Lab lab, @TempDir Path home) {
    lab.lay(2, 1, "dhcp");
    lab.lay(3, 1, "behind");
    lab.lay(4, 1, "two-nics");
    List<Picture> before = look(lab);
    Site site = new Site(lab, home);
    String play = site.play("serial: 100%", "bridge: {name: br0, adopt: eth0}").toString();
    site.run(0, "apply", "--yes", "--limit", "hn-1,hn-2", play);
    confirmed = look(lab);
    since = System.nanoTime();
    for (int i = 0; i < 2; i++) {
      assertThat(Topology.Change.ADOPT.made(before.get(i), confirmed.get(i))).isTrue();
    }
  }

  @AfterAll
  static void a_minute_later_all_is_as_it_was_confirmed(Lab lab) {
    Duration left = MINUTE.minusNanos(System.nanoTime() - since);
    Await.within(left, () -> !look(lab).equals(confirmed));
    List<Picture> now = look(lab);
    assertThat(confirmed.get(0).difference(now.get(0))).isEmpty();
    assertThat(confirmed.get(1).difference(now.get(1))).isEmpty();
  }

  private static List<Picture> look(Lab lab) {
    return Stream.of(lab.node(1), lab.node(2)).map(Picture::of).toList();
  }

  @Test
  void a_change_that_takes_containers_their_gateway_is_taken_back() {
    LabNode node = lab.node(3);
    Picture before = Picture.of(node);
    CommandResult said =
        apply(5, "hn-3", "address: {link: vzbr1, address: 172.31.0.1/24, state: absent}");
    assertThat(said.out()).contains("rolled back").contains("172.31.0.1");
    assertThat(before.difference(Picture.of(node))).isEmpty();
    assertThat(node.tryExec("ip", "netns", "exec", "ct101", "ping", "-c1", "-W2", "172.31.0.1"))
        .extracting(CommandResult::exit)
        .isEqualTo(0);
  }

  @Test
  void containers_that_never_had_their_gateway_do_not_hinder() {
    gateway("172.31.0.77");
    try {
      apply(0, "hn-3", "address: {link: vzbr1, address: 172.31.0.9/24, shared: true}");
    } finally {
      gateway("172.31.0.1");
    }
  }

  @Test
  void a_bridge_filter_that_may_drop_containers_packets_is_told() {
    LabNode node = lab.node(3);
    String filter = "/proc/sys/net/bridge/bridge-nf-call-iptables";
    assumeTrue(Files.exists(node.live(filter)), "this machine's kernel has no bridge filter");
    node.shell("echo 1 >" + filter);
    assertThat(plan(2, "hn-3", "bridge: {name: br0, adopt: eth0}").out())
        .contains("bridge-nf-call-iptables is 1");
    node.shell("echo 0 >" + filter);
    assertThat(plan(2, "hn-3", "bridge: {name: br0, adopt: eth0}").out())
        .doesNotContain("bridge-nf-call-iptables");
  }

  @Test
  void two_uplinks_without_stp_are_a_loop() {
    refused(3, "bridge: {name: br0, adopt: eth0, ports: [eth0, eth1]}", "a loop: eth0");
  }

  @Test
  void stp_on_an_uplink_is_refused_until_the_switch_is_known_to_bear_it() {
    refused(1, "bridge: {name: br0, adopt: eth0, stp: true}", "BPDU guard");
    String borne = "bridge: {name: br0, adopt: eth0, stp: true, bpdu_guard: accepted}";
    assertThat(plan(2, "hn-4", borne).out()).contains("not reversible");
  }

  private void gateway(String address) {
    for (String container : List.of("ct101", "ct102")) {
      lab.node(3).exec("ip", "-n", container, "route", "replace", "default", "via", address);
    }
  }

  private void refused(int exit, String task, String words) {
    LabNode node = lab.node(4);
    Picture before = Picture.of(node);
    CommandResult said = apply(exit, "hn-4", task);
    assertThat(said.out() + said.err()).contains(words);
    assertThat(before.difference(Picture.of(node))).isEmpty();
    assertThat(node.tryExec("ls", "/var/lib/bascule/pending").exit()).isNotZero();
  }

  private CommandResult apply(int exit, String limit, String task) {
    String play = site.play("serial: 100%", task).toString();
    return site.run(exit, "apply", "--yes", "--limit", limit, play);
  }

  private CommandResult plan(int exit, String limit, String task) {
    return site.run(exit, "plan", "--verbose", "--limit", limit, site.play("", task).toString());
  }
}
