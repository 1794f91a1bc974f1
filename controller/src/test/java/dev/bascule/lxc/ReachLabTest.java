package dev.bascule.lxc;

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

/** Each kind of LXC's networks, started for real: who reaches whom, both ways. */
@LabTest(nodes = 3, flavour = Flavour.LXC, topology = "two-nics")
class ReachLabTest {
  private final Lab lab;
  @TempDir private Path home;

  ReachLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void empty_veth_phys_and_none() throws IOException {
    LabNode node = lab.node(1);
    Containers all = new Containers(node).make("empty01", "veth01", "phys01", "none01");
    Playbooks bascule = new Playbooks(lab, home);
    String card = node.shell("ip -o -4 addr show dev eth1 | awk '{print $4}'").strip();
    String outside = other(2);
    String[] options = {"--limit", node.name(), "-i", variables(node, card).toString()};

    String said = bascule.run(0, "apply", "lxc-types.yml", options).out();
    assertThat(said)
        .contains("warning: while container phys01 runs, the node does not have eth1")
        .contains("warning: container none01 shares the node's network");
    bascule.run(0, "plan", "lxc-types.yml", options);
    all.start("empty01", "veth01", "phys01", "none01");
    bascule.run(0, "plan", "lxc-types.yml", options);

    // empty: a loopback, and nothing else.
    assertThat(all.inside("empty01", "ls /sys/class/net")).isEqualTo("lo\n");
    all.reachesNot("empty01", "10.0.3.1");

    // veth: node and container reach each other.
    all.nodeReaches("10.0.3.118");
    all.reaches("veth01", "10.0.3.1");
    // Its gateway is lxcbr0, which masquerades: the way out goes through the node.
    all.reaches("veth01", "10.66.255.254");
    assertThat(node.shell("ls /sys/class/net/lxcbr0/brif | wc -l").strip()).isEqualTo("1");

    // phys: the card is gone from the node, and is on its network inside.
    assertThat(node.tryExec("ip", "link", "show", "eth1").exit()).isNotZero();
    all.reaches("phys01", outside);
    new Containers(lab.node(2)).nodeReaches(card.substring(0, card.indexOf('/')));

    // none: the node's own network.
    assertThat(all.inside("none01", "ip -o addr show dev eth0")).contains(node.address() + "/");

    all.stop("phys01", "none01");
    assertThat(node.shell("ip -o link show eth1")).as("it comes back down").doesNotContain(",UP");
    assertThat(node.shell("ip -o -4 addr show dev eth1")).isEmpty();
    String plan = bascule.run(0, "plan", "lxc-types.yml", options).out();
    assertThat(plan).contains("1 in sync");
  }

  // The address is on a wire, and so no other node's.
  private Path variables(LabNode node, String card) throws IOException {
    String text = "hardware_nodes:\n  hosts:\n    %s: {card: eth1, card_addresses: [%s]}\n";
    return Files.writeString(home.resolve("variables.yml"), text.formatted(node.name(), card));
  }

  private String other(int number) {
    String text = lab.node(number).shell("ip -o -4 addr show dev eth1 | awk '{print $4}'").strip();
    return text.substring(0, text.indexOf('/'));
  }

  @Test
  void a_dmz_is_reached_from_the_node_on_one_side_and_not_on_the_other() {
    LabNode node = lab.node(2);
    String[] names = {"macvlanbridge01", "macvlanbridge02", "dmzmaster01"};
    Containers all = new Containers(node).make(names);
    Playbooks bascule = new Playbooks(lab, home);
    String playbook = "lxc-dmz.yml";
    String[] limit = {"--limit", node.name()};

    bascule.appliedOnce(playbook, limit);
    all.start(names);
    dmz(all);
    bascule.run(0, "plan", playbook, limit);

    // The remedy of the article: an interface of the node's own on the same link.
    String remedy =
        bascule.own(
            node,
            "- macvlan: {name: macvlancont01, link: lxcbr1, mode: bridge, addresses: [10.0.5.6/24]}");
    bascule.appliedOnce(remedy, limit);
    all.nodeReaches("10.0.5.3");
    all.nodeReaches("10.0.5.4");
    all.reaches("macvlanbridge01", "10.0.5.6");
    bascule.appliedOnce(
        bascule.own(node, "- macvlan: {name: macvlancont01, state: absent}"), limit);

    all.stop(names);
    all.start(names);
    dmz(all);
    node.shell(
        "for c in "
            + String.join(" ", names)
            + "; do "
            + "echo 'lxc.start.auto = 1' >>/var/lib/lxc/$c/config; done");
    node.powerOff();
    node.powerOn();
    dmz(all);
    // lxcbr1 comes up by the node's own files.
    bascule.run(0, "plan", playbook, limit);
  }

  private static void dmz(Containers all) {
    all.nodeReaches("10.0.3.251");
    all.nodeReachesNot("10.0.5.5");
    all.nodeReachesNot("10.0.5.3");
    all.nodeReachesNot("10.0.5.4");
    all.reaches("macvlanbridge01", "10.0.5.4");
    all.reaches("macvlanbridge02", "10.0.5.3");
    all.reaches("dmzmaster01", "10.0.5.3");
    all.reaches("dmzmaster01", "10.0.5.4");
    all.reaches("macvlanbridge01", "10.0.5.5");
    all.reachesNot("macvlanbridge01", "10.0.3.251");
    all.reaches("dmzmaster01", "10.0.3.1");
  }

  @Test
  void of_each_mode_of_macvlan_who_reaches_whom() {
    LabNode node = lab.node(3);
    Containers all = new Containers(node).make("one", "two");
    Playbooks bascule = new Playbooks(lab, home);
    for (String mode : new String[] {"private", "vepa", "bridge"}) {
      String play =
          bascule.own(
              node,
              """
              - container:
                  runtime: lxc
                  name: "[=item.name]"
                  interfaces: [{type: macvlan, link: eth1, mode: MODE, addresses: ["10.67.77.[=item.host]/16"]}]
                  restart: allowed
                loop: [{name: one, host: 1}, {name: two, host: 2}]
              """
                  .replace("MODE", mode));
      bascule.appliedOnce(play, "--limit", node.name());
      if (mode.equals("private")) {
        all.start("one", "two");
        // Others on the wire are reached.
        all.reaches("one", other(2));
        new Containers(lab.node(2)).nodeReaches("10.67.77.1");
      }
      if (mode.equals("bridge")) {
        all.reaches("one", "10.67.77.2");
        all.reaches("two", "10.67.77.1");
      } else {
        all.reachesNot("one", "10.67.77.2");
        all.reachesNot("two", "10.67.77.1");
      }
    }
    // One alone has the whole link.
    String play =
        bascule.own(
            node,
            """
            - container: {runtime: lxc, name: two, interfaces: [{type: empty}], restart: allowed}
            - container:
                runtime: lxc
                name: one
                interfaces: [{type: macvlan, link: eth1, mode: passthru, addresses: [10.67.77.1/16]}]
                restart: allowed
            """);
    bascule.appliedOnce(play, "--limit", node.name());
    all.reaches("one", other(2));
    new Containers(lab.node(2)).nodeReaches("10.67.77.1");
    all.nodeReachesNot("10.67.77.1");
    all.reachesNot("one", other(3));
  }
}
