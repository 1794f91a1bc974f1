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

/** What the watchdog compares of Open vSwitch, whose words are recorded ones. */
class NetstateSwitchTest {
  private static final String SWITCH =
      """
      #!/bin/sh
      case "$*" in
        *'list bridge'*)
          cat <<'END'
      name,datapath_type,ports,other_config
      ovsbr0,system,aaaa bbbb,"disable-in-band=true hwaddr=52:54:00:00:00:05 note=a,b"
      ovsbr1,netdev,cccc,

      _uuid,name,tag,trunks,vlan_mode
      aaaa,ovsbr0,,,
      bbbb,eth1,10,20 30,native-untagged
      cccc,ovsbr1,,,
      END
          ;;
        *'list interface'*)
          cat <<'END'
      name,mac,mtu_request
      eth1,,9000
      mgmt0,52:54:00:00:00:09,
      ovsbr0,,
      END
          ;;
      esac
      """;

  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_mac_and_an_mtu_that_the_database_asks_for_are_part_of_it(List<String> shell)
      throws Exception {
    Path program = Files.writeString(folder.resolve("ovs-vsctl"), SWITCH);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String script =
        "PATH=$PWD:$PATH\n"
            + ShellText.parts(List.of("netstate"))
            + "\nnetstate_links() { :; }\nnetstate_ip() { :; }\nnetstate_proc() { :; }\n"
            + "netstate_dhcp() { :; }\nnetstate | grep '^ovs '\n";
    Path file = Files.writeString(folder.resolve("script"), script);
    List<String> command = Stream.concat(shell.stream(), Stream.of(file.toString())).toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines())
        .containsExactly(
            "ovs eth1 asks for mac= mtu=9000",
            "ovs eth1 port of ovsbr0 tag=10 trunks=20 30 native-untagged",
            "ovs mgmt0 asks for mac=52:54:00:00:00:09 mtu=",
            "ovs ovsbr0 bridge datapath=system hwaddr=52:54:00:00:00:05",
            "ovs ovsbr0 port of ovsbr0 tag= trunks=",
            "ovs ovsbr1 bridge datapath=netdev",
            "ovs ovsbr1 port of ovsbr1 tag= trunks=");
  }
}
