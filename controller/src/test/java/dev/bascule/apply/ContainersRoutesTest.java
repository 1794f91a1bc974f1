package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the node does for a container's addresses, as they go, move and come back. */
class ContainersRoutesTest extends ContainersShellCase {
  private static final String NETIF = "NETIF=\"ifname=eth0,host_ifname=veth101.0\"\n";
  private static final String SECOND =
      "NETIF=\"ifname=eth0,host_ifname=veth102.0\"\n"
          + " export VETH_IP_ADDRESS_eth0='192.0.2.7/24 192.0.2.90/24 2001:db8::7/64'\n";

  @ParameterizedTest
  @MethodSource("shells")
  void routes_go_with_an_address_but_not_those_of_another_container_that_has_it_and_runs(
      List<String> shell) throws Exception {
    conf(NETIF + "export BRIDGEDEV=br0 \t\nVETH_IP_ADDRESS='192.0.2.7/24 192.0.2.9/24' # two\n");
    runs("102", SECOND);

    assertThat(ip(shell, "vz=101; vz_conf VETH_IP_ADDRESS ''"))
        .isEqualTo(
            """
            -4 route del 192.0.2.7/32 dev veth101.0
            -4 route del 192.0.2.9/32 dev veth101.0
            -4 route del 192.0.2.9/32 dev br0
            """);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_address_that_moves_to_another_running_container_keeps_its_route_over_their_bridge(
      List<String> shell) throws Exception {
    String bridged = "NETIF=\"ifname=eth0,bridge=br0,host_ifname=veth%s.0\"\n";
    conf(bridged.formatted("101") + "VETH_IP_ADDRESS=\"192.0.2.7/24\"\n");
    runs("102", bridged.formatted("102"));
    program("vzctl", "echo running");

    assertThat(
            ip(
                shell,
                "vz=101; vz_conf VETH_IP_ADDRESS ''; vz=102; vz_conf VETH_IP_ADDRESS"
                    + " 'VETH_IP_ADDRESS=\"192.0.2.7/24\"'"))
        .endsWith("-4 route del 192.0.2.7/32 dev br0\n-4 route add 192.0.2.7/32 dev br0\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void another_container_that_is_stopped_keeps_no_route(List<String> shell) throws Exception {
    conf(NETIF + "BRIDGEDEV=\"br0\"\nVETH_IP_ADDRESS=\"192.0.2.7/24\"\n");
    Files.writeString(folder.resolve("vz/conf/102.conf"), SECOND);

    assertThat(ip(shell, "vz=101; vz_conf VETH_IP_ADDRESS ''"))
        .contains("-4 route del 192.0.2.7/32 dev br0\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_interface_that_goes_takes_no_route_of_another_container(List<String> shell)
      throws Exception {
    runs("102", SECOND);

    assertThat(ip(shell, "vz=101; vz_del eth0 br0 192.0.2.7 192.0.2.9 2001:db8::9"))
        .isEqualTo("-4 route del 192.0.2.9/32 dev br0\n-6 route del 2001:db8::9/128 dev br0\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_the_uplink_answers_for_goes_unless_another_container_has_it(List<String> shell)
      throws Exception {
    conf(
        NETIF
            + "export VETH_UPLINK=\"eth9\"\n"
            + "VETH_IP_ADDRESS=\"2001:db8::7/128 2001:db8::8/128\"\n");
    runs("102", SECOND);

    assertThat(ip(shell, "vz=101; vz_conf X ''"))
        .isEqualTo("-6 neigh del proxy 2001:db8::8 dev eth9\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_a_step_fails_routes_and_the_nodes_script_come_back(List<String> shell)
      throws Exception {
    String before = NETIF + "BRIDGEDEV=\"br0\"\nVETH_IP_ADDRESS=\"192.0.2.7/24\"\n";
    runs("101", before);
    program("vznetcfg", "echo \"vznetcfg $VEID $*\" >>\"$D/ip\"");
    String text =
        """
        back_0() { vz_conf VETH_IP_ADDRESS 'VETH_IP_ADDRESS="192.0.2.7/24"'; }
        back_1() { say 'back inside'; }
        vz_exec() { echo 'no room'; return 2; }
        step 0 vz_step 101 0 vz_conf VETH_IP_ADDRESS 'VETH_IP_ADDRESS="192.0.2.8/24"'
        : >%s/ip
        step 1 vz_step 101 1 vz_inside 'PATH=x && ip addr del 192.0.2.7/24 dev eth0'
        """
            .formatted(folder);

    String[] said = new String[1];
    assertThat(ip(shell, text, said))
        .isEqualTo(
            """
            -4 route del 192.0.2.8/32 dev veth101.0
            -4 route del 192.0.2.8/32 dev br0
            -4 route add 192.0.2.7/32 dev veth101.0
            -4 route add 192.0.2.7/32 dev br0
            vznetcfg 101 init veth veth101.0
            """);
    assertThat(said[0])
        .isEqualTo("B done 0\nback inside\nB undone 1\nB undone 0\nB fail 1 2\nno room\n");
    assertThat(Files.readString(folder.resolve("vz/conf/101.conf"))).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_inside_that_was_not_written_is_not_written_again(List<String> shell) {
    String text =
        """
        back_0() { say never; }
        vz_exec() { echo 'no room'; return 2; }
        step 0 vz_step 101 0 vz_inside 'umask 022; f=x'
        """;
    assertThat(run(shell, text)).isEqualTo("B fail 0 2\nno room\n");
  }

  // Its file, and its interface on the node.
  private void runs(String id, String conf) throws Exception {
    Files.writeString(folder.resolve("vz/conf/" + id + ".conf"), conf);
    Files.createDirectories(folder.resolve("net/veth" + id + ".0"));
  }

  private String ip(List<String> shell, String calls) throws Exception {
    String[] said = new String[1];
    String done = ip(shell, calls, said);
    assertThat(said[0]).isEmpty();
    return done;
  }

  // A function: busybox would take its own.
  private String ip(List<String> shell, String calls, String[] said) throws Exception {
    said[0] = run(shell, "ip() { (IFS=' '; echo \"$*\" >>" + folder + "/ip); }\n" + calls);
    return Files.readString(folder.resolve("ip"));
  }
}
