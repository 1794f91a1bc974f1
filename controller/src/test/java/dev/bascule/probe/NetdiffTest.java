package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the watchdog calls a difference, under the shells that nodes have. */
class NetdiffTest {
  private static final List<String> HOST =
      List.of(
          "addr eth0 4 10.66.1.1/16 brd 10.66.255.255 scope global",
          "link eth0 - up mtu=1500 mac=02:66:00:00:00:01 master=",
          "link br7 bridge up mtu=1500 mac=(02:66:00:00:00:07) master=",
          "link veth9 - up mtu=1500 mac=fe:00:00:00:00:09 master=br7",
          "route eth0 4 default via 10.66.0.1 dev eth0",
          "space @blue",
          "~ end");

  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  private String diff(List<String> shell, List<String> after, String touched) throws Exception {
    return diff(shell, HOST, after, touched);
  }

  private String diff(List<String> shell, List<String> before, List<String> after, String touched)
      throws Exception {
    Files.write(folder.resolve("before"), before);
    Files.write(folder.resolve("after"), after);
    String script = ShellText.parts(List.of("netstate")) + "netdiff before after '" + touched + "'";
    Path file = Files.writeString(folder.resolve("script"), script);
    List<String> command = Stream.concat(shell.stream(), Stream.of(file.toString())).toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return (printed + " " + process.waitFor()).strip();
  }

  private static List<String> with(String... lines) {
    return Stream.concat(Stream.of(lines), HOST.stream()).toList();
  }

  private static List<String> without(String part) {
    return HOST.stream().filter(line -> !line.contains(part)).toList();
  }

  private static List<String> replaced(String from, String to) {
    return HOST.stream().map(line -> line.replace(from, to)).toList();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_same_text_in_another_order_is_no_difference(List<String> shell) throws Exception {
    List<String> turned = Stream.concat(Stream.of(HOST.get(4)), HOST.stream()).toList();
    assertThat(diff(shell, turned, "eth0 br0")).isEqualTo("0");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_address_that_is_missing_or_too_much_is_a_difference(List<String> shell) throws Exception {
    assertThat(diff(shell, replaced("10.66.1.1/16", "10.66.1.9/16"), "eth0"))
        .isEqualTo(
            "- addr eth0 4 10.66.1.1/16 brd 10.66.255.255 scope global\n"
                + "+ addr eth0 4 10.66.1.9/16 brd 10.66.255.255 scope global 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_container_that_came_or_went_is_told_and_is_no_difference(List<String> shell)
      throws Exception {
    assertThat(diff(shell, with("link veth8 - up mtu=1500 mac=fe:0 master=br7"), "eth0 br0"))
        .isEqualTo("~ veth8 is new: others made it 0");
    assertThat(diff(shell, without("link veth9"), "eth0 br0"))
        .isEqualTo("~ veth9 is gone: others removed it 0");
    assertThat(diff(shell, with("space @red"), "eth0 br0"))
        .isEqualTo("~ @red is new: others made it 0");
    assertThat(diff(shell, with("proxy eth0 10.66.9.9"), "eth0 br0"))
        .isEqualTo("~ new meanwhile: proxy eth0 10.66.9.9 0");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_port_that_lost_its_bridge_is_a_difference_though_nobody_meant_to_touch_it(
      List<String> shell) throws Exception {
    assertThat(diff(shell, replaced("master=br7", "master="), "eth0 br0")).endsWith(" 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_link_of_ours_that_is_left_over_or_missing_is_a_difference(List<String> shell)
      throws Exception {
    assertThat(diff(shell, with("link br0 bridge up mtu=1500 mac=02:0 master="), "eth0 br0"))
        .isEqualTo("+ link br0 bridge up mtu=1500 mac=02:0 master= 1");
    assertThat(diff(shell, without("link veth9"), "eth0 veth9")).endsWith(" 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_link_of_ours_may_have_a_backslash_in_its_name(List<String> shell) throws Exception {
    String link = "link lan\\x bridge up mtu=1500 mac=02:0 master=";
    assertThat(diff(shell, with(link), "eth0 lan\\x")).isEqualTo("+ " + link + " 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_bridge_of_ours_stays_for_the_port_that_others_gave_it(List<String> shell)
      throws Exception {
    List<String> after =
        with(
            "bridge br0 stp_state=0",
            "link br0 bridge up mtu=1500 mac=02:0 master=",
            "link veth8 - up mtu=1500 mac=fe:0 master=br0");
    assertThat(diff(shell, after, "eth0 br0"))
        .isEqualTo(
            "~ bridge br0 stays: others made veth8 its port\n~ veth8 is new: others made it 0");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void the_address_of_a_bridge_that_follows_its_ports_may_move_until_somebody_set_it(
      List<String> shell) throws Exception {
    assertThat(diff(shell, replaced("(02:66:00:00:00:07)", "(02:55:00:00:00:07)"), "br7"))
        .isEqualTo("0");
    assertThat(diff(shell, replaced("(02:66:00:00:00:07)", "02:66:00:00:00:07"), "br7"))
        .isEqualTo("0");
    assertThat(diff(shell, replaced("(02:66:00:00:00:07)", "02:55:00:00:00:07"), "br7"))
        .endsWith(" 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_router_advertised_meanwhile_is_no_difference(List<String> shell) throws Exception {
    String address = "addr eth0 6 fd66::7/64 scope global dynamic mngtmpaddr";
    String route = "route eth0 6 default via fe80::1 dev eth0 proto ra metric 1024";
    assertThat(diff(shell, with(address, route), "eth0"))
        .isEqualTo("~ new meanwhile: " + address + "\n~ new meanwhile: " + route + " 0");
    assertThat(diff(shell, with("route eth0 6 default via fe80::1 dev eth0 metric 1"), "eth0"))
        .endsWith(" 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_local_address_that_the_kernel_gave_with_the_first_carrier_is_no_difference(
      List<String> shell) throws Exception {
    String address = "addr br7 6 fe80::66:ff:fe00:7/64 scope link";
    String route = "route br7 6 fe80::/64 dev br7 proto kernel metric 256";
    assertThat(diff(shell, with(address, route), "br7"))
        .isEqualTo("~ new meanwhile: " + address + "\n~ new meanwhile: " + route + " 0");
    String other = "addr br7 6 fe80::7/64 scope link nodad";
    assertThat(diff(shell, with(other), "br7")).isEqualTo("+ " + other + " 1");
    assertThat(diff(shell, with(address.replace("br7", "br0")), "br0")).endsWith(" 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_text_without_its_end_is_not_compared(List<String> shell) throws Exception {
    assertThat(diff(shell, without("~ end"), "eth0")).isEqualTo("2");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_loopback_keeps_once_it_was_up_is_no_difference(List<String> shell) throws Exception {
    assertThat(
            diff(
                shell,
                with(
                    "netns @blue addr lo 4 127.0.0.1/8 scope host",
                    "netns @blue addr lo 6 ::1/128 scope host"),
                "@blue eth0"))
        .isEqualTo("0");
    assertThat(diff(shell, with("netns @blue addr lo 4 10.0.0.1/8 scope global lo"), "@blue eth0"))
        .isEqualTo("+ netns @blue addr lo 4 10.0.0.1/8 scope global lo 1");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void vlans_that_others_gave_their_port_of_open_vswitch_are_told_and_are_no_difference(
      List<String> shell) throws Exception {
    List<String> before = with("ovs veth9 port of ovsbr0 tag=10 trunks= ");
    List<String> retagged = with("ovs veth9 port of ovsbr0 tag=20 trunks= ");
    assertThat(diff(shell, before, retagged, "eth0"))
        .isEqualTo("~ VLANs of veth9 changed: others did that 0");
    assertThat(diff(shell, before, retagged, "eth0 veth9"))
        .contains("- ovs veth9 port of ovsbr0 tag=10", "+ ovs veth9 port of ovsbr0 tag=20");
    assertThat(diff(shell, before, with("ovs veth9 port of ovsbr1 tag=10 trunks= "), "eth0"))
        .contains("- ovs veth9 port of ovsbr0", "+ ovs veth9 port of ovsbr1");
    assertThat(diff(shell, before, HOST, "eth0"))
        .endsWith("- ovs veth9 port of ovsbr0 tag=10 trunks= 1");
  }
}
