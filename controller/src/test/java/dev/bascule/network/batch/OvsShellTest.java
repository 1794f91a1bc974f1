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
  /** What ovs-vsctl says where the switch does not run. */
  private static final String NO_SOCKET =
      "ovs-vsctl: unix:/var/run/openvswitch/db.sock: database connection failed"
          + " (No such file or directory)";

  /** A switch that has v1 in ovsbr0; with {@code silent} it does not answer. */
  private static final String SWITCH =
      """
      net_scratch=
      net_vsctl() {
      if [ "$silent" ]; then echo "$silent" >&2; return 1; fi
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
    assertThat(said(shell, "silent='" + NO_SOCKET + "'; net_ovs_out ovsbr0 v1"))
        .isEqualTo(NO_SOCKET + "\nended with 1\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_step_that_may_find_its_port_gone_fails_where_the_switch_does_not_answer(List<String> shell)
      throws Exception {
    for (String step : List.of("net_ovs_out ovsbr0 v1", "net_ovs_out - v1", "net_ovs_del ovsbr0")) {
      String done = "silent='" + NO_SOCKET + "'; net_do '-7 away' " + step;
      assertThat(said(shell, "net_begin forward; " + done))
          .startsWith("step 7 (away) failed: ")
          .contains(NO_SOCKET)
          .endsWith("\nended with 1\n");
      // On the way back all else is still tried; the end tells.
      assertThat(said(shell, "net_begin undo; " + done + "; echo \"went on: $?\"; net_end"))
          .startsWith("step 7 (away) failed: ")
          .endsWith("went on: 0\nended with 1\n");
    }
    assertThat(said(shell, "net_begin forward; silent=; net_do '-7 away' net_ovs_out - v1"))
        .isEqualTo("told: --if-exists del-port v1\nended with 0\n");
  }

  private static String said(List<String> shell, String call) throws Exception {
    String script =
        ShellText.parts(List.of("common", "net-ops", "net-ovs")) + SWITCH + "IFS=' '\n" + call;
    List<String> command =
        Stream.concat(shell.stream(), Stream.of("-c", script + "; echo \"ended with $?\""))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
