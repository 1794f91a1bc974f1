package dev.bascule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.WishNotation;
import dev.bascule.network.batch.SimulatedKernel;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bridge keeps its MAC at run time when a port with a lower one joins; to the kernel that is a
 * MAC that somebody set. The plan after that has nothing to do, neither at run time nor in files.
 */
class SecondPlanTest {
  private static final String IFUPDOWN =
      """
      auto br0
      iface br0 inet static
          address 10.66.0.5/24
          gateway 10.66.0.1
          bridge_ports eth0
          bridge_stp on
          bridge_fd 15
      """;
  private static final String SCRIPT =
      """
      DEVICE=br0
      TYPE=Bridge
      ONBOOT=yes
      BOOTPROTO=none
      IPADDR=10.66.0.5
      PREFIX=24
      GATEWAY=10.66.0.1
      STP=on
      DELAY=15
      """;
  private static final String NODE =
      """
      link eth0 hardware mac 52:54:00:00:00:05 master br0
      link eth1 hardware mac 52:54:00:00:00:01
      link br0 bridge stp_state=1,forward_delay=1500 mac %s
      address br0 10.66.0.5/24
      route default via 10.66.0.1 dev br0
      """;
  private static final String JOINS = "bridge br0 ports=eth1 stp=true bpdu_guard persist";

  @ParameterizedTest
  @ValueSource(strings = {"52:54:00:00:00:05", "5a:11:22:33:44:55"})
  void nothing_is_left_to_do_with_ifupdown(String mac) {
    FileContent file = FileContent.of(IFUPDOWN);
    NodeFiles files =
        new NodeFiles(
            Map.of(new AbsolutePath("/etc/network/interfaces"), file), Set.of("ifupdown"));
    NodeNetwork after = applied(node(mac, files), JOINS);
    assertThat(plan(after, JOINS)).isEmpty();
    assertThat(text(after, "interfaces")).contains("bridge_ports eth0 eth1");
    // What no port brings is another one at each boot.
    boolean brought = mac.endsWith("05");
    assertThat(text(after, "interfaces").contains("bridge_hw " + mac)).isEqualTo(brought);
  }

  @ParameterizedTest
  @ValueSource(strings = {"52:54:00:00:00:05", "5a:11:22:33:44:55"})
  void nothing_is_left_to_do_with_network_scripts(String mac) {
    Map<AbsolutePath, FileContent> content = new TreeMap<>();
    content.put(script("eth0"), FileContent.of("DEVICE=eth0\nONBOOT=yes\nBRIDGE=br0\n"));
    content.put(script("br0"), FileContent.of(SCRIPT));
    NodeNetwork after = applied(node(mac, new NodeFiles(content, Set.of("initscripts"))), JOINS);
    assertThat(plan(after, JOINS)).isEmpty();
    boolean brought = mac.endsWith("05");
    assertThat(text(after, "ifcfg-br0").contains("MACADDR=" + mac)).isEqualTo(brought);
  }

  @ParameterizedTest
  @ValueSource(strings = {"52:54:00:00:00:05 pinned", "52:54:00:00:00:05"})
  void network_scripts_keep_the_mac_of_the_lowest_port_as_a_container_may_bring_a_lower_one(
      String mac) {
    Map<AbsolutePath, FileContent> content = new TreeMap<>();
    content.put(script("eth0"), FileContent.of("DEVICE=eth0\nONBOOT=yes\nBRIDGE=br0\n"));
    content.put(script("br0"), FileContent.of(SCRIPT));
    NodeNetwork node = node(mac, new NodeFiles(content, Set.of("initscripts")));
    String says = "bridge br0 ports=eth0 stp=true persist";
    NodeNetwork after = written(node, plan(node, says).orElseThrow());
    assertThat(text(after, "ifcfg-br0")).contains("MACADDR=52:54:00:00:00:05\n");
    assertThat(plan(after, says)).isEmpty();
  }

  @Test
  void a_mac_that_a_task_says_is_in_the_files_though_the_bridge_has_it_already() {
    NodeNetwork node = NetworkNotation.node(NODE.formatted("5a:11:22:33:44:55 pinned"));
    NodeFiles files =
        new NodeFiles(
            Map.of(new AbsolutePath("/etc/network/interfaces"), FileContent.of(IFUPDOWN)),
            Set.of("ifupdown"));
    String says = "bridge br0 stp=true bpdu_guard mac=5a:11:22:33:44:55 persist";
    NodeNetwork after = applied(with(node, node.state(), files), says);
    assertThat(text(after, "interfaces")).contains("bridge_hw 5a:11:22:33:44:55");
    assertThat(plan(after, says)).isEmpty();
  }

  @Test
  void nothing_is_left_to_do_with_open_vswitch() {
    String interfaces =
        """
        allow-ovsbr0 eth0
        iface eth0 inet manual
            ovs_type OVSPort
            ovs_bridge ovsbr0

        auto ovsbr0
        iface ovsbr0 inet static
            address 10.66.0.5/24
            ovs_type OVSBridge
            ovs_ports eth0
        """;
    NodeNetwork node =
        NetworkNotation.node(
            """
            link eth0 hardware mac 52:54:00:00:00:05 master ovsbr0 ovs-vlans all
            link ovsbr0 ovs system mac 52:54:00:00:00:05 ovs-vlans all
            link v1 veth ? mac 00:16:3e:00:00:01
            address ovsbr0 10.66.0.5/24
            """);
    NodeFiles files =
        new NodeFiles(
            Map.of(new AbsolutePath("/etc/network/interfaces"), FileContent.of(interfaces)),
            Set.of("ifupdown"));
    String joins = "bridge ovsbr0 ovs ports=v1 persist";
    NodeNetwork after = applied(with(node, node.state(), files), joins);
    assertThat(text(after, "interfaces")).contains("other_config:hwaddr=52:54:00:00:00:05");
    assertThat(plan(after, joins)).isEmpty();
  }

  private static AbsolutePath script(String link) {
    return new AbsolutePath("/etc/sysconfig/network-scripts/ifcfg-" + link);
  }

  private static NodeNetwork node(String mac, NodeFiles files) {
    NodeNetwork node = NetworkNotation.node(NODE.formatted(mac));
    return with(node, node.state(), files);
  }

  private static NodeNetwork with(NodeNetwork node, NetworkState state, NodeFiles files) {
    return new NodeNetwork(
        state, node.control(), node.owners(), node.tools(), files, null, List.of());
  }

  private static NodeNetwork applied(NodeNetwork node, String wishes) {
    NodeNetwork after = written(node, plan(node, wishes).orElseThrow());
    assertThat(after.state().links()).anyMatch(it -> it.hasPorts() && it.macPinned());
    return after;
  }

  private static NodeNetwork written(NodeNetwork node, NetworkPlanner.Ending ending) {
    SimulatedKernel kernel = new SimulatedKernel(node.state());
    ending.transaction().batch().forEach(op -> assertThat(kernel.run(op)).isEmpty());
    Map<AbsolutePath, FileContent> content = new TreeMap<>(node.files().content());
    for (FileEdit edit : ending.transaction().edits().files()) {
      content.put(edit.path(), Optional.ofNullable(edit.after()).orElseThrow());
    }
    return with(node, kernel.state(), new NodeFiles(content, node.files().programs()));
  }

  private static String text(NodeNetwork node, String file) {
    return node.files().content().entrySet().stream()
        .filter(entry -> entry.getKey().text().endsWith("/" + file))
        .map(entry -> entry.getValue().text())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<NetworkPlanner.Ending> plan(NodeNetwork node, String wishes) {
    NetworkResource wish = WishNotation.wishes(wishes).get(0);
    List<PlanProblem> problems = new ArrayList<>();
    NetworkPlanner planner = new NetworkPlanner(node, "auto");
    planner.grant(new DesiredTask("p", "t", "x.yml:1:1", wish, List.of()), wish, problems);
    Optional<NetworkPlanner.Ending> ending = planner.end(SafeApply.USUAL, problems);
    assertThat(problems).isEmpty();
    return ending;
  }
}
