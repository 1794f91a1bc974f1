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

/**
 * What the watchdog compares of links whose names hold a backslash, and whose aliases anything:
 * recorded words of {@code ip}, in folder {@code probe/net/aliases}.
 */
class NetstateNamesTest {
  private static final Path RECORDED = Path.of("src/test/resources/probe/net/aliases/output");

  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_address_is_its_links_and_an_alias_is_nothing(List<String> shell) throws Exception {
    assertThat(state(shell))
        .containsExactly(
            "addr br0 4 10.66.1.1/16 scope global",
            "addr br0 6 fe80::66:ff:fe00:10/64 scope link",
            "addr eth0 6 fe80::66:ff:fe00:1/64 scope link",
            "addr far 6 fe80::66:ff:fe00:2/64 scope link",
            "addr lan\\x 4 10.67.0.1/16 scope global label lan\\x:a",
            "addr lo 4 127.0.0.1/8 scope host",
            "addr lo 6 ::1/128 scope host",
            "netns @blue addr i\\n 4 10.70.0.1/24 scope global",
            "netns @blue link i\\n down mtu=1500 mac=02:66:00:00:00:21 master=",
            "netns @blue link in0 down mtu=1500 mac=02:66:00:00:00:20 master=",
            "netns @blue link lo down mtu=65536 mac=00:00:00:00:00:00 master=",
            "~ end");
  }

  private List<String> state(List<String> shell) throws Exception {
    Frames frames = Frames.read("==", Files.readString(RECORDED));
    Files.write(folder.resolve("addr"), frames.lines("n addr"));
    Files.write(folder.resolve("link"), frames.lines("n@blue link"));
    Files.write(folder.resolve("inside"), frames.lines("n@blue addr"));
    String script =
        ShellText.parts(List.of("netstate"))
            + "\nf=$PWD\nnetstate_links() { :; }\nnetstate_ovs() { :; }\nnetstate_dhcp() { :; }\n"
            + "netstate_sysctls() { :; }\nnetstate_proc() { netstate_ip; }\n"
            + "netstate_ip() { echo '@ addr'; cat \"$f/addr\"; }\n"
            + "netstate_spaces() { echo '@@ @blue'; echo '@ link'; cat \"$f/link\"\n"
            + "echo '@ addr'; cat \"$f/inside\"; echo '@@'; }\nnetstate @blue\n";
    Path file = Files.writeString(folder.resolve("script"), script);
    List<String> command = Stream.concat(shell.stream(), Stream.of(file.toString())).toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
