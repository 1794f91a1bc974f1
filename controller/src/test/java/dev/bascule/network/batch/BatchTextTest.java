package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTextTest {
  private static final InterfaceName HOSTILE = new InterfaceName("a;#'\"$(b)\\");

  @Test
  void consecutive_operations_of_ip_are_one_process() {
    String text =
        BatchText.forward(
            List.of(
                new NetworkOp.SetUp(Conversion.BR, true),
                new NetworkOp.Enslave(Conversion.ETH, Conversion.BR)),
            Tools.MODERN);

    assertThat(text)
        .isEqualTo(
            """
            net_begin forward &&
            net_batch ip '' 'link set dev br0 up
            link set dev eth0 master br0' '=1 br0 up
            =2 port eth0 of br0' &&
            net_end
            """);
  }

  @Test
  void a_name_that_a_batch_could_misread_is_said_by_a_command_of_its_own() {
    String text = BatchText.inverse(List.of(new NetworkOp.SetUp(HOSTILE, true)), Tools.MODERN);

    assertThat(text)
        .isEqualTo(
            """
            net_begin undo
            net_do '=1 a;#'\\''"$(b)\\ up' net_ip '' link set dev 'a;#'\\''"$(b)\\' up
            net_end
            """);
  }

  @Test
  void every_shell_hands_hostile_names_to_the_program_as_they_are(@TempDir Path folder)
      throws IOException, InterruptedException {
    // A function: busybox prefers its own ip to one on PATH.
    String ip = "ip() { printf '<%s>' \"$@\" >&3; }\n";
    List<NetworkOp> ops =
        List.of(
            new NetworkOp.Enslave(HOSTILE, new InterfaceName("b*")),
            new NetworkOp.SetUp(new InterfaceName("up"), true));
    String part = "/dev/bascule/node/net-ops.sh";
    Path script = folder.resolve("script");
    try (InputStream in = BatchTextTest.class.getResourceAsStream(part)) {
      String functions = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          script,
          functions
              + ip
              + "exec 3>&1\n"
              + BatchText.forward(ops, new Tools(false, true, false, false, true, false, false))
                  .replace("net_addif", "net_ip ''"));
    }

    for (List<String> shell : List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"))) {
      List<String> command = new ArrayList<>(shell);
      command.add(script.toString());
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Process process = builder.start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("<b*><a;#'\"$(b)\\><link><set><dev><up><up>");
    }
  }

  @Test
  void what_a_node_has_no_program_for_is_known_before() {
    List<NetworkOp> ops =
        List.of(new NetworkOp.AddRule(Conversion.rule("from 10.0.0.5 lookup 100")));

    assertThat(BatchText.impossible(ops, new Tools(false, false, false, false, true, false, false)))
        .containsExactly(
            "rule 100: from 10.0.0.5 lookup 100: there is no ip, and net-tools have no rules, VLANs of"
                + " ports or namespaces");
    assertThat(BatchText.impossible(ops, Tools.MODERN)).isEmpty();
  }
}
