package dev.bascule.container.lxc;

import static dev.bascule.container.lxc.Lxcs.FILE;
import static dev.bascule.container.lxc.Lxcs.NEW;
import static dev.bascule.container.lxc.Lxcs.SHOWN;
import static dev.bascule.container.lxc.Lxcs.WEB;
import static dev.bascule.container.lxc.Lxcs.file;
import static dev.bascule.container.lxc.Lxcs.live;
import static dev.bascule.container.lxc.Lxcs.node;
import static dev.bascule.container.lxc.Lxcs.of;
import static dev.bascule.container.lxc.Lxcs.steps;
import static dev.bascule.container.lxc.Lxcs.stopped;
import static dev.bascule.container.lxc.Lxcs.veth;
import static dev.bascule.container.lxc.Lxcs.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LxcDifferencesTest {
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
  void a_plan_does_not_show_what_a_containers_environment_holds() {
    String secret = "lxc.environment = PASSWORD=old=1\nlxc.environment.runtime = A=b\n";
    ChangeLxcConfig change = new ChangeLxcConfig(WEB, secret + "x = 1\n", secret + "x = 2\n");
    Change.ContentChange shown = change.content().orElseThrow();
    assertThat(shown.before()).isEqualTo(FileContent.of(SHOWN + "x = 1\n"));
    assertThat(shown.after()).isEqualTo(FileContent.of(SHOWN + "x = 2\n"));
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
  void the_file_is_below_the_folder_of_containers() {
    assertThat(new LxcPlace("a", new AbsolutePath("/srv/lxc")).config())
        .isEqualTo(new AbsolutePath("/srv/lxc/a/config"));
  }
}
