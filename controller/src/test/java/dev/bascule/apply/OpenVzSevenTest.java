package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.container.Container;
import dev.bascule.model.ContainerId;
import dev.bascule.model.Value;
import dev.bascule.probe.FactGroup;
import dev.bascule.probe.Probe;
import dev.bascule.probe.Subjects;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.UnresolvedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes whose vzctl says that it is another generation's. */
class OpenVzSevenTest {
  private static final Container CT_101 =
      new Container(new ContainerId("101"), true, List.of(), List.of(), null, null, Map.of());

  @TempDir private Path folder;

  private Node node(String version) throws IOException {
    Path vzctl = Files.createDirectories(folder.resolve("bin")).resolve("vzctl");
    Files.writeString(
        vzctl,
        """
        #!/bin/sh
        echo "$1" >>%s
        case $1 in
          --version) echo "vzctl version %s" ;;
          status) echo "VEID $2 exist mounted running" ;;
        esac
        """
            .formatted(folder.resolve("calls"), version));
    Files.setPosixFilePermissions(vzctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    String path = vzctl.getParent() + ":" + System.getenv("PATH");
    return new Node(new LocalShell(LocalShell.DASH).withPath(path), folder);
  }

  @ParameterizedTest
  @CsvSource({"7.0.194", "8.0.90", "9.0.1"})
  void a_container_on_openvz_7_is_refused_by_name_and_nothing_is_set(String version)
      throws Exception {
    DesiredTask task = new DesiredTask("play", "ct", "site.yml:4:7", CT_101, List.of());
    Node node = node(version);

    assertThatThrownBy(() -> node.check(Node.source(new DesiredState(List.of(task), List.of()))))
        .isInstanceOf(UnresolvedException.class)
        .hasMessageContaining(
            "this is OpenVZ 7 (vzctl "
                + version
                + "), whose containers this version cannot change");
    assertThat(Files.readAllLines(folder.resolve("calls")))
        .contains("--version")
        .doesNotContain("set", "start", "stop");
  }

  @ParameterizedTest
  @CsvSource({"7.0.194,7", "9.0.1,7", "4.11.1,legacy", "3.0.24-1,legacy"})
  void facts_tell_the_generation(String version, String generation) throws Exception {
    Map<String, Value> facts =
        Probe.look(
                node(version).shell(),
                Subjects.of(List.of()),
                Set.of(FactGroup.FEATURES),
                Duration.ofSeconds(30))
            .facts()
            .values()
            .fields();

    assertThat(facts.get("openvz")).isEqualTo(new Value.Bool(true));
    assertThat(facts.get("openvz_generation")).isEqualTo(new Value.Text(generation));
  }
}
