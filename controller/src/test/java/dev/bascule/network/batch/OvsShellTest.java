package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.probe.ShellText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the node's functions make of the answers of ovs-vsctl, in every shell that it may have. */
class OvsShellTest {
  /** A switch that has v1 in ovsbr0; with {@code silent} it does not answer. */
  private static final String SWITCH =
      """
      net_scratch=
      net_vsctl() {
      if [ "$silent" ]; then echo 'database connection failed' >&2; return 1; fi
      case "$*" in
      "--if-exists get port v1 name") echo v1 ;;
      "--if-exists get port "*) ;;
      "port-to-br v1") echo ovsbr0 ;;
      *del-port*) echo "told: $*" ;;
      *) echo "no port named" >&2; return 1 ;;
      esac
      }
      """;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_port_leaves_the_bridge_where_it_is_and_no_answer_is_a_failure(List<String> shell)
      throws Exception {
    assertThat(said(shell, "silent=; net_ovs_out ovsbr0 v1"))
        .isEqualTo("told: --if-exists del-port ovsbr0 v1\nended with 0\n");
    assertThat(said(shell, "silent=; net_ovs_out ovsbr1 v1")).isEqualTo("ended with 0\n");
    assertThat(said(shell, "silent=; net_ovs_out ovsbr0 v2")).isEqualTo("ended with 0\n");
    assertThat(said(shell, "silent=1; net_ovs_out ovsbr0 v1"))
        .isEqualTo("database connection failed\nended with 1\n");
  }

  private static String said(List<String> shell, String call) throws Exception {
    String script = ShellText.parts(List.of("common", "net-ovs")) + SWITCH + "IFS=' '\n" + call;
    List<String> command =
        Stream.concat(shell.stream(), Stream.of("-c", script + "; echo \"ended with $?\""))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
