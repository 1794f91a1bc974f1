package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.container.InsideEdit;
import dev.bascule.container.InsideWish;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.probe.Frames;
import dev.bascule.probe.LxcReader;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real kernel makes of the commands for the inside of a container, there and back. */
class InsideInKernelTest {
  private static final String LAID =
      """
      cd /proc/sys/net/ipv6/conf/default
      # No link-local addresses that come when they like.
      echo 1 >addr_gen_mode
      echo 0 >accept_dad
      for i in 0 1; do
        ip link add eth$i type veth peer name p$i
        ip link set p$i up
        ip link set eth$i address 00:16:3e:00:00:0$i up
      done
      """;

  private static final String SEEN =
      "ip -o link show; ip -o addr show; echo =; ip route show; ip -6 route show\n";

  @TempDir private Path folder;
  private Process namespace;

  @BeforeEach
  void make_a_network_namespace() throws Exception {
    namespace = OwnNetwork.process();
  }

  @AfterEach
  void end_it() {
    namespace.destroy();
  }

  private void program(String ip) throws Exception {
    if (ip.equals("busybox")) {
      Path program = Files.writeString(folder.resolve("ip"), "#!/bin/sh\nexec busybox ip \"$@\"\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private ScriptResult run(String text) throws Exception {
    String pid = Long.toString(namespace.pid());
    return new LocalShell(List.of("nsenter", "-t", pid, "-n", "dash", "-s"))
        .withPath(folder + ":" + System.getenv("PATH"))
        .run(new Script("test", text + "\n"), Duration.ofSeconds(30));
  }

  private String laid(String more) throws Exception {
    ScriptResult result = run(LAID + more);
    assertThat(result.stderr()).isEmpty();
    return seen();
  }

  private String seen() throws Exception {
    // Whether there is a carrier is seen a little later.
    return run("PATH=${PATH#*:}\n" + SEEN)
        .stdout()
        .replaceAll("NO-CARRIER,|,M-DOWN|,LOWER_UP| linkdown| state [A-Z]+", "");
  }

  private Inside inside() throws Exception {
    String text =
        "=b lxc\n5.0.2\n=b lxc-at web /lxc\n=b lxc-state web /lxc\nRUNNING\n=b lxc-net web /lxc 0\n"
            + run(SEEN).stdout()
            + "=b end\n";
    LxcPlace web = new LxcPlace("web", new AbsolutePath("/lxc"));
    return Objects.requireNonNull(LxcReader.read(Frames.read("=b", text)).get(web).live()).inside();
  }

  private static InsideWish wish(String name, String addresses, String gateways) {
    return wish(name, null, addresses, gateways);
  }

  private static InsideWish wish(
      String name, @Nullable MacAddress mac, String addresses, String gateways) {
    return new InsideWish(
        new InterfaceName(name),
        mac,
        words(addresses).stream().map(Cidr::of).toList(),
        words(gateways).stream().map(IpAddress::of).toList(),
        true,
        null);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private InsideEdit edit(InsideWish wish) throws Exception {
    return wish.edit(inside()).orElseThrow();
  }

  private void back(InsideEdit edit) throws Exception {
    ScriptResult result = run(InsideCommands.of(edit.inverse()));
    assertThat(result.exit()).as(result.stdout() + result.stderr()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iproute2", "busybox"})
  void a_default_route_that_went_with_an_address_comes_back_with_it(String ip) throws Exception {
    String before =
        laid(
            """
            echo 1 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6
            ip addr add 10.0.3.5/24 dev eth0
            ip route add default via 10.0.3.1 dev eth0
            """);
    program(ip);
    InsideEdit edit = edit(wish("eth0", "10.0.3.6/24 2001:db8::6/64", "10.0.3.1"));

    assertThat(run(InsideCommands.of(edit)).exit()).isNotZero();
    assertThat(seen()).contains("10.0.3.6/24").doesNotContain("10.0.3.5/24", "default via");
    back(edit);

    assertThat(seen()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iproute2", "busybox"})
  void a_default_route_comes_back_on_the_interface_that_it_was_on(String ip) throws Exception {
    String before =
        laid(
            """
            ip addr add 10.0.3.5/24 dev eth0
            ip addr add 10.1.0.5/24 dev eth1
            ip route add default via 10.1.0.1 dev eth1
            """);
    program(ip);
    for (String gateway : List.of("10.1.0.1", "10.0.3.1")) {
      InsideEdit edit = edit(wish("eth0", "10.0.3.5/24", gateway));
      assertThat(run(InsideCommands.of(edit)).exit()).isZero();
      assertThat(seen()).contains("default via " + gateway + " dev eth0");
      back(edit);
      assertThat(seen()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iproute2", "busybox"})
  void all_that_an_interface_had_comes_back(String ip) throws Exception {
    String before =
        laid(
            """
            ip addr add 10.0.3.5/24 dev eth0
            ip addr add 10.0.3.7/24 dev eth0
            ip addr add 2001:db8::5/64 dev eth0
            ip route add 198.51.100.1 dev eth0
            ip route add 10.9.0.0/16 via 10.0.3.9 dev eth0
            ip route add default via 10.0.3.1 dev eth0 metric 100
            ip route add default via 10.0.3.2 dev eth1 metric 200 onlink
            ip -6 route add default via 2001:db8::1 dev eth0
            """);
    program(ip);
    InsideEdit edit =
        edit(
            wish(
                "eth0",
                new MacAddress("00:16:3e:00:00:09"),
                "10.0.3.7/24 10.0.4.6/24 2001:db8::6/64",
                "10.0.4.1 2001:db8::2"));

    assertThat(run(InsideCommands.of(edit)).exit()).isZero();
    assertThat(edit.holdsFor(inside())).isTrue();
    back(edit);

    assertThat(sorted(seen())).isEqualTo(sorted(before));
    assertThat(edit.inverse().holdsFor(inside())).isTrue();
  }

  @Test
  void a_route_to_a_gateway_that_was_outside_goes_again_and_one_that_was_there_stays()
      throws Exception {
    String before =
        laid(
            """
            ip addr add 10.0.3.5/24 dev eth0
            ip route add 192.0.2.1 dev eth0
            ip route add default via 192.0.2.1 dev eth0
            """);
    InsideEdit edit = edit(wish("eth0", "10.0.3.5/24", "192.0.2.2"));

    assertThat(run(InsideCommands.of(edit)).exit()).isZero();
    assertThat(seen()).contains("192.0.2.2 dev eth0 scope link");
    back(edit);

    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void a_default_route_without_a_gateway_comes_back() throws Exception {
    String before =
        laid("ip addr add 10.0.3.5/24 dev eth0\nip route add default dev eth1 scope link\n");
    InsideEdit edit = edit(wish("eth0", "10.0.3.5/24", "10.0.3.1"));
    assertThat(run(InsideCommands.of(edit)).exit()).isZero();
    assertThat(seen()).doesNotContain("default dev eth1");
    back(edit);
    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void two_interfaces_that_change_places_come_back_one_after_the_other() throws Exception {
    String before =
        laid(
            """
            ip addr add 10.0.3.5/24 dev eth0
            ip addr add 10.1.0.5/24 dev eth1
            ip route add default via 10.0.3.1 dev eth0
            """);
    InsideEdit first = edit(wish("eth0", "10.1.0.6/24", ""));
    InsideEdit second = edit(wish("eth1", "10.0.3.6/24", "10.0.3.1"));

    assertThat(run(InsideCommands.of(first)).exit()).isZero();
    assertThat(run(InsideCommands.of(second)).exit()).isZero();
    assertThat(seen()).contains("default via 10.0.3.1 dev eth1");
    back(second);
    back(first);

    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void an_interface_that_was_down_is_down_again() throws Exception {
    String before = laid("ip addr add 10.0.3.5/24 dev eth0; ip link set eth0 down\n");
    InsideEdit edit =
        edit(wish("eth0", new MacAddress("00:16:3e:00:00:09"), "10.0.3.6/24", "10.0.3.1"));
    assertThat(run(InsideCommands.of(edit)).exit()).isZero();
    back(edit);
    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void what_an_old_default_route_needs_no_longer_is_done_though_one_command_fails()
      throws Exception {
    laid("ip addr add 10.0.3.5/24 dev eth0; ip route add default via 10.0.3.1 dev eth0\n");
    InsideEdit edit = edit(wish("eth0", "10.0.3.6/24", "10.0.3.1"));
    assertThat(run(InsideCommands.of(edit)).exit()).isZero();
    // The first command on the way back, which takes the new address away, cannot fail; the next
    // can.
    String broken = InsideCommands.of(edit.inverse()).replaceFirst("ip addr add", "false");
    assertThat(run(broken).exit()).isNotZero();
    assertThat(seen()).contains("10.0.3.5/24", "default via 10.0.3.1 dev eth0");
  }

  private static List<String> sorted(String text) {
    return text.lines().map(line -> line.replaceAll(" +", " ").strip()).sorted().toList();
  }
}
