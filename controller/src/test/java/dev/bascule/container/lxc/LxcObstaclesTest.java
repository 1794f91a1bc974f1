package dev.bascule.container.lxc;

import static dev.bascule.container.lxc.Lxcs.FILE;
import static dev.bascule.container.lxc.Lxcs.WEB;
import static dev.bascule.container.lxc.Lxcs.impossible;
import static dev.bascule.container.lxc.Lxcs.live;
import static dev.bascule.container.lxc.Lxcs.node;
import static dev.bascule.container.lxc.Lxcs.of;
import static dev.bascule.container.lxc.Lxcs.stopped;
import static dev.bascule.container.lxc.Lxcs.veth;
import static dev.bascule.container.lxc.Lxcs.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be had of a container of LXC, and what people are told before. */
class LxcObstaclesTest {
  @Test
  void what_cannot_be_had_says_why() {
    LxcContainer any = wanted();
    assertThat(impossible(any, SeenLxcs.NOTHING))
        .isEqualTo(
            "there is no LXC on this node / install it (Debian: apt install lxc);"
                + " 'when: facts.lxc' leaves other nodes out");
    assertThat(impossible(any, new SeenLxcs("2.0.11", Map.of())))
        .isEqualTo(
            "LXC 2.0.11 does not know the keys lxc.net.N.*, which this version writes / they came"
                + " with LXC 2.1; nothing was changed");
    assertThat(
            impossible(
                wanted(of(LxcType.VETH, "br0", 20, null)),
                new SeenLxcs(
                    "4.0.6",
                    Map.of(
                        WEB,
                        new SeenLxc(WEB, "", "STOPPED", null, null, false, null, "0", false)))))
        .isEqualTo(
            "LXC 4.0.6 does not know VLANs of a veth / they came with LXC 5; it would not read the"
                + " container's file any more");
    assertThat(
            impossible(
                any,
                new SeenLxcs(
                    "5.0.2",
                    Map.of(
                        WEB,
                        new SeenLxc(WEB, "", "STOPPED", null, null, false, null, "1000", false)))))
        .startsWith("/var/lib/lxc belongs to user 1000, not to root / ");
    assertThat(impossible(any, stopped("# caf\uFFFD\n")))
        .startsWith("/var/lib/lxc/web/config is not written in UTF-8 / ");
    assertThat(impossible(any, new SeenLxcs("5.0.2", Map.of())))
        .isEqualTo(
            "container web does not exist on this node / there is no /var/lib/lxc/web/config;"
                + " lxc-ls shows those that exist");
    assertThat(impossible(any, stopped("lxc.net =\n")))
        .startsWith("/var/lib/lxc/web/config cannot be edited safely: line 1 (lxc.net =)");
    assertThat(
            impossible(
                any,
                new SeenLxcs(
                    "5.0.2",
                    Map.of(
                        WEB, new SeenLxc(WEB, "", "STOPPED", null, null, false, null, "0", true)))))
        .isEqualTo(
            "container web is Proxmox's, which writes /var/lib/lxc/web/config anew at each start /"
                + " say runtime: proxmox and id: web");
    assertThat(impossible(any, node(FILE, "FROZEN", null)))
        .isEqualTo(
            "container web is frozen, and cannot be looked into / lxc-unfreeze it, or stop it");
    assertThat(
            impossible(
                any,
                new SeenLxcs(
                    "5.0.2",
                    Map.of(
                        WEB,
                        new SeenLxc(
                            WEB,
                            "",
                            "STOPPED",
                            "/etc/x:3:lxc.net.0.type = veth",
                            null,
                            false,
                            null,
                            "0",
                            false)))))
        .isEqualTo(
            "networks of container web stand in a file that others share, too:"
                + " /etc/x:3:lxc.net.0.type = veth / move them to /var/lib/lxc/web/config");
    assertThat(
            impossible(
                wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")),
                new SeenLxcs(
                    "5.0.2",
                    Map.of(
                        WEB,
                        new SeenLxc(
                            WEB, FILE, "RUNNING", null, null, false, "no ip", "0", false)))))
        .startsWith("the network of container web could not be looked at: no ip / ");
  }

  @Test
  void an_ephemeral_container_is_never_stopped() {
    LxcContainer moved =
        new LxcContainer(WEB, List.of(of(LxcType.MACVLAN, "eth1", null, "bridge")), true);
    SeenLxc.Live live = live("10.0.0.2/24");
    assertThat(impossible(moved, node(FILE + "lxc.ephemeral = 1\n", "RUNNING", live)))
        .isEqualTo(
            "container web is ephemeral: LXC deletes it when it stops / without 'restart: allowed'"
                + " its file is written, and it runs on as it is");
    assertThat(
            LxcDifferences.between(
                moved, node(FILE + "lxc.ephemeral = 1\nlxc.ephemeral = 0\n", "RUNNING", live)))
        .isInstanceOf(LxcDifference.Steps.class);
  }

  @Test
  void what_surprises_people_is_said() {
    assertThat(
            LxcNotes.of(
                WEB,
                List.of(
                    of(LxcType.MACVLAN, "br1", null, "bridge"),
                    of(LxcType.MACVLAN, "br1", null, "private"),
                    of(LxcType.MACVLAN, "eth1", null, "passthru"),
                    of(LxcType.VLAN, "eth0", 20, null),
                    of(LxcType.PHYS, "eth2", null, null),
                    of(LxcType.NONE, null, null, null),
                    of(LxcType.EMPTY, null, null, null))))
        .containsExactly(
            "container web and the node cannot reach each other over br1: a macvlan of the node's"
                + " own there can (macvlan: {name: …, link: br1, mode: bridge})",
            "container web and the node cannot reach each other over br1",
            "while container web runs, it gets all that comes in by eth1, and eth1 has its MAC: the"
                + " node cannot use it",
            "VLAN 20 of eth0 is container web's alone: for several containers put a bridge on a vlan"
                + " of the node",
            "while container web runs, the node does not have eth2; at its stop it comes back down,"
                + " without addresses and routes",
            "container web shares the node's network: it can change it, and its shutdown can shut"
                + " the node down");
  }
}
