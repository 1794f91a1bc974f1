package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.model.Value;
import dev.bascule.probe.Frames;
import dev.bascule.probe.ShellText;
import dev.bascule.state.Facts;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script that looks into network namespaces, in every shell that a node may have. */
class SpacesShellTest {
  private static final String SLEEPING = "echo in it; exec /busybox sleep 100";

  @TempDir private Path root;

  static Stream<List<String>> shells() {
    return Shells.all();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void namespaces_are_told_and_each_interface_has_its_number(List<String> shell) throws Exception {
    LocalShell here = new LocalShell(shell);
    Facts facts = NodeCheck.facts(here, Deadlines.USUAL);
    assertThat(facts.values().fields().get("namespaces")).isInstanceOf(Value.Items.class);
    Value.Items interfaces = (Value.Items) facts.values().fields().get("interfaces");
    assertThat(interfaces.items())
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(((Value.Fields) each).fields()).containsKeys("name", "addresses"))
        .anySatisfy(
            each ->
                assertThat(((Value.Fields) each).fields().get("name"))
                    .isEqualTo(new Value.Text("lo")));
    assertThat(here.scripts).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_container_puts_into_its_own_sys_does_not_hold_up_the_probe(List<String> shell)
      throws Exception {
    if (System.getenv("CI") == null) {
      assumeTrue(
          Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "chroot needs root");
    }
    ChrootNode.copyProgram(root, "busybox", "busybox");
    Path links = Files.createDirectories(root.resolve("sys/class/net"));
    Path eth0 = Files.createDirectory(links.resolve("eth0"));
    Files.writeString(eth0.resolve("ifindex"), "3\n");
    Files.writeString(eth0.resolve("iflink"), "5\n");
    ChrootNode.run("mkfifo", eth0.resolve("flags").toString());
    Path odd = Files.createDirectory(links.resolve("odd"));
    Files.writeString(odd.resolve("ifindex"), "4\n");
    Files.createSymbolicLink(odd.resolve("iflink"), Path.of("/proc/kmsg"));
    Files.createSymbolicLink(odd.resolve("address"), Path.of("/dev/zero"));
    try (RandomAccessFile hollow = new RandomAccessFile(odd.resolve("flags").toFile(), "rw")) {
      hollow.setLength(1L << 40);
    }
    Process container =
        new ProcessBuilder("chroot", root.toString(), "/busybox", "sh", "-c", SLEEPING).start();
    try {
      assertThat(container.inputReader().readLine()).isEqualTo("in it");
      String all =
          ShellText.parts(List.of("common", "within", "probe-spaces"))
              + "at=''\nset +f\nwithin_space "
              + container.pid()
              + " '' '=b s1' 2>/dev/null\necho '=b end'\n";
      ScriptResult result =
          new LocalShell(shell).run(new Script("test", all), Duration.ofSeconds(30));
      Frames frames = Frames.read("=b", result.stdout());
      assertThat(frames.lines("s1 sys"))
          .contains("eth0/ifindex:3", "eth0/iflink:5", "odd/ifindex:4")
          .noneMatch(line -> line.startsWith("odd/iflink") || line.startsWith("eth0/flags"));
      assertThat(frames.first("end")).isPresent();
    } finally {
      container.destroy();
    }
  }
}
