package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bridges of Open vSwitch, by its real programs, which switch in a process here: {@code
 * playbooks/openvswitch.yml}, and a node whose only card joins one and leaves it.
 */
@LabTest(nodes = 1, flavour = Flavour.LXC)
class OpenVswitchLabTest {
  private static final String SHIPPED = "openvswitch.yml";
  private static final String IN_A_PROCESS = "-edatapath=netdev";
  private static final String FILE = "/etc/network/interfaces";
  private static final String DATABASE = "/var/lib/openvswitch/conf.db";

  private static final String SHOWN = "cat " + FILE + "; ip -br addr; ip route; ovs-vsctl show";

  private static final String ASKED =
      "; ovs-vsctl --columns=name,other_config list bridge -- --columns=name,mac,mtu_request list"
          + " interface; ip -br link; grep . /sys/class/net/*/mtu";

  /** A switch that does not let go of a port the first two times. */
  private static final String KEPT_TWICE =
      """
      cat >/usr/local/sbin/ovs-vsctl <<'END'
      #!/bin/sh
      case "$*" in
        *' del-port '*)
          echo again >>/run/tries
          if [ "$(grep -c again /run/tries)" -le 2 ]; then
            echo 'not now' >&2
            exit 1
          fi
          ;;
      esac
      exec /usr/bin/ovs-vsctl "$@"
      END
      chmod 755 /usr/local/sbin/ovs-vsctl
      """;

  private final LabNode node;
  private final Playbooks playbooks;

  OpenVswitchLabTest(Lab lab, @TempDir Path home) {
    this.node = lab.node(1);
    this.playbooks = new Playbooks(lab, home);
  }

  @Test
  void two_namespaces_reach_each_other_in_one_vlan_and_what_is_changed_by_hand_is_mended() {
    CommandResult applied = playbooks.run(0, "apply", SHIPPED, IN_A_PROCESS);
    assertThat(applied.out()).contains("rehearsed on the node before", "vlans: all -> tag=10");
    playbooks.run(0, "plan", SHIPPED, IN_A_PROCESS);
    theyReachEachOther();
    assertThat(node.shell("ip -n ns1 addr show nveth1")).contains("172.20.0.1/24");

    node.shell("ovs-vsctl del-port oveth2 -- set port oveth1 tag=20");
    node.shell("ip addr del 172.20.0.254/24 dev mgmt0");
    assertThat(reaches("ns1", "172.20.0.2")).isFalse();
    CommandResult drift = playbooks.run(2, "drift", SHIPPED, IN_A_PROCESS);
    assertThat(drift.out())
        .contains(
            "ports: mgmt0 oveth1 -> mgmt0 oveth1 oveth2",
            "vlans: tag=20 -> tag=10",
            "create address 172.20.0.254/24");
    playbooks.run(0, "apply", SHIPPED, IN_A_PROCESS);
    playbooks.run(0, "plan", SHIPPED, IN_A_PROCESS);
    theyReachEachOther();

    // What the switch was told is in its database, under the database's own name.
    assertThat(node.shell("ovsdb-tool show-log -m " + DATABASE)).contains("oveth2", "mgmt0");
    assertThat(node.shell("ls " + DATABASE + "*").strip()).isEqualTo(DATABASE);

    playbooks.run(0, "apply", ovs("apart.yml", "ports: [{name: oveth2, pvid: 20}]"));
    assertThat(reaches("ns1", "172.20.0.2")).isFalse();
    assertThat(reaches("ns1", "172.20.0.254")).isTrue();
    playbooks.appliedOnce(
        ovs(
            "native.yml",
            "ports: [{name: oveth2, pvid: 10, tagged: [20, 30-31]}],"
                + " internal: [{name: mgmt0, state: absent}]"));
    assertThat(node.shell("ovs-vsctl get port oveth2 tag trunks vlan_mode"))
        .isEqualTo("10\n[20, 30, 31]\nnative-untagged\n");
    assertThat(reaches("ns1", "172.20.0.2")).isTrue();
    assertThat(node.tryExec("ip", "link", "show", "mgmt0").exit()).isNotZero();
    assertThat(node.exec("cat", FILE)).doesNotContain("mgmt0");
  }

  @Test
  void the_only_card_joins_stays_over_a_power_cut_and_leaves() throws IOException {
    String before = node.exec("cat", FILE);
    byte[] empty = taken(DATABASE);
    String card = adopting("adopt.yml");
    assertThat(playbooks.run(0, "apply", card).out()).contains("rehearsed on the node before");
    assertThat(node.exec("ovs-vsctl", "list-ports", "ovsbr1")).isEqualTo("eth0\n");
    assertThat(node.exec("cat", FILE)).contains("ovs_type OVSBridge", "ovs_type OVSPort");
    playbooks.run(0, "plan", card);
    powerCycle();
    playbooks.run(0, "plan", card);
    // As if the plug had been pulled when the files were in place, and the database was not.
    node.powerOff();
    put(DATABASE, empty);
    node.powerOn();
    playbooks.run(0, "plan", card);

    String back =
        playbooks.own("back.yml", "", "- bridge: {name: ovsbr1, state: absent, give_back: eth0}\n");
    byte[] joined = taken(FILE);
    playbooks.appliedOnce(back);
    powerCycle();
    playbooks.run(0, "plan", back);
    assertThat(node.exec("cat", FILE)).isEqualTo(before);
    // As if it had been pulled when the database was in place, and the files were not.
    node.powerOff();
    put(FILE, joined);
    node.powerOn();
    playbooks.run(0, "plan", card);
    playbooks.appliedOnce(back);
    assertThat(node.exec("ovs-vsctl", "list-br")).doesNotContain("ovsbr1");
  }

  @Test
  void it_goes_back_where_the_proof_fails_and_does_not_begin_where_no_file_would_say_it() {
    String bridge = "{name: ovsbr1, kind: ovs, datapath: netdev, adopt: eth0, persist: false}";
    String lost = playbooks.own("none.yml", "", "- bridge: " + bridge + "\n");
    assertThat(playbooks.run(3, "plan", lost).out())
        .contains("the node would boot without a network");
    String before = node.shell(SHOWN);
    CommandResult run = playbooks.run(5, "apply", unproven());
    assertThat(run.out()).contains("rolled back");
    assertThat(run.out()).doesNotContain("not all is as it was", "FAILED");
    assertThat(node.shell(SHOWN)).isEqualTo(before);
    assertThat(node.shell("ls " + DATABASE + "*").strip()).isEqualTo(DATABASE);
  }

  @Test
  void a_card_that_the_way_back_left_in_the_switch_comes_out_by_the_wider_one() {
    String before = node.shell(SHOWN);
    node.shell(KEPT_TWICE);
    playbooks.run(5, "apply", unproven());
    node.exec("rm", "/usr/local/sbin/ovs-vsctl");
    assertThat(node.shell("cat /var/lib/bascule/journal")).contains("rolled-back-verified 3 ");
    assertThat(node.shell(SHOWN)).isEqualTo(before);
  }

  @Test
  void what_nobody_asked_the_switch_for_it_is_not_asked_for_after_the_way_back() {
    // Its MAC and its MTU follow from its port.
    node.shell("ip link add v9 mtu 1400 address 00:16:3e:00:00:99 type veth peer name w9");
    node.shell("ovs-vsctl add-br ovsbr1 -- set bridge ovsbr1 datapath_type=netdev");
    node.shell(
        "ovs-vsctl add-port ovsbr1 v9; ip link set ovsbr1 up; cat /sys/class/net/ovsbr1/mtu");
    String before = node.shell(SHOWN + ASKED);
    assertThat(before)
        .containsPattern("ovsbr1 .* 00:16:3e:00:00:99 ")
        .contains("/sys/class/net/ovsbr1/mtu:1400\n");
    playbooks.run(5, "apply", unproven());
    assertThat(node.shell("cat /var/lib/bascule/journal")).contains("rolled-back-verified 1 ");
    assertThat(node.shell(SHOWN + ASKED)).isEqualTo(before);

    String card = adopting("asked.yml");
    playbooks.appliedOnce(card);
    String asked = node.shell(SHOWN + ASKED);
    assertThat(asked).contains("hwaddr").containsPattern("mtu_request +: 1500");
    playbooks.reverted(node);
    assertThat(node.shell(SHOWN + ASKED)).isEqualTo(before);
    node.shell("ovs-vsctl del-br ovsbr1; ip link del v9");
  }

  private String unproven() {
    return playbooks.own(
        "fails.yml",
        ", prove: [{command: 'test \"$(cat /sys/class/net/ovsbr1/mtu)\" != 1500'}]",
        "- bridge: {name: ovsbr1, kind: ovs, datapath: netdev, adopt: eth0}\n");
  }

  @Test
  void switched_off_in_the_window_it_boots_without_the_switch_between() {
    String before = node.shell("cat " + FILE + "; ovs-vsctl list-br");
    String card = adopting("window.yml");
    playbooks.run(2, "apply", card, "--confirm=manual");
    node.shell("timeout 20 sh /var/lib/bascule/pending/program await 15");
    assertThat(node.exec("ovs-vsctl", "list-ports", "ovsbr1")).isEqualTo("eth0\n");
    powerCycle();
    assertThat(node.shell("cat " + FILE + "; ovs-vsctl list-br")).isEqualTo(before);
    assertThat(node.tryExec("sh", "/var/lib/bascule/pending/program", "status").out())
        .contains("rolled-back-verified");
    assertThat(node.shell("ls " + DATABASE + "*").strip()).isEqualTo(DATABASE);
    assertThat(playbooks.run(2, "plan", card).out()).contains("create bridge ovsbr1");
  }

  @Test
  void a_plug_pulled_between_decision_and_files_leaves_the_card_where_both_say() {
    String card = adopting("joined.yml");
    playbooks.run(0, "apply", card);
    String back =
        playbooks.own("left.yml", "", "- bridge: {name: ovsbr1, state: absent, give_back: eth0}\n");
    // Before the database is in place, and after it is.
    for (String done : List.of(":", "mv -f " + DATABASE + ".bascule " + DATABASE)) {
      playbooks.run(2, "apply", back, "--confirm=manual");
      node.shell("timeout 20 sh /var/lib/bascule/pending/program await 15");
      node.shell(
          "cd /var/lib/bascule/pending/ && o=$(readlink worker.1) && kill -9 ${o%% *}"
              + " && ln -s confirm decision && "
              + done);
      powerCycle();
      assertThat(node.tryExec("sh", "/var/lib/bascule/pending/program", "status").out())
          .contains("rolled-back-verified", "booted before the confirmation was on disk");
      assertThat(node.shell("ls " + DATABASE + "*").strip()).isEqualTo(DATABASE);
      powerCycle();
      playbooks.run(0, "plan", card);
    }
    playbooks.run(0, "apply", back);
  }

  private String adopting(String name) {
    return playbooks.own(
        name, "", "- bridge: {name: ovsbr1, kind: ovs, datapath: netdev, adopt: eth0}\n");
  }

  private String ovs(String name, String keys) {
    return playbooks.own(name, "", "- bridge: {name: ovsbr0, kind: ovs, " + keys + "}\n");
  }

  private byte[] taken(String path) throws IOException {
    return Files.readAllBytes(node.disk(path));
  }

  private void put(String path, byte[] content) throws IOException {
    Files.write(node.disk(path), content);
  }

  private void powerCycle() {
    node.powerOff();
    node.powerOn();
  }

  private void theyReachEachOther() {
    assertThat(reaches("ns1", "172.20.0.2")).isTrue();
    assertThat(reaches("ns2", "172.20.0.1")).isTrue();
    assertThat(reaches("ns2", "172.20.0.254")).isTrue();
    node.exec("ping", "-c", "1", "-W", "2", "172.20.0.1");
  }

  private boolean reaches(String namespace, String address) {
    return node.tryExec("ip", "netns", "exec", namespace, "ping", "-c", "1", "-W", "1", address)
            .exit()
        == 0;
  }
}
