package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.AddInterface;
import dev.bascule.container.ChangeConf;
import dev.bascule.container.ChangeInside;
import dev.bascule.container.ChangeInterface;
import dev.bascule.container.ChangeVenet;
import dev.bascule.container.ChangeWords;
import dev.bascule.container.Inside;
import dev.bascule.container.InsideBy;
import dev.bascule.container.InsideChange;
import dev.bascule.container.InsideEdit;
import dev.bascule.container.InsideWas;
import dev.bascule.container.InsideWish;
import dev.bascule.container.NetifEntry;
import dev.bascule.container.Veth;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerCallTest {
  private static final ContainerId ID = new ContainerId("101");
  private static final MacAddress MAC = new MacAddress("00:18:51:aa:bb:cc");
  private static final NetifEntry ROUTED = entry("");
  private static final NetifEntry BRIDGED = entry(",bridge=br0,mac_filter=off");

  @Test
  void an_interface_is_added_with_all_its_fields_and_taken_away_by_its_name_alone() {
    AddInterface add = new AddInterface(ID, BRIDGED);

    assertThat(ContainerCall.of(add))
        .isEqualTo(
            "'vz_add' 'veth101.0' 'off'"
                + " 'eth0,00:18:51:aa:bb:cc,veth101.0,fe:ff:ff:ff:ff:ff,br0'");
    assertThat(ContainerCall.of(add.inverse())).isEqualTo("'vz_del' 'eth0' 'br0'");
    assertThat(ContainerCall.of(new AddInterface(ID, ROUTED)))
        .isEqualTo("'vz_add' 'veth101.0' '' 'eth0,00:18:51:aa:bb:cc,veth101.0,fe:ff:ff:ff:ff:ff'");
  }

  @Test
  void an_interface_is_changed_field_by_field_and_back() {
    ChangeInterface change = new ChangeInterface(ID, ROUTED, BRIDGED);

    assertThat(ContainerCall.of(change))
        .isEqualTo(
            "'vz_change' 'veth101.0' 'br0' '--ifname' 'eth0' '--mac' '00:18:51:aa:bb:cc'"
                + " '--host_ifname' 'veth101.0' '--host_mac' 'fe:ff:ff:ff:ff:ff' '--bridge' 'br0' '--mac_filter' 'off'");
    assertThat(ContainerCall.of(change.inverse()))
        .startsWith("'vz_change' 'veth101.0' '' '--ifname'")
        .doesNotContain("bridge", "br0");
  }

  @Test
  void addresses_of_venet_go_and_come_one_by_one() {
    ChangeVenet change =
        new ChangeVenet(ID, List.of(Cidr.of("10.0.0.1/32")), List.of(Cidr.of("2001:db8::7/128")));

    String call = ContainerCall.of(change);

    assertThat(call).isEqualTo("'vz_venet' '10.0.0.1' '--' '2001:db8::7'");
    assertThat(ContainerCall.of(change.inverse()))
        .isEqualTo("'vz_venet' '2001:db8::7' '--' '10.0.0.1'");
  }

  @Test
  void an_address_of_venet_that_gets_another_mask_is_not_taken_away_afterwards() {
    List<Cidr> added = List.of(Cidr.of("10.0.0.1/24"));
    List<Cidr> removed = List.of(Cidr.of("10.0.0.1/16"), Cidr.of("10.0.0.2/16"));

    assertThat(ContainerCall.of(new ChangeVenet(ID, added, removed)))
        .isEqualTo("'vz_venet' '10.0.0.1/24' '--' '10.0.0.2/16'");
  }

  @Test
  void no_name_server_at_all_is_a_line_less_for_vzctl_keeps_what_there_was() {
    ChangeWords change =
        new ChangeWords(
            ID, ChangeWords.Option.NAMESERVER, List.of(), List.of("192.0.2.53", "192.0.2.54"));

    assertThat(ContainerCall.of(change))
        .isEqualTo("'vz_set' '--nameserver' '192.0.2.53' '--nameserver' '192.0.2.54'");
    assertThat(ContainerCall.of(change.inverse())).isEqualTo("'vz_conf' 'NAMESERVER' ''");
  }

  @Test
  void a_setting_is_a_whole_line_and_none_is_an_empty_one() {
    Map<String, Optional<String>> to = new LinkedHashMap<>();
    to.put("A", Optional.of("it's $x"));
    to.put("B", Optional.empty());
    ChangeConf change =
        new ChangeConf(ID, Map.of("A", Optional.empty(), "B", Optional.of("1")), to);

    assertThat(ContainerCall.of(change)).startsWith("'vz_conf' 'A' 'A=").endsWith(" 'B' ''");
    assertThat(ContainerCall.of(change)).doesNotContain("\"it's $x\"");
    assertThat(ContainerCall.of(change.inverse())).contains("'A' ''", "'B' 'B=\"1\"'");
  }

  @Test
  void
      inside_each_command_follows_only_on_one_that_went_well_and_what_an_address_took_comes_back() {
    ChangeInside change =
        inside(
            new InsideChange.Mac(new MacAddress("00:18:51:00:00:01"), MAC),
            new InsideChange.Address(Cidr.of("192.0.2.9/24"), false),
            new InsideChange.Address(Cidr.of("192.0.2.7/24"), true));

    assertThat(commands(change).split(" && ", -1))
        .containsExactly(
            "PATH=$PATH:/usr/sbin:/sbin",
            "ip link set dev eth0 down",
            "ip link set dev eth0 address 00:18:51:aa:bb:cc",
            "ip link set dev eth0 up",
            "{ ip addr del 192.0.2.9/24 dev eth0 2>/dev/null || :; }",
            "{ ip -o addr show dev eth0 | grep -qF ' 192.0.2.7/24 ' || ip addr add 192.0.2.7/24 dev eth0; }",
            "ip link set dev eth0 up",
            "{ ip -o addr show dev eth0 | grep -qF ' 192.0.2.7/24 ' || ip addr add 192.0.2.7/24 dev eth0; }",
            "ip route replace 198.51.100.1 dev eth0",
            "{ ip route show | grep -qE '^default via 192\\.0\\.2\\.1 dev eth0( |$)'"
                + " || ip route replace default via 192.0.2.1 dev eth0 2>/dev/null"
                + " || { ip route replace 192.0.2.1 dev eth0",
            "ip route replace default via 192.0.2.1 dev eth0; }; }");
  }

  @Test
  void a_gateway_that_was_not_there_is_taken_away_again() {
    ChangeInside change = inside(new InsideChange.Gateway(null, gateway("2001:db8::1")));

    assertThat(commands(change.inverse()))
        .contains("{ ip -6 route del default via 2001:db8::1 dev eth0 2>/dev/null || :; }");
  }

  @Test
  void another_gateway_of_ipv6_takes_the_place_of_the_first_on_old_kernels_too() {
    InsideChange gateway = new InsideChange.Gateway(gateway("2001:db8::1"), gateway("2001:db8::2"));
    String via =
        "{ ip -6 route replace default via 2001:db8::2 dev eth0 2>/dev/null || "
            + "{ ip -6 route del default via 2001:db8::2 dev eth0 2>/dev/null; "
            + "ip -6 route add default via 2001:db8::2 dev eth0; }; }";

    assertThat(commands(inside(gateway)))
        .startsWith(
            "PATH=$PATH:/usr/sbin:/sbin && { "
                + "ip -6 route show | grep -qE '^default via 2001:db8::2 dev eth0( |$)' || "
                + via
                + " 2>/dev/null || { "
                + via.replace("default via ", "")
                + " && "
                + via
                + "; }; } && { ip -6 route del default via 2001:db8::1 dev eth0 2>/dev/null || :; }");
  }

  private static NetifEntry entry(String more) {
    return NetifEntry.parse(
            "ifname=eth0,mac=00:18:51:AA:BB:CC,host_ifname=veth101.0,host_mac=FE:FF:FF:FF:FF:FF"
                + more)
        .get(0);
  }

  private static Veth veth() {
    return new Veth(
        new InterfaceName("eth0"),
        true,
        MAC,
        Veth.Kept.NONE,
        new InterfaceName("veth101.0"),
        Veth.BRIDGED,
        new InterfaceName("br0"),
        null,
        null,
        List.of(Cidr.of("192.0.2.7/24")),
        List.of(IpAddress.of("192.0.2.1")),
        IpAddress.of("198.51.100.1"),
        InsideBy.SCRIPT);
  }

  private static InsideWish wish() {
    return Objects.requireNonNull(veth().insideWish());
  }

  private static Inside.Way gateway(String via) {
    return new Inside.Way("default", IpAddress.of(via), "eth0");
  }

  private static ChangeInside inside(InsideChange... changes) {
    InsideWas was = new InsideWas(true, List.of(), List.of());
    return new ChangeInside(ID, new InsideEdit(wish(), List.of(changes), was, false));
  }

  private static String commands(ChangeInside change) {
    return InsideCommands.of(change.edit());
  }
}
