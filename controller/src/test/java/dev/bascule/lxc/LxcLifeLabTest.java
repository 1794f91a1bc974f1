package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of LXC that run: changed live, started again where that is allowed, taken back. */
@LabTest(nodes = 2, flavour = Flavour.LXC)
class LxcLifeLabTest {
  private static final String WEB =
      """
      - container:
          runtime: lxc
          name: web
          interfaces: [{type: veth, bridge: lxcbr0, addresses: [ADDRESS/24], gateway: 10.0.3.1MORE}]
          restart: RESTART
      """;

  private final Lab lab;
  @TempDir private Path home;

  LxcLifeLabTest(Lab lab) {
    this.lab = lab;
  }

  private static String web(String address, String more, String restart) {
    return WEB.replace("ADDRESS", address).replace("MORE", more).replace("RESTART", restart);
  }

  @Test
  void what_was_changed_by_hand_is_named_and_mended_without_a_restart() {
    LabNode node = lab.node(1);
    Containers all = new Containers(node).make("web");
    Playbooks bascule = new Playbooks(lab, home);
    String play = bascule.own(node, web("10.0.3.50", "", "never"));
    String[] limit = {"--limit", node.name()};
    bascule.appliedOnce(play, limit);
    all.start("web");
    String pid = node.exec("lxc-info", "-n", "web", "-p", "-H");
    all.nodeReaches("10.0.3.50");
    String file = all.file("web");

    node.shell(
        """
        for p in /sys/class/net/lxcbr0/brif/*; do ip link set dev "${p##*/}" nomaster; done
        lxc-attach -n web -- ip addr add 192.0.2.7/24 dev eth0
        lxc-attach -n web -- ip addr del 10.0.3.50/24 dev eth0
        sed -i 's/10.0.3.50/10.0.3.51/' /var/lib/lxc/web/config
        echo '# by hand' >>/var/lib/lxc/web/config
        """);
    String drift = bascule.run(2, "drift", play, limit).out();
    assertThat(drift)
        .containsPattern("update bridge lxcbr0 .*\n      ports: \\(none\\) -> veth|ports: veth")
        .contains("      -lxc.net.0.ipv4.address = 10.0.3.51/24 10.0.3.255\n")
        .contains("      +lxc.net.0.ipv4.address = 10.0.3.50/24 10.0.3.255\n")
        .contains("address inside: 192.0.2.7/24 -> (none)")
        .contains("address inside: (none) -> 10.0.3.50/24");
    bascule.appliedOnce(play, limit);
    all.nodeReaches("10.0.3.50");
    all.reaches("web", "10.0.3.1");
    assertThat(all.file("web")).isEqualTo(file + "# by hand\n");
    assertThat(node.exec("lxc-info", "-n", "web", "-p", "-H")).as("not restarted").isEqualTo(pid);

    // Another address and another bridge, while it runs.
    node.shell(
        "ip link add br5 type bridge && ip link set br5 up && ip addr add 10.0.5.1/24 dev br5");
    String moved =
        bascule.own(
            node,
            "- container: {runtime: lxc, name: web, interfaces: [{type: veth, bridge: br5}]}");
    bascule.run(
        0,
        "apply",
        bascule.own(
            node,
            "- container: {runtime: lxc, name: web, interfaces: [{type: veth, bridge: lxcbr0, addresses: [10.0.5.50/24]}]}"),
        limit);
    bascule.appliedOnce(moved, limit);
    all.nodeReaches("10.0.5.50");
    assertThat(node.exec("lxc-info", "-n", "web", "-p", "-H")).isEqualTo(pid);
  }

  @Test
  void what_only_a_start_brings_is_said_and_done_where_it_is_allowed() {
    LabNode node = lab.node(2);
    Containers all = new Containers(node).make("web");
    Playbooks bascule = new Playbooks(lab, home);
    String[] limit = {"--limit", node.name()};
    bascule.appliedOnce(bascule.own(node, web("10.0.3.60", "", "never")), limit);
    all.start("web");

    String named = bascule.own(node, web("10.0.3.60", ", host_name: ve-web, mtu: 1400", "never"));
    String waits =
        "warning: container web takes this at its next start: the MTU of eth0, the node's end of eth0;"
            + " 'restart: allowed' starts it again";
    assertThat(bascule.run(0, "apply", named, limit).out()).contains(waits);
    String insync = bascule.run(0, "plan", named, limit).out();
    assertThat(insync).contains(node.name() + ": in sync\n  " + waits).contains("1 in sync");

    String allowed =
        bascule.own(node, web("10.0.3.60", ", host_name: ve-web, mtu: 1400", "allowed"));
    assertThat(bascule.run(2, "plan", allowed, limit).out())
        .contains("would run restart of container web: the MTU of eth0, the node's end of eth0");
    bascule.appliedOnce(allowed, limit);
    assertThat(node.shell("cat /sys/class/net/ve-web/master/uevent")).contains("lxcbr0");
    assertThat(all.inside("web", "cat /sys/class/net/eth0/mtu")).isEqualTo("1400\n");
    all.nodeReaches("10.0.3.60");
  }

  @Test
  void a_container_that_does_not_start_again_gets_its_old_network_back() {
    LabNode node = lab.node(2);
    Containers all = new Containers(node).make("back");
    Playbooks bascule = new Playbooks(lab, home);
    String[] limit = {"--limit", node.name()};
    String tasks = web("10.0.3.70", "", "never").replace("name: web", "name: back");
    bascule.appliedOnce(bascule.own(node, tasks), limit);
    all.start("back");
    String before = all.file("back");
    // A name that is taken is found by LXC when it starts the container.
    node.shell("ip link add taken0 type bridge");

    String play =
        bascule.own(
            node,
            web("10.0.3.70", ", host_name: taken0", "allowed").replace("name: web", "name: back"));
    String failed = bascule.run(3, "apply", play, limit).out();

    assertThat(failed).contains("restart of container back").contains("taken0");
    assertThat(all.file("back")).isEqualTo(before);
    all.nodeReaches("10.0.3.70");
    node.shell("ip link del taken0");
  }

  @Test
  void old_words_keep_a_container_from_starting_until_they_are_new_ones() {
    LabNode node = lab.node(1);
    Containers all = new Containers(node).make("old01");
    Playbooks bascule = new Playbooks(lab, home);
    node.shell(
        """
        cat >>/var/lib/lxc/old01/config <<END
        lxc.network.type = veth
        lxc.network.flags = up
        # as the article has it
        lxc.network.link = lxcbr0
        lxc.network.ipv4 = 10.0.3.80/24 10.0.3.255
        END
        """);
    assertThat(node.tryExec("lxc-start", "-n", "old01").exit()).isNotZero();
    String play = bascule.own(node, "- container: {runtime: lxc, name: old01}");
    bascule.appliedOnce(play, "--limit", node.name());
    assertThat(all.file("old01"))
        .endsWith(
            """
            lxc.net.0.type = veth
            lxc.net.0.flags = up
            # as the article has it
            lxc.net.0.link = lxcbr0
            lxc.net.0.ipv4.address = 10.0.3.80/24 10.0.3.255
            """);
    all.start("old01");
    all.nodeReaches("10.0.3.80");
    all.stop("old01");
  }

  @Test
  void what_would_cut_the_node_off_or_cannot_start_is_refused() {
    LabNode node = lab.node(1);
    new Containers(node).make("never01");
    Playbooks bascule = new Playbooks(lab, home);
    String file = new Containers(node).file("never01");
    refused(bascule, node, "{type: phys, link: eth0}", "eth0 carries the way to the controller");
    refused(
        bascule,
        node,
        "{type: macvlan, link: eth0, mode: passthru}",
        "eth0 carries the way to the controller");
    refused(
        bascule,
        node,
        "{type: veth, bridge: br9}",
        "there is no bridge br9, which container never01 hangs on");
    refused(bascule, node, "{type: veth, bridge: eth0}", "eth0 is no bridge");
    refused(bascule, node, "{type: macvlan, link: eth9}", "there is no interface eth9");
    refused(bascule, node, "{type: phys, link: eth9}", "there is no interface eth9");
    String missing = bascule.own(node, "- container: {runtime: lxc, name: nobody}");
    assertThat(bascule.run(3, "apply", missing, "--limit", node.name()).out())
        .contains("container nobody does not exist on this node");
    assertThat(new Containers(node).file("never01")).isEqualTo(file);
  }

  private static void refused(Playbooks bascule, LabNode node, String network, String words) {
    String play =
        bascule.own(
            node, "- container: {runtime: lxc, name: never01, interfaces: [" + network + "]}");
    assertThat(bascule.run(3, "apply", play, "--limit", node.name()).out()).contains(words);
  }
}
