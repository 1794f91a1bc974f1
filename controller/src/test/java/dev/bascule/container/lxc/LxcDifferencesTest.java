package dev.bascule.container.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LxcDifferencesTest {
  private static final LxcPlace WEB = new LxcPlace("web", LxcPlace.USUAL);
  private static final MacAddress NEW = new MacAddress("00:16:3e:00:00:01");
  private static final String FILE =
      """
      lxc.uts.name = web
      lxc.net.0.type = veth
      lxc.net.0.link = br0
      lxc.net.0.flags = up
      lxc.net.0.hwaddr = 00:16:3e:00:00:01
      lxc.net.0.ipv4.address = 10.0.0.2/24 10.0.0.255
      lxc.net.0.ipv4.gateway = 10.0.0.1
      """;

  private static final String SHOWN =
      "lxc.environment = PASSWORD=…\nlxc.environment.runtime = A=…\n";

  private static LxcInterface veth(String bridge, String address, String gateway) {
    return new LxcInterface(
        LxcType.VETH,
        null,
        new InterfaceName(bridge),
        null,
        null,
        NEW,
        null,
        null,
        null,
        List.of(Cidr.of(address)),
        List.of(IpAddress.of(gateway)));
  }

  private static LxcInterface of(
      LxcType type, @Nullable String link, @Nullable Integer vlan, @Nullable String mode) {
    return new LxcInterface(
        type,
        null,
        link == null ? null : new InterfaceName(link),
        null,
        null,
        type == LxcType.MACVLAN ? NEW : null,
        null,
        vlan,
        mode,
        null,
        List.of());
  }

  private static LxcContainer wanted(LxcInterface... all) {
    return new LxcContainer(WEB, List.of(all), false);
  }

  private static SeenLxcs node(@Nullable String file, String state, SeenLxc.@Nullable Live live) {
    return new SeenLxcs(
        "5.0.2", Map.of(WEB, new SeenLxc(WEB, file, state, null, live, false, null, "0", false)));
  }

  private static SeenLxcs stopped(String file) {
    return node(file, "STOPPED", null);
  }

  private static SeenLxc.Live live(String address) {
    Inside.Device eth0 = new Inside.Device("eth0", NEW, true, List.of(Cidr.of(address)));
    Inside inside =
        new Inside(
            List.of(eth0),
            List.of(new Inside.Way("default", IpAddress.of("10.0.0.1"), "eth0")),
            Map.of());
    return new SeenLxc.Live(
        inside,
        Map.of("eth0", "veth"),
        Map.of("eth0", "vethABC"),
        Map.of("eth0", 1500),
        Map.of(),
        Set.of());
  }

  private static LxcDifference.Steps steps(LxcContainer wanted, SeenLxcs node) {
    return (LxcDifference.Steps) LxcDifferences.between(wanted, node);
  }

  private static String file(LxcContainer wanted, SeenLxcs node) {
    return ((ChangeLxcConfig) steps(wanted, node).steps().get(0)).to();
  }

  private static String impossible(LxcContainer wanted, SeenLxcs node) {
    LxcDifference.Impossible it = (LxcDifference.Impossible) LxcDifferences.between(wanted, node);
    return it.message() + " / " + it.hint();
  }

  @Test
  void what_is_as_wanted_needs_nothing() {
    LxcDifference.Steps all = steps(wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")), stopped(FILE));
    assertThat(all.steps()).isEmpty();
    assertThat(all.pending()).isEmpty();
    LxcDifference.Steps running =
        steps(
            wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")),
            node(FILE, "RUNNING", live("10.0.0.2/24")));
    assertThat(running.steps()).isEmpty();
    assertThat(running.pending()).isEmpty();
    assertThat(running.ends())
        .containsExactly(
            new LxcDifference.End(new InterfaceName("vethABC"), new InterfaceName("br0"), null));
  }

  @Test
  void a_container_without_a_network_gets_one_with_a_mac_and_a_broadcast() {
    assertThat(
            file(wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")), stopped("lxc.uts.name = web\n")))
        .isEqualTo(FILE);
  }

  @Test
  void what_is_not_said_is_kept() {
    String kept =
        FILE.replace("00:16:3e:00:00:01", "00:16:3e:aa:aa:aa")
            + "lxc.net.0.script.up = /etc/lxc/up\nlxc.net.0.veth.pair = web0\n";
    assertThat(steps(wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")), stopped(kept)).steps())
        .isEmpty();
  }

  @Test
  void a_mac_that_is_another_one_at_each_start_is_replaced() {
    assertThat(
            file(
                wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")),
                stopped(FILE.replace("00:16:3e:00:00:01", "00:16:3e:xx:xx:xx"))))
        .isEqualTo(FILE);
  }

  @Test
  void an_interface_of_another_kind_is_another_one() {
    assertThat(
            file(
                wanted(of(LxcType.MACVLAN, "eth0", null, "private")),
                stopped(FILE + "lxc.net.0.veth.pair = web0\n")))
        .isEqualTo(
            """
            lxc.uts.name = web
            lxc.net.0.type = macvlan
            lxc.net.0.link = eth0
            lxc.net.0.flags = up
            lxc.net.0.hwaddr = 00:16:3e:00:00:01
            lxc.net.0.macvlan.mode = private
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "EMPTY,,,,type = empty;flags = up",
    "NONE,,,,type = none",
    "VLAN,eth0,20,,type = vlan;link = eth0;flags = up;vlan.id = 20",
    "PHYS,eth2,,,type = phys;link = eth2;flags = up",
    "VETH,br0,30,,type = veth;link = br0;flags = up;veth.vlan.id = 30",
    "MACVLAN,eth0,,vepa,type = macvlan;link = eth0;flags = up;hwaddr = 00:16:3e:00:00:01;macvlan.mode = vepa"
  })
  void each_kind_has_its_lines(
      LxcType type,
      @Nullable String link,
      @Nullable Integer vlan,
      @Nullable String mode,
      String lines) {
    String all = "";
    for (String line : lines.split(";", -1)) {
      all += "lxc.net.0." + line + "\n";
    }
    assertThat(file(wanted(of(type, link, vlan, mode)), stopped("a = b\n")))
        .isEqualTo("a = b\n" + all);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.3.118/24,10.0.3.255",
    "10.66.1.5/16,10.66.255.255",
    "192.0.2.130/26,192.0.2.191",
    "10.0.0.1/8,10.255.255.255",
    "203.0.113.9/30,203.0.113.11"
  })
  void the_broadcast_is_that_of_the_prefix(String address, String broadcast) {
    assertThat(LxcWish.withBroadcast(Cidr.of(address))).isEqualTo(address + " " + broadcast);
  }

  @Test
  void prefixes_without_a_broadcast_have_none() {
    assertThat(LxcWish.withBroadcast(Cidr.of("10.0.0.0/31"))).isEqualTo("10.0.0.0/31");
    assertThat(LxcWish.withBroadcast(Cidr.of("10.0.0.1/32"))).isEqualTo("10.0.0.1/32");
  }

  @Test
  void addresses_of_a_running_container_change_at_once_and_its_bridge_by_its_end() {
    LxcDifference.Steps all =
        steps(
            wanted(veth("br1", "10.0.0.3/24", "10.0.0.1")),
            node(FILE, "RUNNING", live("10.0.0.2/24")));
    assertThat(all.steps().get(0)).isInstanceOf(ChangeLxcConfig.class);
    assertThat(all.steps().get(1).details())
        .extracting(detail -> detail.name() + " " + detail.from() + " " + detail.to())
        .containsExactly("address inside 10.0.0.2/24 null", "address inside null 10.0.0.3/24");
    assertThat(all.steps()).hasSize(2);
    assertThat(all.ends().get(0).bridge()).isEqualTo(new InterfaceName("br1"));
    assertThat(all.pending()).isEmpty();
  }

  @Test
  void a_drift_inside_is_found_though_the_file_is_as_wanted() {
    LxcDifference.Steps all =
        steps(
            wanted(veth("br0", "10.0.0.2/24", "10.0.0.1")),
            node(FILE, "RUNNING", live("10.0.0.9/24")));
    assertThat(all.steps()).hasSize(1).first().isInstanceOf(ChangeLxcInside.class);
  }

  @Test
  void the_rest_waits_for_a_restart_that_is_said_or_done() {
    LxcInterface other =
        new LxcInterface(
            LxcType.VETH,
            null,
            new InterfaceName("br0"),
            new InterfaceName("web0"),
            new MacAddress("00:16:3e:00:00:02"),
            NEW,
            1400,
            null,
            null,
            null,
            List.of());
    SeenLxcs node = node(FILE, "RUNNING", live("10.0.0.2/24"));
    LxcDifference.Steps waits = steps(wanted(other), node);
    assertThat(waits.steps()).hasSize(1);
    assertThat(LxcDifferences.pending(WEB, waits.pending()))
        .isEqualTo(
            "container web takes this at its next start: the MAC of eth0, the MTU of eth0,"
                + " the node's end of eth0; 'restart: allowed' starts it again");

    LxcDifference.Steps done = steps(new LxcContainer(WEB, List.of(other), true), node);
    assertThat(done.steps().get(1).target())
        .isEqualTo(
            "restart of container web: the MAC of eth0, the MTU of eth0, the node's end of eth0");
    assertThat(done.pending()).isEmpty();
    assertThat(done.ends()).as("a start makes it a port").isEmpty();
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
  void a_plan_does_not_show_what_a_containers_environment_holds() {
    String secret = "lxc.environment = PASSWORD=old=1\nlxc.environment.runtime = A=b\n";
    ChangeLxcConfig change = new ChangeLxcConfig(WEB, secret + "x = 1\n", secret + "x = 2\n");
    Change.ContentChange shown = change.content().orElseThrow();
    assertThat(shown.before()).isEqualTo(FileContent.of(SHOWN + "x = 1\n"));
    assertThat(shown.after()).isEqualTo(FileContent.of(SHOWN + "x = 2\n"));
  }

  @Test
  void the_mode_of_a_macvlan_and_an_interface_that_comes_or_goes_wait_for_a_restart() {
    SeenLxc.Live live =
        new SeenLxc.Live(
            new Inside(
                List.of(
                    new Inside.Device("eth0", NEW, true, List.of()),
                    new Inside.Device("eth7", NEW, true, List.of())),
                List.of(),
                Map.of()),
            Map.of("eth0", "macvlan", "eth7", "veth"),
            Map.of("eth0", "br9", "eth7", "vethX"),
            Map.of(),
            Map.of("eth0", "private"),
            Set.of());
    assertThat(
            steps(
                    wanted(
                        of(LxcType.MACVLAN, "br1", null, "bridge"),
                        of(LxcType.VETH, "br0", null, null)),
                    node("", "RUNNING", live))
                .pending())
        .containsExactly("the mode of eth0", "the link of eth0", "eth1 comes", "eth7 goes");
  }

  @Test
  void one_that_runs_in_the_nodes_network_is_never_changed_inside_whatever_its_file_says() {
    SeenLxcs node =
        new SeenLxcs(
            "5.0.2",
            Map.of(WEB, new SeenLxc(WEB, FILE, "RUNNING", null, null, true, null, "0", false)));
    LxcInterface wish = veth("br0", "10.0.0.3/24", "10.0.0.1");
    LxcDifference.Steps waits = steps(wanted(wish), node);
    assertThat(waits.steps()).hasSize(1).first().isInstanceOf(ChangeLxcConfig.class);
    assertThat(waits.pending()).containsExactly("a network of its own");
    assertThat(waits.ends()).isEmpty();
    assertThat(steps(new LxcContainer(WEB, List.of(wish), true), node).steps())
        .hasSize(2)
        .last()
        .isInstanceOf(RestartLxc.class);
    assertThat(steps(wanted(of(LxcType.NONE, null, null, null)), node).pending()).isEmpty();
    assertThat(
            steps(
                    wanted(of(LxcType.NONE, null, null, null)),
                    node(FILE, "RUNNING", live("10.0.0.2/24")))
                .pending())
        .containsExactly("the node's network");
  }

  @Test
  void an_interface_inside_that_is_of_another_kind_is_not_the_one_that_is_meant() {
    LxcInterface wish =
        new LxcInterface(
            LxcType.MACVLAN,
            null,
            new InterfaceName("eth1"),
            null,
            null,
            NEW,
            null,
            null,
            "bridge",
            List.of(Cidr.of("10.0.0.9/24")),
            List.of());
    LxcDifference.Steps all = steps(wanted(wish), node(FILE, "RUNNING", live("10.0.0.2/24")));
    assertThat(all.steps()).hasSize(1);
    assertThat(all.pending()).containsExactly("eth0 becomes macvlan");
  }

  @Test
  void a_gateway_that_is_not_wanted_any_more_goes_inside_too() {
    LxcInterface wish =
        new LxcInterface(
            LxcType.VETH,
            null,
            new InterfaceName("br0"),
            null,
            null,
            NEW,
            null,
            null,
            null,
            List.of(Cidr.of("10.0.0.2/24")),
            List.of());
    assertThat(
            steps(wanted(wish), node(FILE, "RUNNING", live("10.0.0.2/24")))
                .steps()
                .get(1)
                .details())
        .extracting(detail -> detail.name() + " " + detail.from() + " " + detail.to())
        .containsExactly("gateway inside 10.0.0.1 null");
  }

  @Test
  void a_restart_holds_once_what_it_was_for_is_so() {
    SeenLxcs before = node(FILE, "RUNNING", live("10.0.0.2/24"));
    LxcInterface wish =
        new LxcInterface(
            LxcType.VETH,
            null,
            new InterfaceName("br0"),
            new InterfaceName("web0"),
            null,
            NEW,
            null,
            null,
            null,
            null,
            List.of());
    RestartLxc restart =
        (RestartLxc) steps(new LxcContainer(WEB, List.of(wish), true), before).steps().get(1);
    assertThat(restart.holdsFor(before.get(WEB))).isFalse();
    SeenLxc.Live there = live("10.0.0.2/24");
    SeenLxc.Live named =
        new SeenLxc.Live(
            there.inside(),
            there.types(),
            Map.of("eth0", "web0"),
            there.mtus(),
            Map.of(),
            Set.of());
    assertThat(restart.holdsFor(node(FILE, "RUNNING", named).get(WEB))).isTrue();
    assertThat(restart.holdsFor(node(FILE, "STOPPED", null).get(WEB))).isFalse();
  }

  @Test
  void a_card_may_be_anything_and_its_link_is_no_reason() {
    SeenLxc.Live live =
        new SeenLxc.Live(
            new Inside(
                List.of(new Inside.Device("eth0.20", NEW, true, List.of())), List.of(), Map.of()),
            Map.of("eth0.20", "vlan"),
            Map.of("eth0.20", "eth0"),
            Map.of(),
            Map.of("eth0.20", "20"),
            Set.of("eth0"));
    assertThat(
            steps(wanted(of(LxcType.PHYS, "eth0.20", null, null)), node("", "RUNNING", live))
                .pending())
        .isEmpty();
  }

  @Test
  void a_stopped_container_waits_for_nothing() {
    assertThat(steps(wanted(veth("br1", "10.0.0.3/24", "10.0.0.1")), stopped(FILE)).pending())
        .isEmpty();
  }

  @Test
  void without_interfaces_old_words_become_new_ones_and_nothing_else_changes() {
    LxcContainer words = new LxcContainer(WEB, null, false);
    assertThat(steps(words, stopped(FILE)).steps()).isEmpty();
    SeenLxcs old =
        node("lxc.network.type = veth\nlxc.network.link = br0\nlxc.utsname = web\n", "", null);
    assertThat(file(words, old))
        .isEqualTo("lxc.net.0.type = veth\nlxc.net.0.link = br0\nlxc.utsname = web\n");
    assertThat(steps(words, old).notes())
        .containsExactly(
            "/var/lib/lxc/web/config:3: 'lxc.utsname' is another key that LXC 3 does not know:"
                + " lxc-update-config -c FILE renames it");
  }

  @Test
  void an_inverse_is_the_file_as_it_was() {
    ChangeLxcConfig change = new ChangeLxcConfig(WEB, "a", "b");
    assertThat(change.inverse()).isEqualTo(new ChangeLxcConfig(WEB, "b", "a"));
    assertThat(change.holdsFor(node("b", "STOPPED", null).get(WEB))).isTrue();
    assertThat(change.inverse().holdsFor(node("b", "STOPPED", null).get(WEB))).isFalse();
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
  void the_file_is_below_the_folder_of_containers() {
    assertThat(new LxcPlace("a", new AbsolutePath("/srv/lxc")).config())
        .isEqualTo(new AbsolutePath("/srv/lxc/a/config"));
  }
}
