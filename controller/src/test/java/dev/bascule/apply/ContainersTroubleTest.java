package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.SeenContainer;
import dev.bascule.model.ContainerId;
import dev.bascule.probe.ContainersReader;
import dev.bascule.probe.Frames;
import dev.bascule.probe.ShellText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers that hang, print without an end or have old programs. */
class ContainersTroubleTest extends ContainersShellCase {
  private static final String WITHOUT_TIMEOUT =
      "sleep() { command sleep \"$1\"; }\nhas() { [ \"$1\" != timeout ]; }\n";

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_command_inside_prints_and_how_it_ends_is_told(List<String> shell) throws Exception {
    program("vzctl", "echo \"$*\"; echo trouble >&2; cat; exit 7");
    String told = "rc=7\nexec2 101 a  b\ntrouble\n";
    String call = "vz=101; vz_inside 'a  b'; say \"rc=$?\" \"$out\"";

    assertThat(run(shell, call)).isEqualTo(told);
    assertThat(run(shell, WITHOUT_TIMEOUT + call)).isEqualTo(told);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_command_inside_that_hangs_is_given_up(List<String> shell) throws Exception {
    program("vzctl", "echo so far; exec sleep 30");
    String call = "vz=101; vz_inside x; say \"rc=$?\" \"$out\"";
    String told = "rc=124\nso far\nno answer from inside for 60 s\n";

    // The shell of busybox says of its own timeout what ended it.
    assertThat(impatient(shell, call).replace("Terminated\n", "")).isEqualTo(told);
    assertThat(impatient(shell, WITHOUT_TIMEOUT + call)).isEqualTo(told);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_command_inside_that_prints_without_an_end_is_cut_off(List<String> shell) throws Exception {
    program("vzctl", "exec yes");

    assertThat(run(shell, "vz=101; vz_inside x || say \"${#out}\"")).matches("[34][0-9]{3}\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_inside_that_prints_without_an_end_is_trouble_and_so_is_one_that_hangs(List<String> shell)
      throws Exception {
    program("vzctl", "case $1 in status) echo exist running ;; exec2) yes ;; esac");
    assertThat(seen(shell, probe()).trouble()).isEqualTo("it prints too much, or without an end");

    program("vzctl", "case $1 in status) echo exist running ;; exec2) exec sleep 30 ;; esac");
    assertThat(seen(shell, hurried(probe())).trouble()).isEqualTo("no answer for 15 s");
    assertThat(seen(shell, hurried(probe()) + WITHOUT_TIMEOUT).trouble())
        .isEqualTo("no answer for 15 s");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_container_without_ipv6_is_looked_at(List<String> shell) throws Exception {
    program("vzctl", "case $1 in status) echo exist running ;; exec2) exec sh -c \"$3\" ;; esac");
    program(
        "ip",
        """
        case $* in
          '-o link show') echo '2: eth0: <UP> link/ether 00:18:51:00:00:01' ;;
          '-6 '*) echo 'not supported'; exit 1 ;;
        esac""");

    assertThat(seen(shell, probe()).trouble()).isNull();
    assertThat(seen(shell, probe()).inside()).isNotNull();
  }

  private SeenContainer seen(List<String> shell, String text) {
    String asked = text + "b=B\nC=101\ncontainers\n";
    return ContainersReader.read(Frames.read("B", script(shell, asked)))
        .get(new ContainerId("101"));
  }

  private static String probe() {
    return ShellText.parts(List.of("common", "within", "probe-containers"));
  }

  private String impatient(List<String> shell, String calls) {
    return script(shell, hurried(functions()) + calls + "\n");
  }

  private static String hurried(String text) {
    return text.replaceAll("within (60|15) ", "within 1 ");
  }
}
