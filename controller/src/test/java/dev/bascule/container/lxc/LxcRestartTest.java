package dev.bascule.container.lxc;

import static dev.bascule.container.lxc.Lxcs.FILE;
import static dev.bascule.container.lxc.Lxcs.NEW;
import static dev.bascule.container.lxc.Lxcs.WEB;
import static dev.bascule.container.lxc.Lxcs.live;
import static dev.bascule.container.lxc.Lxcs.node;
import static dev.bascule.container.lxc.Lxcs.of;
import static dev.bascule.container.lxc.Lxcs.steps;
import static dev.bascule.container.lxc.Lxcs.stopped;
import static dev.bascule.container.lxc.Lxcs.veth;
import static dev.bascule.container.lxc.Lxcs.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits for the next start of a container of LXC. */
class LxcRestartTest {
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
  void a_stopped_container_waits_for_nothing() {
    assertThat(steps(wanted(veth("br1", "10.0.0.3/24", "10.0.0.1")), stopped(FILE)).pending())
        .isEmpty();
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
}
