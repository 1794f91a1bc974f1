package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a container where something is in the way, and what is left of an interface that
 * was taken away again. The node's vzctl is a stand-in.
 */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class FailuresLabTest {
  private static final String BRIDGED =
      "interfaces: [{type: veth, name: eth0, bridge: %s, addresses: [10.66.203.%s/16]}]";

  private final Lab lab;
  private final LabNode node;
  @TempDir private Path home;

  FailuresLabTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
  }

  @Test
  void a_container_that_does_not_exist_is_an_error_before_anything_is_written() {
    Fleet.create(node, 301, "debian");
    String before = files();
    String playbook =
        playbook(
            task(301, "interfaces: [{type: veth, name: eth0, addresses: [10.66.203.1/32]}]"),
            task(399, "nameservers: [192.0.2.53]"));

    CommandResult result = run(3, "apply", playbook);

    assertThat(result.out()).contains("container 399 does not exist on this node");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_container_that_another_vzctl_has_locked_is_waited_for() {
    start(302);
    watchVzctl();
    // Until Bascule was turned away once.
    locked(302, "until grep -q ' = 9$' /root/calls; do sleep 0.2; done");

    run(0, "apply", playbook(task(302, "nameservers: [192.0.2.53]")));

    assertThat(watched())
        .contains("set 302 --nameserver 192.0.2.53 --save = 9\n")
        .endsWith(" = 0\n");
    assertThat(conf(302)).contains("NAMESERVER=\"192.0.2.53\"\n", "NETIF=\"ifname=eth7,");
  }

  @Test
  void of_one_that_stays_locked_the_report_says_who_has_the_lock() {
    start(312);
    String before = conf(312);
    locked(312, "exec sleep 100");

    String out = run(3, "apply", playbook(task(312, "nameservers: [192.0.2.53]"))).out();

    String owner = node.shell("head -n 1 /vz/lock/312.lck; kill $(cat /root/slow.pid)").strip();
    assertThat(out).contains("Container already locked", "locked for 30 s by: " + owner);
    assertThat(conf(312)).isEqualTo(before);
  }

  @Test
  void where_the_network_goes_back_nothing_is_done_to_containers() {
    start(313);
    String before = files();
    String kernel = kernel();
    String bridge = bridge().replace("br9", "br5");
    String playbook = playbook(bridge, task(313, BRIDGED.formatted("br5", 13)));

    String out = run(5, "apply", proven(playbook, "test ! -d /sys/class/net/br5")).out();

    assertThat(out)
        .contains("proof 1 failed: test ! -d /sys/class/net/br5")
        .contains("not done, because it waited for this: CT 313");
    assertThat(files()).isEqualTo(before);
    assertThat(kernel()).isEqualTo(kernel);
    run(0, "apply", playbook(bridge, task(313, BRIDGED.formatted("br5", 13))));
    assertThat(node.shell("readlink /sys/class/net/veth313.0/master")).endsWith("/br5\n");
  }

  @Test
  void where_the_nodes_script_fails_the_steps_before_are_taken_back_and_told() {
    start(303);
    node.shell(
        """
        printf '#!/bin/sh\\n[ "$3" != veth303.1 ] || { echo no room >&2; exit 1; }\\n' >/root/no
        chmod 755 /root/no
        echo 'EXTERNAL_SCRIPT=/root/no' >/etc/vz/vznet.conf
        """);
    String before = conf(303);
    String words =
        "hooks: none, interfaces: [{type: veth, name: eth0}, {type: veth, name: eth1},"
            + " {type: venet, addresses: [10.66.204.3]}]";

    CommandResult result = run(3, "apply", playbook(task(303, words)));
    node.shell("rm /etc/vz/vznet.conf");

    assertThat(result.out())
        .contains("failed while applying: interface eth1 of CT 303: ", "no room\n")
        .contains("  taken back: interface eth0 of CT 303\n")
        .doesNotContain("changed before that: interface");
    assertThat(conf(303)).isEqualTo(before + "NETIF=\"\"\n");
    assertThat(node.shell("ls /sys/class/net")).doesNotContain("veth303");
  }

  @Test
  void a_bridge_that_is_missing_is_an_error_before_anything_is_written() {
    start(304);
    String before = files();

    CommandResult result = run(3, "apply", playbook(task(304, BRIDGED.formatted("br8", 4))));

    assertThat(result.out())
        .contains("there is no bridge br8, which veth304.0 is to join", "nothing was written");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void where_an_interface_cannot_join_its_bridge_nothing_of_it_is_left() {
    start(309);
    start(310);
    node.shell("vzctl set 310 --netif_add eth9 --save");
    run(0, "apply", playbook(bridge()));
    node.shell(
        """
        [ ! -e /usr/sbin/brctl ] || mv /usr/sbin/brctl /usr/sbin/brctl.real
        printf '#!/bin/sh\\nexit 1\\n' >/usr/sbin/brctl
        chmod 755 /usr/sbin/brctl
        """);

    // Of one with another interface, the script learns the bridge only after vzctl has saved it.
    for (int id : List.of(309, 310)) {
      String before = conf(id);

      String out = run(3, "apply", playbook(task(id, BRIDGED.formatted("br9", id - 300)))).out();

      assertThat(out)
          .contains("interface eth0 of CT " + id + ": ", "cannot join bridge 'br9'")
          .contains("  taken back: file of CT " + id + "\n");
      assertThat(conf(id).replace("NETIF=\"\"\n", "")).isEqualTo(before);
      assertThat(node.shell("ls /sys/class/net")).doesNotContain("veth" + id + ".0");
    }
    node.shell(
        "rm /usr/sbin/brctl; [ ! -e /usr/sbin/brctl.real ] || mv /usr/sbin/brctl.real /usr/sbin/brctl");
  }

  @Test
  void another_bridge_of_a_running_container_is_joined_in_one_run() {
    start(311);
    // Each with a MAC of its own, which stays whichever port it has.
    String bridges =
        "    - bridge: {name: br7, ports: [], mac: 02:00:00:00:00:07}\n"
            + "    - bridge: {name: br6, ports: [], mac: 02:00:00:00:00:06}\n";
    run(0, "apply", playbook(bridges, task(311, BRIDGED.formatted("br6", 11))));

    String other = playbook(bridges, task(311, BRIDGED.formatted("br7", 11)));
    run(0, "apply", other);

    assertThat(node.shell("readlink /sys/class/net/veth311.0/master")).endsWith("/br7\n");
    run(0, "plan", other);

    // The old bridge goes in the same run.
    String alone = bridges.substring(bridges.indexOf('\n') + 1);
    String back =
        playbook(
            alone,
            task(311, BRIDGED.formatted("br6", 11)),
            "    - bridge: {name: br7, state: absent}\n");
    run(0, "apply", back);
    assertThat(node.shell("readlink /sys/class/net/veth311.0/master")).endsWith("/br6\n");
    assertThat(node.shell("ls /sys/class/net")).doesNotContain("br7");
    run(0, "plan", back);
  }

  @Test
  void the_uplink_of_a_routed_interface_may_be_a_bridge_that_an_earlier_task_makes() {
    start(314);
    String scripts = "interfaces: [{type: veth, name: eth0, addresses: [10.66.206.14/32]%s}]";
    run(0, "apply", playbook(task(314, scripts.formatted(""))));
    String wanted =
        playbook(bridge().replace("br9", "br4"), task(314, scripts.formatted(", uplink: br4")));

    run(0, "apply", wanted);

    assertThat(node.shell("cat /proc/sys/net/ipv4/conf/br4/proxy_arp")).isEqualTo("1\n");
    run(0, "plan", wanted);
  }

  @Test
  void an_interface_and_a_network_that_were_taken_away_again_leave_nothing() {
    start(305);
    Fleet.create(node, 306, "centos");
    node.shell("vzctl set 305 --netif_add eth9 --save; vzctl set 306 --netif_add eth9 --save");
    String running = conf(305);
    String stopped = conf(306);
    run(0, "apply", playbook(bridge()));
    String kernel = kernel();
    String there = "[{type: veth, name: eth0, bridge: br9, addresses: [10.66.203.5/16]%s}]";
    String both =
        playbook(
            bridge(),
            task(305, "interfaces: " + there.formatted("")),
            task(306, "interfaces: " + there.formatted("").replace("3.5/", "3.6/")));
    run(0, "apply", both);
    // Beside an interface that is not listed, the settings have a name.
    assertThat(conf(305))
        .contains("VETH_IP_ADDRESS_eth0=\"10.66.203.5/16\"\n", "ifname=eth0,bridge=br9");
    assertThat(conf(306))
        .contains("VETH_IP_ADDRESS_eth0=\"10.66.203.6/16\"\n", "ifname=eth0,bridge=br9");
    assertThat(kernel()).isNotEqualTo(kernel).contains("veth305.0", "10.66.203.5");

    run(
        0,
        "apply",
        playbook(
            task(305, "state: absent, interfaces: " + there.formatted("")),
            task(306, "interfaces: " + there.formatted(", state: absent"))));

    assertThat(conf(305)).isEqualTo(running);
    assertThat(conf(306)).isEqualTo(stopped);
    assertThat(kernel()).isEqualTo(kernel);
  }

  @Test
  void a_second_apply_calls_vzctl_to_set_nothing() {
    start(307);
    Fleet.create(node, 308, "debian");
    String words =
        "nameservers: [192.0.2.53], interfaces: [{type: veth, name: eth0, bridge: br9,"
            + " addresses: [10.66.203.%d/16]}, {type: venet, addresses: [10.66.204.%1$d]}]";
    String playbook =
        playbook(bridge(), task(307, words.formatted(7)), task(308, words.formatted(8)));
    watchVzctl();
    run(0, "apply", playbook);
    assertThat(watched()).contains("set 307 --netif_add", "set 308 --netif_add", "set 308 --ipadd");
    watchVzctl();

    run(0, "apply", playbook);

    assertThat(watched()).contains("status 307", "status 308").doesNotContain("set ");
  }

  private void start(int id) {
    Fleet.create(node, id, "debian");
    node.exec("vzctl", "start", Integer.toString(id));
  }

  /** Another vzctl has the container's lock, until this command ends. */
  private void locked(int id, String command) {
    node.shell(
        """
        rm -f /root/slow.pid
        cat >/root/slow <<'END'
        #!/bin/sh
        echo $$ >/root/slow.pid
        %s
        END
        chmod 755 /root/slow
        echo 'EXTERNAL_SCRIPT=/root/slow' >/etc/vz/vznet.conf
        setsid vzctl set %d --netif_add eth7 --save >/root/slow.out 2>&1 &
        n=0; until [ -s /root/slow.pid ]; do n=$((n + 1)); [ $n -lt 100 ] || exit 1; sleep 0.1; done
        rm /etc/vz/vznet.conf
        """
            .formatted(command, id));
  }

  /** That playbook, whose network is confirmed only where this command of the node's succeeds. */
  private static String proven(String playbook, String command) {
    try {
      String text = Files.readString(Path.of(playbook));
      String proof = "{stable: 1s, prove: [{command: \"" + command + "\"}]}";
      return Files.writeString(Path.of(playbook), text.replace("{stable: 1s}", proof)).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String bridge() {
    return "    - {name: br9, bridge: {name: br9, ports: []}}\n";
  }

  private static String task(int id, String words) {
    return "    - {name: CT %1$d, container: {runtime: openvz, id: %1$d, %2$s}}\n"
        .formatted(id, words);
  }

  private String playbook(String... tasks) {
    String head = "- name: Containers\n  hosts: all\n  safe_apply: {stable: 1s}\n  tasks:\n";
    try {
      return Files.writeString(home.resolve("play.yml"), head + String.join("", tasks)).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private CommandResult run(int exit, String command, String playbook) {
    Fleet fleet = new Fleet(lab, home);
    fleet.inventory();
    return fleet.run(exit, command, playbook);
  }

  private String conf(int id) {
    return node.exec("cat", "/etc/vz/conf/" + id + ".conf");
  }

  /** What is on disk of what is OpenVZ's. */
  private String files() {
    return node.shell(
        "find /etc/vz /usr/sbin -type f -exec sha256sum {} + | sort -k 2;"
            + " find /etc/vz -printf '%p %m %u %T@\\n' | sort; cat /etc/sysctl.conf");
  }

  /** Links by name and master, and routes. */
  private String kernel() {
    return node.shell(
        "cd /sys/class/net && for l in *; do echo $l $(readlink $l/master); done;"
            + " ip route show; ip -6 route show");
  }

  /** From here on, each call of vzctl is kept with its exit code. */
  private void watchVzctl() {
    node.shell(
        """
        rm -f /root/calls
        printf '#!/bin/sh\\n/usr/sbin/vzctl.real "$@"\\nrc=$?\\necho "$* = $rc" >>/root/calls\\nexit $rc\\n' >/root/vzctl
        chmod 755 /root/vzctl
        [ -e /usr/sbin/vzctl.real ] || mv /usr/sbin/vzctl /usr/sbin/vzctl.real
        cp /root/vzctl /usr/sbin/vzctl
        """);
  }

  private String watched() {
    return node.exec("cat", "/root/calls");
  }
}
