package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.container.InsideBy;
import dev.bascule.container.InsideChange;
import dev.bascule.container.InsideEdit;
import dev.bascule.container.InsideWas;
import dev.bascule.container.Veth;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands for the inside, with an {@code ip} as kernels before 3.3 make it answer. */
class InsideCommandsTest {
  private static final String OLD =
      """
      ip() {
        echo "$*" >&3
        case $* in
          *'addr show'*) echo '2: eth0    inet 192.0.2.71/24 scope global eth0' ;;
          'addr replace'* | 'addr add 192.0.2.71/24'* | '-6 route replace'*) return 2 ;;
        esac
      }
      """;

  private static final Veth VETH =
      new Veth(
          new InterfaceName("eth0"),
          true,
          new MacAddress("00:18:51:aa:bb:cc"),
          Veth.Kept.NONE,
          new InterfaceName("veth101.0"),
          Veth.BRIDGED,
          new InterfaceName("br0"),
          null,
          null,
          List.of(),
          List.of(),
          null,
          InsideBy.SCRIPT);

  static Stream<List<String>> shells() {
    return Shells.all();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void only_an_address_that_is_not_there_is_added(List<String> shell) throws Exception {
    assertThat(
            done(shell, new InsideChange.Address(Cidr.of("192.0.2.71/24"), true))
                + done(shell, new InsideChange.Address(Cidr.of("192.0.2.7/24"), true)))
        .isEqualTo(
            """
            -o addr show dev eth0
            link set dev eth0 up
            0
            -o addr show dev eth0
            addr add 192.0.2.7/24 dev eth0
            link set dev eth0 up
            0
            """);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_gateway_of_ipv6_is_had_without_replacing_and_the_first_one_goes(List<String> shell)
      throws Exception {
    Inside.Way from = new Inside.Way("default", IpAddress.of("2001:db8::1"), "eth0");
    Inside.Way to = new Inside.Way("default", IpAddress.of("2001:db8::2"), "eth0");
    assertThat(done(shell, new InsideChange.Gateway(from, to)))
        .isEqualTo(
            """
            -6 route show
            -6 route replace default via 2001:db8::2 dev eth0
            -6 route del default via 2001:db8::2 dev eth0
            -6 route add default via 2001:db8::2 dev eth0
            -6 route del default via 2001:db8::1 dev eth0
            link set dev eth0 up
            0
            """);
  }

  private static String done(List<String> shell, InsideChange change) throws Exception {
    InsideEdit edit =
        new InsideEdit(
            Objects.requireNonNull(VETH.insideWish()),
            List.of(change),
            new InsideWas(true, List.of(), List.of()),
            false);
    String commands = InsideCommands.of(edit);
    Script script = new Script("test", "exec 3>&1\n" + OLD + commands + "\necho $?\n");
    ScriptResult result = new LocalShell(shell).run(script, Duration.ofSeconds(30));
    assertThat(result.stderr()).isEmpty();
    return result.stdout();
  }
}
