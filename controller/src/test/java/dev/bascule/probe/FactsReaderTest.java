package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsReaderTest {

  /** The facts in one line each, as a person would write them. */
  private static String facts(String recorded) throws IOException {
    String output = Files.readString(Path.of("src/test/resources/probe", recorded + ".txt"));
    Map<String, Value> facts = FactsReader.read(Frames.read("=b", output)).values().fields();
    StringJoiner lines = new StringJoiner("\n");
    facts.forEach((name, value) -> lines.add(name + ": " + shown(value)));
    return lines.toString();
  }

  private static String shown(Value value) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.text();
    } else if (value instanceof Value.Items items) {
      return items.items().stream().map(FactsReaderTest::shown).toList().toString();
    }
    StringJoiner fields = new StringJoiner(", ", "{", "}");
    ((Value.Fields) value).fields().forEach((name, one) -> fields.add(name + ": " + shown(one)));
    return fields.toString();
  }

  @Test
  void a_node_of_centos_6_with_openvz() throws IOException {
    assertThat(facts("centos6-with-ip"))
        .isEqualTo(
            """
            hostname: hn7.example.net
            fqdn: hn7.example.net
            kernel: 2.6.32-042stab145.3
            os: {id: centos, version: 6.10, family: redhat, name: CentOS release 6.10 (Final)}
            uptime: 86400
            memory_mb: 7821
            cpus: 5
            init: sysv
            openvz: true
            openvz_generation: legacy
            lxc: false
            ovs: false
            container:\s
            persistence: ifcfg
            tools: [brctl, ip, vzctl]
            interfaces: [{name: lo, mtu: 65536, addresses: [127.0.0.1/8]}, \
            {name: eth0, mac: 52:54:00:12:34:56, mtu: 1500, addresses: [], master: br0}, \
            {name: br0, mac: 52:54:00:12:34:56, mtu: 1500, \
            addresses: [10.0.0.7/24, fe80::5054:ff:fe12:3456/64]}]
            gateway: 10.0.0.1
            default_ipv4: {interface: br0, gateway: 10.0.0.1, address: 10.0.0.7}""");
  }

  @Test
  void what_links_are_called_besides_makes_no_other_links() throws IOException {
    assertThat(facts("aliases"))
        .contains(
            """
            interfaces: [{name: lo, mtu: 65536, addresses: [127.0.0.1/8, ::1/128]}, \
            {name: br0, addresses: [10.66.1.1/16, fe80::66:ff:fe00:10/64]}, \
            {name: far, mac: 02:66:00:00:00:02, mtu: 1500, addresses: [fe80::66:ff:fe00:2/64]}, \
            {name: eth0, mac: 02:66:00:00:00:01, mtu: 1500, addresses: [fe80::66:ff:fe00:1/64], \
            master: br0}, \
            {name: free\\r, mac: 02:66:00:00:00:04, mtu: 1500, addresses: []}, \
            {name: free, mac: 02:66:00:00:00:03, mtu: 1500, addresses: []}, \
            {name: lan\\x, mac: 02:66:00:00:00:05, mtu: 1500, addresses: [10.67.0.1/16]}]""");
  }

  @Test
  void a_node_with_the_old_ifconfig() throws IOException {
    assertThat(facts("net-tools-1.60"))
        .isEqualTo(
            """
            interfaces: [{name: br0, mac: 52:54:00:ab:34:56, mtu: 1500, \
            addresses: [10.0.0.7/24, fe80::5054:ff:feab:3456/64]}, \
            {name: eth0, mac: 52:54:00:ab:34:56, mtu: 9000, addresses: [], master: br0}, \
            {name: lo, mtu: 65536, addresses: [127.0.0.1/8, ::1/128]}]
            gateway: 10.0.0.1
            default_ipv4: {interface: br0, gateway: 10.0.0.1, address: 10.0.0.7}""");
  }

  @Test
  void a_default_route_without_a_gateway_leaves_the_gateway_out() throws IOException {
    assertThat(facts("net-tools-2"))
        .isEqualTo(
            """
            interfaces: [{name: eth0, mac: 02:66:00:00:00:01, mtu: 1500, \
            addresses: [10.66.1.1/16, fd66::1:1/64]}, {name: venet0, mtu: 1500, addresses: []}]
            default_ipv4: {interface: venet0}""");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0-3,4", "'0-3,6',5", "'0,2,4-7',6"})
  void processors_are_counted(String list, int count) {
    assertThat(FactsReader.count(list)).isEqualTo(count);
  }

  @Test
  void only_the_needed_groups_are_asked_for() {
    assertThat(FactGroup.of(Set.of())).isEmpty();
    assertThat(FactGroup.of(Set.of("hostname", "gateway")))
        .containsExactly(FactGroup.BASE, FactGroup.NETWORK);
    assertThat(FactGroup.of(Set.of("*")))
        .containsExactly(FactGroup.BASE, FactGroup.FEATURES, FactGroup.MACHINE, FactGroup.NETWORK);
    assertThat(FactGroup.of(Set.of("namespaces"))).containsExactly(FactGroup.SPACES);
    assertThat(FactGroup.of(Set.of("*", "namespaces")))
        .containsExactlyInAnyOrder(FactGroup.values());
  }
}
