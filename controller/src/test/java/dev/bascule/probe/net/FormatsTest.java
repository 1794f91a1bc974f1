package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Route;
import dev.bascule.network.batch.Tools;
import dev.bascule.probe.Frames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Formats that no node of the lab prints: kernels and tools before and after those it has. */
class FormatsTest {
  private static NodeNetwork read(String text) {
    return NetworkReader.read(Frames.read("==", "== n sys\n" + text + "== end\n")).orElseThrow();
  }

  private static Link link(NodeNetwork network, String name) {
    return network.state().link(new InterfaceName(name)).orElseThrow();
  }

  @Test
  void a_vlan_is_read_from_ip_of_2010_and_of_today_and_from_the_kernels_list() {
    String old =
        "7: eth0.10@eth0: <BROADCAST,UP> mtu 1500 qdisc noqueue state UP \\    link/ether"
            + " 02:66:00:00:00:01 brd ff:ff:ff:ff:ff:ff\\    vlan id 10 <REORDER_HDR> ";
    String today = old.replace("vlan id", "vlan protocol 802.1Q id");
    for (String line : List.of(old, today)) {
      assertThat(link(read("== n link\n" + line + "\n"), "eth0.10").kind())
          .isEqualTo(new LinkKind.Vlan(new InterfaceName("eth0"), 10));
    }
    String list =
        "eth0.10/ifindex:7\n"
            + "/proc/net/vlan/config:VLAN Dev name    | VLAN ID\n"
            + "/proc/net/vlan/config:eth0.10        | 10  | eth0\n";
    assertThat(link(read(list), "eth0.10").kind())
        .isEqualTo(new LinkKind.Vlan(new InterfaceName("eth0"), 10));
  }

  @Test
  void vlans_of_ports_are_read_from_both_ways_to_print_them() {
    Map<Integer, String> want = Map.of(1, "pvid untagged", 10, "", 11, "");
    assertThat(
            VlanText.read(
                List.of(
                    "port              vlan-id  ",
                    "eth0              1 PVID Egress Untagged",
                    "                  10-11",
                    "br0               1 PVID Egress Untagged")))
        .containsEntry("eth0", want)
        .containsEntry("br0", Map.of(1, "pvid untagged"));
    assertThat(
            VlanText.read(
                List.of("port\tvlan ids", "eth0\t 1 PVID Egress Untagged", "\t 10", "\t 11", "")))
        .containsEntry("eth0", want);
  }

  @Test
  void only_a_bridge_that_filters_shows_vlans() {
    String text =
        "br0/ifindex:3\nbr0/bridge/stp_state:0\nbr0/bridge/vlan_filtering:1\neth0/ifindex:2\n"
            + "== n below\nbr0/brif/eth0\n== n vlan\neth0\t 5\n";
    assertThat(link(read(text), "eth0").vlans()).containsExactly(Map.entry(5, ""));
    assertThat(link(read(text.replace("filtering:1", "filtering:0")), "eth0").vlans()).isEmpty();
  }

  @Test
  void what_an_old_kernel_adds_to_each_route_of_ipv6_is_not_taken_for_a_wish() {
    Route route =
        RouteText.read(
                Family.V6,
                List.of(
                    "fd66::/64 dev eth0  proto kernel  metric 256  mtu 1500 advmss 1440 hoplimit"
                        + " 4294967295",
                    "unreachable default dev lo  table unspec  proto kernel  metric 4294967295 "
                        + " error -101 hoplimit 255",
                    "ff00::/8 dev eth0  metric 256  mtu 1500",
                    "fd66::7 via fd66::1 dev eth0  metric 0 \\    cache"))
            .get(0);
    assertThat(route.more()).isEmpty();
    assertThat(route.isConnected()).isTrue();
    List<Route> dropped =
        RouteText.read(
            Family.V6, List.of("ff00::/8 dev eth0 metric 256", "fd66::7 dev eth0 cache"));
    assertThat(dropped).isEmpty();
  }

  @Test
  void a_route_keeps_what_somebody_gave_it() {
    Route route =
        RouteText.read(
                Family.V6,
                List.of(
                    "default via fe80::1 dev eth0 proto ra metric 100 expires 1700sec pref high"))
            .get(0);
    assertThat(route.more()).isEqualTo(Map.of("expires", "1700sec", "pref", "high"));
    assertThat(route.proto()).isEqualTo("ra");
    assertThat(route.metric()).isEqualTo(100);
  }

  @Test
  void an_address_with_a_metric_or_an_origin_has_no_label_by_that() {
    Address address =
        AddressText.read(
                List.of(
                    "2: eth0    inet 10.0.0.5/24 metric 100 brd 10.0.0.255 scope global dynamic"
                        + " eth0\\       valid_lft 85sec preferred_lft 85sec",
                    "2: eth0    inet6 fe80::5/64 scope link proto kernel_ll \\  valid_lft forever"))
            .get(0);
    assertThat(address.label()).isNull();
    assertThat(address.flags()).containsExactly("dynamic");
    assertThat(address.valid().seconds()).isEqualTo(85);
  }

  @Test
  void a_bond_is_left_as_it_is_and_its_slaves_are_below_the_session() {
    NodeNetwork network =
        read(
            "bond0/ifindex:4\nbond0/bonding/slaves:eth0 eth1\neth0/ifindex:2\neth1/ifindex:3\n"
                + "br0/ifindex:5\nbr0/bridge/stp_state:0\ntap0/ifindex:6\n"
                + "== n link\n6: tap0: <UP> mtu 1500\\  link/ether 02:00:00:00:00:06\\  tun type tap\n"
                + "4: bond0: <UP> mtu 1500\\  link/ether 02:00:00:00:00:04\\  bond mode 1\n"
                + "== n below\nbr0/brif/bond0\nbr0/brif/tap0\neth0/device\n"
                + "== n ssh\n10.0.0.9 4711 10.0.0.5 22\n"
                + "== n get\n10.0.0.9 from 10.0.0.5 via 10.0.0.1 dev br0 \\    cache\n");
    assertThat(link(network, "bond0").kind()).isEqualTo(new LinkKind.Other("bond"));
    assertThat(link(network, "eth0").kind()).isEqualTo(new LinkKind.Hardware());
    assertThat(network.control()).isNotNull();
    assertThat(network.control().gateway()).hasToString("10.0.0.1");
    assertThat(network.control().below().stream().map(InterfaceName::text))
        .containsExactly("bond0", "eth0", "eth1");
  }

  @Test
  void a_container_port_behind_which_the_controller_was_heard_is_its_way() {
    String text =
        "br0/ifindex:5\nbr0/bridge/stp_state:0\neth0/ifindex:2\neth0/iflink:9\nveth1/ifindex:3\n"
            + "veth1/iflink:8\neth0/brport/port_no:0x1\nveth1/brport/port_no:0x2\n"
            + "== n below\nbr0/brif/eth0\nbr0/brif/veth1\n"
            + "== n ssh\n10.0.0.9 4711 10.0.0.5 22\n== n get\n10.0.0.9 dev br0\n"
            + "== n gate\n10.0.0.9 lladdr 02:00:00:00:00:09 REACHABLE\n"
            + "== n macs\nport no\tmac addr\t\tis local?\tageing timer\n"
            + "  1\t02:00:00:00:00:09\tno\t\t   0.20\n  2\t02:00:00:00:00:08\tno\t\t   0.20\n";
    assertThat(read(text).control()).isNotNull();
    assertThat(read(text).control().below()).containsExactly(new InterfaceName("eth0"));
  }

  @Test
  void a_session_over_a_link_local_address_names_its_link_itself() {
    NodeNetwork network =
        read("eth0/ifindex:2\n== n ssh\nfe80::9%eth0 4711 fe80::5%eth0 22\n== n get\n\n");
    assertThat(network.control()).isNotNull();
    assertThat(network.control().egress()).hasToString("eth0");
    assertThat(network.control().remote()).hasToString("fe80::9");
  }

  @Test
  void files_come_byte_by_byte_with_base64_and_with_od() {
    byte[] want = {'a', '\n', (byte) 0xe9, 'b'};
    String sizes = "== n sizes\n      2 /etc/netplan/1.yaml\n      2 /etc/netplan/2.yaml\n";
    for (String coded : List.of("== n base64\nYQrp\nYg==\n", "== n od\n 61 0a e9 62\n")) {
      NodeNetwork network = read(sizes + coded);
      assertThat(network.files().content().get(new AbsolutePath("/etc/netplan/1.yaml")).bytes())
          .isEqualTo(new byte[] {want[0], want[1]});
      assertThat(network.files().content().get(new AbsolutePath("/etc/netplan/2.yaml")).bytes())
          .isEqualTo(new byte[] {want[2], want[3]});
    }
  }

  @Test
  void the_age_of_ip_decides_which_dialect_it_speaks() {
    assertThat(tools("ip utility, iproute2-ss091226").oldIp()).isTrue();
    assertThat(tools("ip utility, iproute2-ss130716").ip()).isTrue();
    assertThat(tools("ip utility, iproute2-6.1.0, libbpf 1.1.2").ip()).isTrue();
    assertThat(tools("BusyBox v1.35.0 multi-call binary.").busybox()).isTrue();
    assertThat(read("").tools().ip()).isFalse();
  }

  private static Tools tools(String version) {
    return read("== n version\n" + version + "\n").tools();
  }

  @Test
  void a_client_in_busybox_and_one_that_names_no_link_are_found() {
    String text =
        "eth0/ifindex:2\neth1/ifindex:3\n"
            + "== n addr\n3: eth1    inet 10.0.0.5/24 scope global dynamic eth1\\   valid_lft 9sec"
            + " preferred_lft 9sec\n"
            + "== n process\n/bin/busybox\nudhcpc\n-i\neth0\n\n"
            + "== n process\ndhcpcd:\n[manager]\n\n"
            + "== n process\nvi\n/etc/dhcp/dhclient.conf\n\n";
    assertThat(read(text).state().dhcpClients().stream().map(Object::toString))
        .containsExactly(
            "DhcpClient[link=eth0, program=udhcpc, arguments=[-i, eth0]]",
            "DhcpClient[link=eth1, program=dhcpcd, arguments=[[manager]]]");
  }

  @Test
  void a_parameter_that_cannot_be_set_or_is_said_twice_is_left_out() {
    String text =
        "== n sysctl\nnet/bridge/bridge-nf-call-iptables:1\nnet/ipv4/conf/veth101.0/proxy_arp:1\n"
            + "net/ipv4/conf/eth0/mc_forwarding:0\nnet/ipv6/conf/eth0/mtu:1500\n"
            + "net/ipv4/neigh/eth0/retrans_time:100\nnet/ipv4/neigh/eth0/retrans_time_ms:1000\n"
            + "net/ipv6/conf/eth0/forwarding:0\n";
    assertThat(read(text).state().sysctls())
        .isEqualTo(
            Map.of(
                "net/bridge/bridge-nf-call-iptables",
                "1",
                "net/ipv4/conf/veth101.0/proxy_arp",
                "1",
                "net/ipv4/neigh/eth0/retrans_time_ms",
                "1000",
                "net/ipv6/conf/eth0/forwarding",
                "0"));
  }

  @Test
  void a_default_route_that_ifupdown2_calls_the_kernels_did_not_come_with_an_address() {
    List<Route> routes =
        RouteText.read(
            Family.V4,
            List.of(
                "default via 10.66.0.1 dev eth0 proto kernel onlink",
                "10.66.0.0/16 dev eth0 proto kernel scope link src 10.66.1.1"));
    assertThat(routes.stream().map(Route::isConnected)).containsExactly(false, true);
  }

  @Test
  void a_transaction_that_was_left_behind_is_named() {
    assertThat(read("== n pending\ntx/0123abcd\n").pending()).isEqualTo("0123abcd");
    assertThat(read("").pending()).isNull();
  }
}
