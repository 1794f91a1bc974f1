package dev.bascule.container;

import static dev.bascule.container.Containers.ETH0;
import static dev.bascule.container.Containers.ID;
import static dev.bascule.container.Containers.MAC;
import static dev.bascule.container.Containers.NETIF;
import static dev.bascule.container.Containers.gateway;
import static dev.bascule.container.Containers.inside;
import static dev.bascule.container.Containers.named;
import static dev.bascule.container.Containers.node;
import static dev.bascule.container.Containers.running;
import static dev.bascule.container.Containers.settings;
import static dev.bascule.container.Containers.stopped;
import static dev.bascule.container.Containers.venet;
import static dev.bascule.container.Containers.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.SeenContainer.Status;
import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerDifferencesTest {
  private static final Map<String, String> CONF = Map.of("NETIF", NETIF);
  private static final Inside GOOD = inside(MAC, List.of("192.0.2.7/24"), gateway("192.0.2.1"));

  @Test
  void an_interface_that_is_as_wanted_is_left_alone() {
    assertThat(steps(wanted(ETH0), stopped(CONF))).isEmpty();
    assertThat(steps(wanted(ETH0), running(CONF, GOOD))).isEmpty();
  }

  @Test
  void a_missing_interface_is_added_with_both_macs_and_its_name_on_the_node() {
    assertThat(lines(steps(wanted(ETH0), stopped(Map.of()))))
        .containsExactly(
            "CREATE interface eth0 of CT 101",
            "  bridge: null -> br0",
            "  mac: null -> 00:18:51:aa:bb:cc",
            "  host_ifname: null -> veth101.0",
            "  host_mac: null -> fe:ff:ff:ff:ff:ff");
  }

  @Test
  void vznetaddbr_cannot_be_asked_for_a_new_or_replaced_interface_of_a_running_container() {
    Container wanted = new Container(ID, true, List.of(ETH0), null, null, null, Map.of(), false);
    assertThat(ContainerDifferences.between(wanted, node(running(Map.of(), GOOD))))
        .isEqualTo(
            new ContainerDifference.Impossible(
                "vznetaddbr cannot bridge eth0 while container 101 runs: it knows only what is in the"
                    + " container's file, and vzctl puts it there afterwards",
                "vzctl stop it for this, or leave out 'hooks: vznetaddbr'"));
    Map<String, String> otherMac = Map.of("NETIF", NETIF.replace("AA:BB:CC", "AA:BB:CD"));
    assertThat(impossible(wanted, node(running(otherMac, GOOD))))
        .startsWith("vznetaddbr cannot bridge eth0 while container 101 runs");
    assertThat(steps(wanted, running(CONF, GOOD))).isEmpty();
    assertThat(lines(steps(wanted, stopped(Map.of())))).contains("CREATE interface eth0 of CT 101");
  }

  @Test
  void fields_may_stand_in_any_order_and_others_stay() {
    String netif =
        "ifname=eth1,mac=00:18:51:00:00:01;"
            + "host_mac=fe:ff:ff:ff:ff:ff,mac_filter=off,mac=00:18:51:aa:bb:cc,"
            + "host_ifname=veth101.0,bridge=br0,ifname=eth0";
    assertThat(steps(wanted(ETH0), stopped(Map.of("NETIF", netif)))).isEmpty();
  }

  @Test
  void a_missing_mac_of_the_host_end_is_the_insides_own() {
    String netif = NETIF.replace(",host_mac=FE:FF:FF:FF:FF:FF", "");
    assertThat(lines(steps(wanted(ETH0), stopped(Map.of("NETIF", netif)))))
        .containsExactly(
            "UPDATE interface eth0 of CT 101",
            "  host_mac: 00:18:51:aa:bb:cc -> fe:ff:ff:ff:ff:ff");
  }

  @Test
  void another_bridge_is_changed_in_place_even_of_a_running_container() {
    Map<String, String> conf = Map.of("NETIF", NETIF.replace("bridge=br0", "bridge=br9"));
    assertThat(lines(steps(wanted(ETH0), running(conf, GOOD))))
        .containsExactly("UPDATE interface eth0 of CT 101", "  bridge: br9 -> br0");
  }

  @Test
  void another_mac_is_a_new_interface_where_the_container_runs() {
    Map<String, String> conf = Map.of("NETIF", NETIF.replace("AA:BB:CC", "AA:BB:CD"));
    assertThat(targets(steps(wanted(ETH0), running(conf, null))))
        .containsExactly("REMOVE interface eth0 of CT 101", "CREATE interface eth0 of CT 101");
    assertThat(targets(steps(wanted(ETH0), stopped(conf))))
        .containsExactly("UPDATE interface eth0 of CT 101");
  }

  @Test
  void an_interface_whose_inside_is_left_alone_is_not_replaced_while_the_container_runs() {
    Map<String, String> conf = Map.of("NETIF", NETIF.replace("AA:BB:CC", "AA:BB:CD"));
    Container bare = wanted(unaddressed());
    assertThat(impossible(bare, node(running(conf, GOOD))))
        .isEqualTo(
            "eth0 of container 101 would be replaced while it runs, and nothing says what it then has"
                + " inside");
    assertThat(targets(steps(bare, stopped(conf))))
        .containsExactly("UPDATE interface eth0 of CT 101");
    assertThat(steps(bare, running(CONF, GOOD))).isEmpty();
  }

  @Test
  void a_file_that_vzctl_writes_anew_for_venet_is_not_written_inside() {
    Veth own = written();
    Container both =
        new Container(
            ID, true, List.of(own), List.of(Cidr.of("10.0.0.7/32")), null, null, Map.of());
    assertThat(impossible(both, node(running(CONF, GOOD))))
        .startsWith("container 101 has addresses of venet, for which vzctl writes");
    Map<String, String> there = Map.of("NETIF", NETIF, "IP_ADDRESS", "10.0.0.7");
    assertThat(impossible(wanted(own), node(running(there, GOOD))))
        .startsWith("container 101 has addresses of venet, for which vzctl writes");
  }

  private static Veth unaddressed() {
    return Containers.like(ETH0.bridge(), null, List.of(), null, InsideBy.SCRIPT);
  }

  private static Veth written() {
    return Containers.like(ETH0.bridge(), ETH0.addresses(), ETH0.gateways(), null, InsideBy.DEBIAN);
  }

  @Test
  void the_new_device_of_a_replaced_interface_gets_all_that_the_old_one_had_inside() {
    Map<String, String> conf = Map.of("NETIF", NETIF.replace("AA:BB:CC", "AA:BB:CD"));
    Inside old = inside("00:18:51:aa:bb:cd", List.of("192.0.2.7/24"), gateway("192.0.2.1"));
    assertThat(lines(steps(wanted(ETH0), running(conf, old))))
        .containsSubsequence(
            "REMOVE interface eth0 of CT 101",
            "CREATE interface eth0 of CT 101",
            "UPDATE inside of CT 101: eth0",
            "  inside: down -> up",
            "  address inside: null -> 192.0.2.7/24",
            "  gateway inside: null -> 192.0.2.1")
        .noneMatch(line -> line.startsWith("  mac inside"));
  }

  @Test
  void a_filter_that_is_not_asked_for_is_the_same_once_the_interface_is_replaced() {
    String netif = NETIF.replace("AA:BB:CC", "AA:BB:CD") + ",mac_filter=off";
    assertThat(lines(steps(wanted(ETH0), running(Map.of("NETIF", netif), null))))
        .containsSubsequence(
            "REMOVE interface eth0 of CT 101",
            "  mac_filter: off -> null",
            "CREATE interface eth0 of CT 101",
            "  mac_filter: null -> off");
    assertThat(steps(wanted(ETH0), stopped(Map.of("NETIF", NETIF + ",mac_filter=off")))).isEmpty();
  }

  @Test
  void no_bridge_any_more_is_a_new_interface_for_vzctl_cannot_clear_it() {
    Veth routed = with(ETH0, null, Veth.Kept.NONE);
    assertThat(targets(steps(wanted(routed), stopped(CONF))))
        .containsExactly("REMOVE interface eth0 of CT 101", "CREATE interface eth0 of CT 101");
  }

  @Test
  void kept_macs_are_whichever_the_interface_has() {
    Map<String, String> conf = Map.of("NETIF", NETIF.replace("AA:BB:CC", "01:02:03"));
    Veth kept = with(ETH0, new InterfaceName("br0"), Veth.Kept.BOTH);
    assertThat(steps(wanted(kept), stopped(conf))).isEmpty();
    assertThat(steps(wanted(kept), running(conf, GOOD))).isEmpty();
  }

  @Test
  void a_mac_of_the_nodes_end_that_is_given_counts_although_the_other_is_kept() {
    String netif =
        NETIF.replace("AA:BB:CC", "01:02:03").replace("FE:FF:FF:FF:FF:FF", "00:18:51:01:02:04");
    Veth kept = with(ETH0, new InterfaceName("br0"), Veth.Kept.INSIDE);
    assertThat(lines(steps(wanted(kept), stopped(Map.of("NETIF", netif)))))
        .containsExactly(
            "UPDATE interface eth0 of CT 101",
            "  host_mac: 00:18:51:01:02:04 -> fe:ff:ff:ff:ff:ff");
    assertThat(
            steps(
                wanted(with(ETH0, new InterfaceName("br0"), Veth.Kept.BOTH)),
                stopped(Map.of("NETIF", netif))))
        .isEmpty();
  }

  @Test
  void what_was_changed_inside_is_changed_back() {
    Inside drifted = inside("00:18:51:00:00:09", List.of("192.0.2.9/24"), gateway("192.0.2.254"));
    assertThat(lines(steps(wanted(ETH0), running(CONF, drifted))))
        .containsExactly(
            "UPDATE inside of CT 101: eth0",
            "  mac inside: 00:18:51:00:00:09 -> 00:18:51:aa:bb:cc",
            "  address inside: 192.0.2.9/24 -> null",
            "  address inside: null -> 192.0.2.7/24",
            "  gateway inside: 192.0.2.254 -> 192.0.2.1");
  }

  @Test
  void a_default_route_beside_others_is_there() {
    Inside two = inside(MAC, List.of("192.0.2.7/24"), gateway("192.0.2.254"), gateway("192.0.2.1"));
    assertThat(steps(wanted(ETH0), running(CONF, two))).isEmpty();
  }

  @Test
  void a_gateway_over_another_interface_is_told_with_it() {
    Inside other =
        inside(
            MAC,
            List.of("192.0.2.7/24"),
            new Inside.Way("default", IpAddress.of("192.0.2.1"), "eth1"));
    assertThat(lines(steps(wanted(ETH0), running(CONF, other))))
        .containsExactly(
            "UPDATE inside of CT 101: eth0",
            "  gateway inside: 192.0.2.1 dev eth1 -> 192.0.2.1 dev eth0");
  }

  @Test
  void an_inside_that_cannot_be_looked_at_is_told_before_anything_is_written() {
    SeenContainer mute = new SeenContainer(ID, true, Status.RUNNING, CONF, null, "ip: not found");
    assertThat(impossible(wanted(ETH0), node(mute)))
        .isEqualTo("the inside of container 101 could not be looked at: ip: not found");
  }

  @Test
  void venet_has_exactly_the_addresses_that_are_wanted() {
    SeenContainer seen =
        stopped(Map.of("IP_ADDRESS", "10.0.0.1 fd00::5/64", "VETH_IP_ADDRESS", "10.9.9.9/24"));
    assertThat(lines(steps(venet("10.0.0.2", "fd00::5/64"), seen)))
        .containsExactly(
            "UPDATE venet of CT 101", "  address: 10.0.0.1 -> null", "  address: null -> 10.0.0.2");
    assertThat(steps(venet("fd00::5/64", "10.0.0.1"), seen)).isEmpty();
  }

  @Test
  void a_venet_address_with_the_mask_of_older_files_is_understood() {
    SeenContainer seen =
        stopped(Map.of("IP_ADDRESS", "10.0.0.1/255.255.255.0 10.0.0.2/255.0.255.0"));
    assertThat(steps(venet("10.0.0.1/24"), seen)).isEmpty();
    assertThat(lines(steps(venet("10.0.0.3"), seen)))
        .containsExactly(
            "UPDATE venet of CT 101",
            "  address: 10.0.0.1/24 -> null",
            "  address: null -> 10.0.0.3");
  }

  @Test
  void settings_that_vzctl_does_not_know_are_set_and_removed() {
    SeenContainer seen = stopped(Map.of("BRIDGEDEV", "br9", "CT0_IP", "10.0.0.2"));
    Map<String, Optional<String>> lines = new LinkedHashMap<>();
    lines.put("VETH_IP_ADDRESS", Optional.of("192.0.2.7/24"));
    lines.put("BRIDGEDEV", Optional.of("br0"));
    lines.put("CT0_IP", Optional.empty());
    lines.put("VE_DEFAULT_GATEWAY", Optional.empty());
    assertThat(lines(steps(settings(lines), seen)))
        .containsExactly(
            "UPDATE file of CT 101",
            "  VETH_IP_ADDRESS: null -> 192.0.2.7/24",
            "  BRIDGEDEV: br9 -> br0",
            "  CT0_IP: 10.0.0.2 -> null");
  }

  @Test
  void an_absent_containers_own_lines_go_and_nothing_else() {
    Container gone =
        new Container(
            ID,
            false,
            List.of(ETH0),
            List.of(),
            null,
            null,
            Map.of("BRIDGEDEV", Optional.of("br0")));
    Map<String, String> conf = Map.of("NETIF", NETIF, "BRIDGEDEV", "br0", "IP_ADDRESS", "10.0.0.1");
    assertThat(targets(steps(gone, stopped(conf))))
        .containsExactly("UPDATE file of CT 101", "REMOVE interface eth0 of CT 101");
  }

  @Test
  void the_nodes_routes_over_the_bridge_go_with_an_interface_unless_another_has_the_address() {
    Map<String, String> conf =
        Map.of("NETIF", NETIF, "VETH_IP_ADDRESS", "192.0.2.7/24 192.0.2.8/24");
    Veth moved =
        new Veth(
            new InterfaceName("eth1"),
            true,
            ETH0.mac(),
            Veth.Kept.NONE,
            new InterfaceName("veth101.1"),
            Veth.BRIDGED,
            ETH0.bridge(),
            null,
            null,
            List.of(Cidr.of("192.0.2.8/24")),
            List.of(),
            null,
            InsideBy.SCRIPT);
    Container gone = new Container(ID, false, List.of(ETH0), null, null, null, Map.of());

    assertThat(lines(steps(gone, stopped(conf))))
        .contains("  route to it: 192.0.2.7 over the bridge -> null")
        .contains("  route to it: 192.0.2.8 over the bridge -> null");
    assertThat(lines(steps(wanted(absent(ETH0), moved), stopped(conf))))
        .contains("  route to it: 192.0.2.7 over the bridge -> null")
        .doesNotContain("  route to it: 192.0.2.8 over the bridge -> null");
  }

  @Test
  void what_goes_makes_room_for_what_comes_however_they_are_listed() {
    Map<String, String> conf = Map.of("NETIF", NETIF.replace("ifname=eth0", "ifname=lan0"));
    Veth old = absent(named("lan0", ETH0));
    assertThat(targets(steps(wanted(ETH0, old), stopped(conf))))
        .containsExactly("REMOVE interface lan0 of CT 101", "CREATE interface eth0 of CT 101");
  }

  private static Veth absent(Veth veth) {
    return new Veth(
        veth.name(),
        false,
        veth.mac(),
        Veth.Kept.NONE,
        veth.host(),
        veth.hostMac(),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        InsideBy.SCRIPT);
  }

  @Test
  void each_step_is_taken_back_by_its_inverse() {
    for (VzStep step : steps(wanted(ETH0), stopped(Map.of()))) {
      assertThat(step.inverse().inverse()).isEqualTo(step);
    }
    VzStep venet = steps(venet("10.0.0.2"), stopped(Map.of("IP_ADDRESS", "10.0.0.1"))).get(0);
    assertThat(lines(List.of(venet.inverse())))
        .containsExactly(
            "UPDATE venet of CT 101", "  address: 10.0.0.2 -> null", "  address: null -> 10.0.0.1");
  }

  @Test
  void a_step_holds_once_what_it_wants_is_there() {
    VzStep add = steps(wanted(ETH0), stopped(Map.of())).get(0);
    assertThat(add.holdsFor(stopped(Map.of()))).isFalse();
    assertThat(add.holdsFor(stopped(CONF))).isTrue();
    assertThat(add.inverse().holdsFor(stopped(CONF))).isFalse();
    Inside drifted = inside(MAC, List.of(), gateway("192.0.2.1"));
    VzStep change = steps(wanted(ETH0), running(CONF, drifted)).get(0);
    assertThat(change.holdsFor(running(CONF, drifted))).isFalse();
    assertThat(change.holdsFor(running(CONF, GOOD))).isTrue();
  }

  @Test
  void a_container_that_does_not_exist_is_told_before_vzctl_would_make_a_file_for_it() {
    SeenContainers none = new SeenContainers("4.11.1", Map.of(ID, SeenContainer.missing(ID)));
    assertThat(impossible(wanted(ETH0), none))
        .isEqualTo("container 101 does not exist on this node");
  }

  @Test
  void a_suspended_container_is_told() {
    SeenContainer asleep = new SeenContainer(ID, true, Status.SUSPENDED, CONF, null, null);
    assertThat(impossible(wanted(ETH0), node(asleep)))
        .isEqualTo("container 101 is suspended: it would come back with its old network");
  }

  @Test
  void a_node_without_vzctl_and_one_of_OpenVZ_7_are_told_by_name() {
    assertThat(impossible(wanted(ETH0), SeenContainers.NOTHING))
        .isEqualTo("there is no vzctl on this node");
    assertThat(impossible(wanted(ETH0), new SeenContainers("7.0.194", Map.of())))
        .startsWith("this is OpenVZ 7 (vzctl 7.0.194)");
  }

  private static Veth with(Veth veth, @Nullable InterfaceName bridge, Veth.Kept keep) {
    return new Veth(
        veth.name(),
        veth.present(),
        veth.mac(),
        keep,
        veth.host(),
        veth.hostMac(),
        bridge,
        veth.vlan(),
        veth.macFilter(),
        veth.addresses(),
        veth.gateways(),
        veth.nodeAddress(),
        veth.inside());
  }

  private static List<VzStep> steps(Container wanted, SeenContainer seen) {
    return ((ContainerDifference.Steps) ContainerDifferences.between(wanted, node(seen))).steps();
  }

  private static String impossible(Container wanted, SeenContainers node) {
    return ((ContainerDifference.Impossible) ContainerDifferences.between(wanted, node)).message();
  }

  private static List<String> targets(List<VzStep> steps) {
    return steps.stream().map(step -> step.verb() + " " + step.target()).toList();
  }

  private static List<String> lines(List<VzStep> steps) {
    String text =
        steps.stream()
            .map(
                step ->
                    step.verb()
                        + " "
                        + step.target()
                        + step.details().stream()
                            .map(ContainerDifferencesTest::text)
                            .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  private static String text(Change.Detail detail) {
    return "\n  " + detail.name() + ": " + detail.from() + " -> " + detail.to();
  }
}
