package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainer.Status;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ContainersOutputTest {
  private static final Inside.Device ETH0 =
      new Inside.Device(
          "eth0",
          new MacAddress("00:18:51:aa:bb:cc"),
          true,
          List.of(Cidr.of("192.0.2.7/24"), Cidr.of("2001:db8::7/64")));

  @Test
  void an_iproute2_of_today_is_understood() {
    Inside inside =
        inside(
            """
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            2: eth0@if9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 00:18:51:aa:bb:cc brd ff:ff:ff:ff:ff:ff link-netnsid 0
            1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
            2: eth0    inet 192.0.2.7/24 brd 192.0.2.255 scope global eth0\\       valid_lft forever preferred_lft forever
            2: eth0    inet6 2001:db8::7/64 scope global \\       valid_lft forever preferred_lft forever
            2: eth0    inet6 fe80::218:51ff:feaa:bbcc/64 scope link \\       valid_lft forever preferred_lft forever
            =
            default via 192.0.2.1 dev eth0\s
            192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.7\s
            198.51.100.1 dev eth0 scope link\s
            2001:db8::/64 dev eth0 proto kernel metric 256 pref medium
            fe80::/64 dev eth0 proto kernel metric 256 pref medium
            default via 2001:db8::1 dev eth0 metric 1024 pref medium
            """);

    assertThat(inside.device("eth0")).contains(ETH0);
    assertThat(inside.ways())
        .contains(
            new Inside.Way("default", IpAddress.of("192.0.2.1"), "eth0"),
            new Inside.Way("198.51.100.1", null, "eth0"),
            new Inside.Way("default", IpAddress.of("2001:db8::1"), "eth0", 1024, true));
  }

  @Test
  void an_iproute2_of_rhel_5_is_understood() {
    Inside inside =
        inside(
            """
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 16436 qdisc noqueue \\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            3: venet0: <BROADCAST,POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue \\    link/void\s
            5: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue \\    link/ether 00:18:51:aa:bb:cc brd ff:ff:ff:ff:ff:ff
            1: lo    inet 127.0.0.1/8 scope host lo
            3: venet0    inet 127.0.0.2/32 scope host venet0
            3: venet0    inet 10.0.0.7/32 scope global venet0:0
            5: eth0    inet 192.0.2.7/24 scope global eth0
            5: eth0    inet6 2001:db8::7/64 scope global \\       valid_lft forever preferred_lft forever
            5: eth0    inet6 fe80::218:51ff:feaa:bbcc/64 scope link \\       valid_lft forever preferred_lft forever
            =
            192.0.2.0/24 dev eth0  proto kernel  scope link  src 192.0.2.7\s
            default via 192.0.2.1 dev eth0\s
            unreachable default dev lo  table unspec  proto none  metric -1  error -101 hoplimit 255
            2001:db8::/64 dev eth0  metric 256  expires 21334352sec mtu 1500 advmss 1440 hoplimit 4294967295
            """);

    assertThat(inside.device("eth0")).contains(ETH0);
    assertThat(inside.device("venet0").orElseThrow().addresses())
        .containsExactly(Cidr.of("127.0.0.2/32"), Cidr.of("10.0.0.7/32"));
    assertThat(inside.ways())
        .extracting(Inside.Way::destination)
        .containsExactly("192.0.2.0/24", "default", "2001:db8::/64");
  }

  @Test
  void the_ip_of_busybox_is_understood() {
    Inside inside =
        inside(
            """
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            2: eth0@if9: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue qlen 1000\\    link/ether 00:18:51:aa:bb:cc brd ff:ff:ff:ff:ff:ff
            3: eth1: <BROADCAST,MULTICAST> mtu 1500 qdisc noop qlen 1000\\    link/ether 00:18:51:aa:bb:cd brd ff:ff:ff:ff:ff:ff
            1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
            2: eth0    inet 192.0.2.7/24 scope global eth0\\       valid_lft forever preferred_lft forever
            2: eth0    inet6 2001:db8::7/64 scope global \\       valid_lft forever preferred_lft forever
            =
            default via 192.0.2.1 dev eth0\s
            192.0.2.0/24 dev eth0 scope link  src 192.0.2.7\s
            2001:db8::/64 dev eth0  metric 256\s
            """);

    assertThat(inside.device("eth0")).contains(ETH0);
    assertThat(inside.device("eth1").orElseThrow().up()).isFalse();
    assertThat(inside.ways().get(0))
        .isEqualTo(new Inside.Way("default", IpAddress.of("192.0.2.1"), "eth0"));
  }

  @Test
  void what_a_router_says_inside_is_none_of_our_addresses() {
    Inside inside =
        inside(
            """
            2: eth0@if9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 00:18:51:aa:bb:cc brd ff:ff:ff:ff:ff:ff link-netnsid 0
            2: eth0    inet 192.0.2.7/24 brd 192.0.2.255 scope global eth0\\       valid_lft forever preferred_lft forever
            2: eth0    inet6 2001:db8::7/64 scope global \\       valid_lft forever preferred_lft forever
            2: eth0    inet6 2001:db8::218:51ff:feaa:bbcc/64 scope global dynamic \\       valid_lft 86390sec preferred_lft 14390sec
            2: eth0    inet6 2001:db8::9d3a:1/64 scope global temporary dynamic \\       valid_lft 86390sec preferred_lft 14390sec
            """);

    assertThat(inside.device("eth0")).contains(ETH0);
  }

  @Test
  void what_a_router_says_inside_is_none_of_our_gateways() {
    Inside inside =
        inside(
            """
            =
            default via 192.0.2.1 dev eth0
            default via fe80::1 dev eth0 proto ra metric 1024 expires 1700sec hoplimit 64 pref medium
            """);

    assertThat(inside.ways())
        .containsExactly(new Inside.Way("default", IpAddress.of("192.0.2.1"), "eth0"));
  }

  @Test
  void a_default_route_without_a_gateway_is_of_ipv4_where_it_has_a_scope() {
    Inside inside =
        inside(
            """
            =
            default dev venet0 scope link metric 7
            default dev venet0 metric 1024 pref medium
            """);

    assertThat(inside.ways())
        .containsExactly(
            new Inside.Way("default", null, "venet0", 7, false),
            new Inside.Way("default", null, "venet0", 1024, true));
  }

  @Test
  void each_state_that_vzctl_tells_is_known() {
    assertThat(status("CTID 101 exist mounted running")).isEqualTo(Status.RUNNING);
    assertThat(status("VEID 101 exist unmounted down")).isEqualTo(Status.STOPPED);
    assertThat(status("CTID 101 exist mounted down")).isEqualTo(Status.MOUNTED);
    assertThat(status("CTID 101 exist unmounted down suspended")).isEqualTo(Status.SUSPENDED);
  }

  @Test
  void a_container_that_is_deleted_is_not_known_although_its_file_is_there() {
    SeenContainer seen =
        container("B ct 101\nCTID 101 deleted unmounted down\nB ctconf 101\nNETIF=\"\"\n\n");

    assertThat(seen.known()).isFalse();
  }

  @Test
  void a_file_from_dos_is_read_as_vzctl_reads_it() {
    SeenContainer seen =
        container(
            "B ct 101\nCTID 101 exist unmounted down\nB ctconf 101\n"
                + "NETIF=\"ifname=eth0,bridge=br0\"\r\nCT0_IP=192.0.2.1\r\n\n");

    assertThat(seen.netif("eth0")).isPresent();
    assertThat(seen.conf()).containsEntry("CT0_IP", "192.0.2.1");
  }

  private static Status status(String words) {
    return container("B ct 101\n" + words + "\n").status();
  }

  private static Inside inside(String text) {
    Inside inside =
        container("B ct 101\nCTID 101 exist mounted running\nB ctnet 101 0\n" + text).inside();
    assertThat(inside).isNotNull();
    return Objects.requireNonNull(inside);
  }

  private static SeenContainer container(String output) {
    return ContainersReader.read(Frames.read("B", output)).get(new ContainerId("101"));
  }
}
