package dev.bascule.container;

import static dev.bascule.container.Containers.ETH0;
import static dev.bascule.container.Containers.ID;
import static dev.bascule.container.Containers.MAC;
import static dev.bascule.container.Containers.NETIF;
import static dev.bascule.container.Containers.gateway;
import static dev.bascule.container.Containers.node;
import static dev.bascule.container.Containers.running;
import static dev.bascule.container.Containers.stopped;
import static dev.bascule.container.Containers.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InsideFilesTest {
  private static final String INTERFACES = "/etc/network/interfaces";
  private static final String SCRIPTS = "/etc/sysconfig/network-scripts/";
  private static final String LO = "auto lo\niface lo inet loopback\n";
  private static final Map<String, String> REDHAT = Map.of(SCRIPTS + "ifcfg-lo", "DEVICE=lo\n");
  private static final String STANZA =
      """
      # BEGIN Bascule eth0
      auto eth0
      iface eth0 inet static
          address 192.0.2.7
          netmask 255.255.255.0
          gateway 192.0.2.1
      # END Bascule eth0
      """;

  @Test
  void debians_lines_are_between_marks() {
    assertThat(step(InsideBy.DEBIAN, Map.of(INTERFACES, LO)))
        .isEqualTo(new ChangeInsideFile(ID, INTERFACES, "eth0", null, STANZA));
  }

  @Test
  void lines_that_are_there_are_left_wherever_they_stand() {
    assertThat(steps(InsideBy.DEBIAN, Map.of(INTERFACES, STANZA + LO))).isEmpty();
  }

  @Test
  void an_edited_line_is_shown_and_can_be_taken_back() {
    String edited = STANZA.replace("192.0.2.7", "192.0.2.8");
    ChangeInsideFile step = step(InsideBy.DEBIAN, Map.of(INTERFACES, LO + edited));

    assertThat(step).isEqualTo(new ChangeInsideFile(ID, INTERFACES, "eth0", edited, STANZA));
    assertThat(step.inverse().to()).isEqualTo(edited);
    assertThat(step.target()).isEqualTo("lines of eth0 in /etc/network/interfaces in CT 101");
    assertThat(step.holdsFor(seen(Map.of(INTERFACES, LO + STANZA)))).isTrue();
    assertThat(step.holdsFor(seen(Map.of(INTERFACES, LO)))).isFalse();
  }

  @Test
  void further_addresses_and_a_gateway_beyond_the_prefix_are_debians_up_lines() {
    assertThat(DebianStanza.of(many(InsideBy.DEBIAN)))
        .isEqualTo(
            """
            # BEGIN Bascule eth0
            auto eth0
            iface eth0 inet static
                address 10.0.0.1
                netmask 255.255.255.255
                up ip addr add 10.0.1.1/20 dev eth0 2>/dev/null || :
                up ip route replace 192.0.2.9 dev eth0
                up ip route replace 192.0.2.1 dev eth0
                up ip route replace default via 192.0.2.1 dev eth0
            iface eth0 inet6 static
                address 2001:db8::7
                netmask 64
                gateway 2001:db8::1
                up ip addr add 2001:db8::8/64 dev eth0 2>/dev/null || :
            # END Bascule eth0
            """);
  }

  @Test
  void routes_of_ipv6_in_debians_up_lines_are_for_old_kernels_too() {
    Veth beyond =
        veth(InsideBy.DEBIAN, List.of("2001:db8::7/128"), List.of("2001:db8::1"), "2001:db8::9");

    assertThat(DebianStanza.of(beyond))
        .contains(
            """
                netmask 128
                up ip -6 route del 2001:db8::9 dev eth0 2>/dev/null; ip -6 route add 2001:db8::9 dev eth0
                up ip -6 route del 2001:db8::1 dev eth0 2>/dev/null; ip -6 route add 2001:db8::1 dev eth0
                up ip -6 route del default via 2001:db8::1 dev eth0 2>/dev/null; ip -6 route add default via 2001:db8::1 dev eth0
            # END Bascule eth0
            """);
  }

  @Test
  void an_interface_without_addresses_is_set_up() {
    assertThat(DebianStanza.of(veth(InsideBy.DEBIAN, List.of(), List.of(), null)))
        .contains("iface eth0 inet manual\n    up ip link set dev eth0 up\n");
  }

  @Test
  void red_hats_files_are_whole() {
    assertThat(step(InsideBy.REDHAT, REDHAT))
        .isEqualTo(
            new ChangeInsideFile(
                ID,
                SCRIPTS + "ifcfg-eth0",
                null,
                null,
                """
                # Written by Bascule.
                DEVICE=eth0
                ONBOOT=yes
                BOOTPROTO=none
                NM_CONTROLLED=no
                IPADDR=192.0.2.7
                NETMASK=255.255.255.0
                GATEWAY=192.0.2.1
                """));
  }

  @Test
  void further_addresses_and_a_gateway_beyond_the_prefix_are_in_red_hats_files() {
    Map<String, @Nullable String> files = RedhatFiles.of(many(InsideBy.REDHAT));

    assertThat(files.get(SCRIPTS + "ifcfg-eth0"))
        .endsWith(
            """
            IPADDR=10.0.0.1
            NETMASK=255.255.255.255
            IPADDR1=10.0.1.1
            NETMASK1=255.255.240.0
            IPV6INIT=yes
            IPV6ADDR=2001:db8::7/64
            IPV6ADDR_SECONDARIES="2001:db8::8/64"
            IPV6_DEFAULTGW=2001:db8::1
            """);
    assertThat(files.get(SCRIPTS + "route-eth0"))
        .isEqualTo(
            """
            # Written by Bascule.
            192.0.2.9/32 dev eth0
            192.0.2.1/32 dev eth0
            default via 192.0.2.1 dev eth0
            """);
    assertThat(files.get(SCRIPTS + "route6-eth0")).isNull();
  }

  @Test
  void what_the_script_does_again_goes_from_the_files_and_what_others_wrote_stays() {
    assertThat(step(InsideBy.SCRIPT, Map.of(INTERFACES, LO + STANZA)))
        .isEqualTo(new ChangeInsideFile(ID, INTERFACES, "eth0", STANZA, null));
    String ours = "# Written by Bascule.\nDEVICE=eth0\n";
    assertThat(step(InsideBy.SCRIPT, Map.of(SCRIPTS + "ifcfg-eth0", ours)))
        .isEqualTo(new ChangeInsideFile(ID, SCRIPTS + "ifcfg-eth0", null, ours, null));
    assertThat(steps(InsideBy.SCRIPT, Map.of(SCRIPTS + "ifcfg-eth0", "DEVICE=eth0\n"))).isEmpty();
  }

  @Test
  void a_stopped_container_is_refused_with_what_to_do() {
    Container container = wanted(simple(InsideBy.DEBIAN));

    assertThat(ContainerDifferences.between(container, node(stopped(Map.of("NETIF", NETIF)))))
        .isEqualTo(
            new ContainerDifference.Impossible(
                "the files inside of container 101 are looked at and written while it runs, and it"
                    + " does not run",
                "start it: vzctl start 101; or let the node's script do it: inside: script"));
  }

  @Test
  void files_that_cannot_be_written_are_refused() {
    assertThat(refusal(InsideBy.DEBIAN, REDHAT))
        .isEqualTo("container 101 has no /etc/network/interfaces");
    assertThat(refusal(InsideBy.REDHAT, Map.of(INTERFACES, LO)))
        .isEqualTo("container 101 has no ifcfg files in /etc/sysconfig/network-scripts/");
    assertThat(refusal(InsideBy.DEBIAN, Map.of(INTERFACES, LO + "iface eth0 inet dhcp\n")))
        .isEqualTo("/etc/network/interfaces in container 101 has a stanza of eth0 already");
    assertThat(refusal(InsideBy.DEBIAN, Map.of(INTERFACES, "# BEGIN Bascule eth0\n" + LO)))
        .isEqualTo("/etc/network/interfaces in container 101 has one of the marks of eth0 alone");
    assertThat(refusal(InsideBy.REDHAT, Map.of(SCRIPTS + "ifcfg-eth0", "\uFFFD\n")))
        .isEqualTo(SCRIPTS + "ifcfg-eth0 in container 101 is not UTF-8");
  }

  @Test
  void nothing_inside_is_looked_at_where_somebody_else_configures_it() {
    SeenContainer seen =
        new SeenContainer(
            ID,
            true,
            SeenContainer.Status.RUNNING,
            Map.of("NETIF", NETIF),
            null,
            "ip: command not found");

    assertThat(ContainerDifferences.between(wanted(simple(InsideBy.NONE)), node(seen)))
        .isEqualTo(new ContainerDifference.Steps(List.of()));
  }

  private static Veth simple(InsideBy by) {
    return veth(by, List.of("192.0.2.7/24"), List.of("192.0.2.1"), null);
  }

  private static Veth many(InsideBy by) {
    return veth(
        by,
        List.of("10.0.0.1/32", "10.0.1.1/20", "2001:db8::7/64", "2001:db8::8/64"),
        List.of("192.0.2.1", "2001:db8::1"),
        "192.0.2.9");
  }

  private static Veth veth(
      InsideBy by, List<String> addresses, List<String> gateways, @Nullable String nodeAddress) {
    return Containers.like(
        ETH0.bridge(),
        addresses.stream().map(Cidr::of).toList(),
        gateways.stream().map(IpAddress::of).toList(),
        nodeAddress == null ? null : IpAddress.of(nodeAddress),
        by);
  }

  private static SeenContainer seen(Map<String, String> files) {
    Inside inside = Containers.inside(MAC, List.of("192.0.2.7/24"), gateway("192.0.2.1"));
    return running(Map.of("NETIF", NETIF), new Inside(inside.devices(), inside.ways(), files));
  }

  private static List<VzStep> steps(InsideBy by, Map<String, String> files) {
    return ((ContainerDifference.Steps)
            ContainerDifferences.between(wanted(simple(by)), node(seen(files))))
        .steps();
  }

  private static ChangeInsideFile step(InsideBy by, Map<String, String> files) {
    assertThat(steps(by, files)).hasSize(1);
    return (ChangeInsideFile) steps(by, files).get(0);
  }

  private static String refusal(InsideBy by, Map<String, String> files) {
    return ((ContainerDifference.Impossible)
            ContainerDifferences.between(wanted(simple(by)), node(seen(files))))
        .message();
  }
}
