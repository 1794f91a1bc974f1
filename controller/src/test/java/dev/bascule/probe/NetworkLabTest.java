package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Route;
import dev.bascule.probe.net.NetworkReader;
import dev.bascule.probe.net.NetworkSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An odd network is laid on a node of each flavour by the node's own tools, read over SSH, and
 * taken away again.
 */
class NetworkLabTest {
  private static final InterfaceName BRIDGE = new InterfaceName("br9");
  private static final String LAY =
      """
      ip link add br9 type bridge 2>/dev/null || brctl addbr br9 || exit 1
      ip link add ve9 type veth peer name ve8 2>/dev/null || ip link add ve9 type veth || exit 1
      ip link set ve9 up
      brctl addif br9 ve9 || ip link set ve9 master br9 || exit 1
      ip link set br9 up
      ip addr add 10.66.70.1/24 dev br9
      ip addr add 10.66.70.2/24 dev br9 label br9:1
      ip addr add 10.66.71.5/32 dev br9
      ip addr add fd66:70::1/64 dev br9
      ip route add 10.66.72.1/32 dev br9
      ip route add 10.66.73.0/24 via 10.66.72.1 dev br9 onlink table 100 metric 7
      ip rule add from 10.66.70.2 lookup 100 prio 500
      ip route add blackhole 10.66.99.0/24
      if [ -e /sys/class/net/br9/bridge/vlan_filtering ]; then
        echo 1 >/sys/class/net/br9/bridge/vlan_filtering && bridge vlan add dev ve9 vid 9
      fi 2>/dev/null
      echo 0 >/proc/sys/net/ipv4/conf/br9/send_redirects
      true
      """;
  private static final String TAKE_AWAY =
      """
      ip rule del prio 500 from 10.66.70.2 lookup 100
      ip route del blackhole 10.66.99.0/24
      ip link set br9 down
      brctl delif br9 ve9 || ip link set ve9 nomaster
      brctl delbr br9 || ip link del br9
      ip link del ve9
      """;

  @Nested
  @LabTest(nodes = 1)
  class Light {
    @Test
    void an_odd_network_is_read_back(Lab lab, @TempDir Path folder) throws Exception {
      readsBack(lab, folder);
      hasDetailsThatOnlyTodaysToolsTell(lab, folder);
    }

    @Test
    void a_taken_away_network_leaves_no_difference(Lab lab) {
      List.of("dash", "bash", "busybox ash").forEach(shell -> leavesNoDifference(lab, shell));
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.OLD)
  class Old {
    @Test
    void an_odd_network_is_read_back(Lab lab, @TempDir Path folder) throws Exception {
      readsBack(lab, folder);
    }

    @Test
    void a_taken_away_network_leaves_no_difference(Lab lab) {
      leavesNoDifference(lab, "sh");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
  class Busybox {
    @Test
    void an_odd_network_is_read_back(Lab lab, @TempDir Path folder) throws Exception {
      readsBack(lab, folder);
    }

    @Test
    void a_taken_away_network_leaves_no_difference(Lab lab) {
      leavesNoDifference(lab, "sh");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd {
    @Test
    void an_odd_network_is_read_back(Lab lab, @TempDir Path folder) throws Exception {
      readsBack(lab, folder);
    }

    @Test
    void a_taken_away_network_leaves_no_difference(Lab lab) {
      leavesNoDifference(lab, "sh");
    }
  }

  private static NodeNetwork look(Lab lab, Path folder) throws IOException {
    NetworkSubjects names = new NetworkSubjects(Set.of("br9", "@blue"));
    ProbeScript script =
        new ProbeScript("=lab", Subjects.of(List.of()), Optional.of(names), Set.of(), false, true);
    Path file = Files.writeString(folder.resolve("script"), script.script().text());
    String line =
        "ssh -F '%s' %s /bin/sh -s <'%s'".formatted(lab.sshConfig(), lab.node(1).name(), file);
    String out = lab.controller("sh", "-c", line).orThrow().out();
    return NetworkReader.read(Frames.read("=lab", out)).orElseThrow();
  }

  private static void readsBack(Lab lab, Path folder) throws IOException {
    LabNode node = lab.node(1);
    node.shell(LAY);
    NodeNetwork network = look(lab, folder);
    NetworkState state = network.state();
    Link bridge = state.link(BRIDGE).orElseThrow();
    assertThat(bridge.up()).isTrue();
    assertThat(bridge.bridge().orElseThrow().forwardDelay()).isEqualTo(1500);
    assertThat(state.ports(BRIDGE).stream().map(port -> port.name().text())).containsExactly("ve9");
    assertThat(state.ports(BRIDGE).get(0).kind()).isInstanceOf(LinkKind.Veth.class);
    assertThat(state.ports(BRIDGE).get(0).port()).containsEntry("hairpin_mode", "0");
    assertThat(state.addressesOf(BRIDGE).stream().map(address -> address.local().toString()))
        .contains("10.66.70.1/24", "10.66.70.2/24", "10.66.71.5/32", "fd66:70::1/64");
    assertThat(state.addressesOf(BRIDGE).stream().map(address -> address.label()))
        .containsOnlyOnce("br9:1");
    assertThat(state.rules().stream().map(rule -> rule.priority() + " " + rule.words()))
        .contains("500 from 10.66.70.2 lookup 100");
    assertThat(state.sysctls()).containsEntry("net/ipv4/conf/br9/send_redirects", "0");
    assertThat(network.files().content().keySet().stream().map(Object::toString))
        .contains("/etc/network/interfaces");
    checkRoutes(state);
    checkControl(node, network);
    checkVlans(node, state);
    node.shell(TAKE_AWAY + "true");
  }

  private static void checkRoutes(NetworkState state) {
    Route policy = route(state, "10.66.73.0/24");
    assertThat(policy.table()).isEqualTo("100");
    assertThat(policy.via()).isEqualTo(IpAddress.of("10.66.72.1"));
    assertThat(policy.onlink()).isTrue();
    assertThat(policy.metric()).isEqualTo(7);
    assertThat(route(state, "10.66.72.1/32").isConnected()).isFalse();
    assertThat(route(state, "10.66.70.0/24").isConnected()).isTrue();
    assertThat(route(state, "fd66:70::/64").isConnected()).isTrue();
    assertThat(route(state, "10.66.99.0/24").type()).isEqualTo("blackhole");
    assertThat(state.routes()).noneMatch(route -> route.table().equals("local"));
  }

  private static Route route(NetworkState state, String destination) {
    return state.routes().stream()
        .filter(route -> route.destination().equals(destination))
        .findFirst()
        .orElseThrow(() -> new AssertionError(destination + " in " + state.routes()));
  }

  private static void checkControl(LabNode node, NodeNetwork network) {
    assertThat(network.control()).isNotNull();
    assertThat(network.control().local()).isEqualTo(IpAddress.of(node.address()));
    assertThat(network.control().egress()).hasToString("eth0");
  }

  /** Only where the kernel can filter, and the node has a tool that shows it. */
  private static void checkVlans(LabNode node, NetworkState state) {
    String can = "cat /sys/class/net/br9/bridge/vlan_filtering && command -v bridge";
    if (node.tryExec("sh", "-c", can).out().startsWith("1\n/")) {
      assertThat(state.ports(BRIDGE).get(0).vlans()).containsKeys(1, 9);
    }
  }

  private static void hasDetailsThatOnlyTodaysToolsTell(Lab lab, Path folder) throws IOException {
    LabNode node = lab.node(1);
    node.shell(
        """
        ip netns add blue
        ip link add ve9 type veth peer name eth7 netns blue
        ip -n blue addr add 10.66.80.2/24 dev eth7
        ip -n blue link set eth7 up
        ip link add link eth0 name mv9 type macvlan mode bridge
        ip neigh add proxy 10.66.70.10 dev eth0
        ip neigh add 10.66.1.99 lladdr 02:00:00:00:00:09 dev eth0 nud permanent
        """);
    NetworkState state = look(lab, folder).state();
    assertThat(kind(state, "ve9")).isEqualTo(new LinkKind.Veth(new InterfaceName("eth7"), "blue"));
    assertThat(kind(state, "mv9"))
        .isEqualTo(new LinkKind.Macvlan(new InterfaceName("eth0"), "bridge"));
    assertThat(state.neighbours().stream().map(one -> one.address() + " " + one.isProxy()))
        .contains("10.66.70.10 true", "10.66.1.99 false");
    NetworkState inside = state.namespaces().get("blue");
    assertThat(inside.addressesOf(new InterfaceName("eth7")).stream().map(one -> one.local()))
        .hasToString("[10.66.80.2/24]");
    node.shell("ip netns del blue; ip link del mv9; ip neigh del proxy 10.66.70.10 dev eth0");
  }

  private static LinkKind kind(NetworkState state, String name) {
    return state.link(new InterfaceName(name)).orElseThrow().kind();
  }

  private static void leavesNoDifference(Lab lab, String shell) {
    LabNode node = lab.node(1);
    node.shell("cat >/tmp/netstate <<'END'\n" + ShellText.parts(List.of("netstate")) + "END");
    String take = shell + " -c '. /tmp/netstate; netstate eth0 br9 >/tmp/%s'";
    String compare = shell + " -c '. /tmp/netstate; netdiff /tmp/before /tmp/%s \"br9 ve9 ve8\"'";
    node.shell(take.formatted("before"));
    node.shell(LAY);
    node.shell(take.formatted("between"));
    node.shell(TAKE_AWAY + take.formatted("after"));
    assertThat(node.tryExec("sh", "-c", compare.formatted("between")).out())
        .contains(
            "+ rule - 4 500: from 10.66.70.2 lookup 100",
            "+ addr br9 4 10.66.70.2/24 scope global secondary label br9:1",
            "+ addr br9 6 fd66:70::1/64 scope global",
            "+ route br9 4 10.66.72.1 dev br9 scope link",
            "+ sysctl br9 net/ipv4/conf/br9/send_redirects:0")
        .doesNotContainPattern("(?m)^- ");
    assertThat(node.tryExec("sh", "-c", compare.formatted("after")).toString())
        .endsWith("ended with 0\n");
  }
}
