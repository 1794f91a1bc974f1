package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.file.Attributes;
import dev.bascule.file.Resource;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import dev.bascule.network.NetworkResource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.transport.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node pays to be found in sync: what is sent to it, and the processes it starts. */
class CostTest extends NodeFolder {
  @TempDir Path tools;

  /** Every program that a script may call, each noting its name before it is run. */
  private String notedPrograms(Path log) throws Exception {
    List<Path> programs = new ArrayList<>();
    for (String place : List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")) {
      try (Stream<Path> all = Files.list(Path.of(place))) {
        programs.addAll(all.toList());
      }
    }
    for (Path program : programs) {
      Path noted = tools.resolve(program.getFileName().toString());
      if (!Files.exists(noted)) {
        Files.writeString(
            noted,
            "#!/bin/sh\necho "
                + program.getFileName()
                + " >>"
                + log
                + "\nexec '"
                + program
                + "' \"$@\"\n");
        assertThat(noted.toFile().setExecutable(true)).isTrue();
      }
    }
    return tools.toString();
  }

  private Resource[] tenFiles() {
    Attributes attributes = new Attributes(FileMode.parse("0644"), "root", "daemon");
    List<Resource> wanted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      wanted.add(
          new Resource.RegularFile(
              at("vznet-" + i + ".conf"), FileContent.of("A=" + i + "\n"), attributes, false));
    }
    wanted.add(new Resource.Sysctl("kernel.ostype", "Linux", null));
    wanted.add(directory("d"));
    return wanted.toArray(new Resource[0]);
  }

  // Not with busybox: its shell runs its own applets and never looks for programs.
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void ten_files_in_sync_and_a_parameter_cost_three_processes_and_three_kibibytes(String shell)
      throws Exception {
    node().bring(tenFiles());
    Path log = locks.resolve("log");
    LocalShell local = new LocalShell(List.of("/bin/" + shell, "-s"));
    local.withPath(notedPrograms(log));
    assertThat(new Node(local, locks).plan(tenFiles()).isEmpty()).isTrue();
    assertThat(Files.readAllLines(log)).containsExactlyInAnyOrder("stat", "sha256sum", "grep");
    Script script = local.scripts.get(0);
    assertThat(local.scripts).hasSize(1);
    assertThat(script.text()).hasSizeLessThan(3072);
  }

  @Test
  void a_network_in_sync_costs_one_exec_of_six_kibibytes_and_forty_processes() throws Exception {
    Path log = locks.resolve("log");
    LocalShell local = new LocalShell(LocalShell.DASH);
    local.withPath(notedPrograms(log));
    NetworkResource wish = new NetworkResource.Namespace("no-such-space", false);
    DesiredTask task = new DesiredTask("play", "task", "site.yml:1:1", wish, List.of());
    Node node = new Node(local, locks);
    DesiredState state = new DesiredState(List.of(task), List.of());
    assertThat(node.check(Node.source(state)).network()).isNotNull();
    assertThat(local.scripts).hasSize(1);
    assertThat(local.scripts.get(0).text()).hasSizeLessThan(6144);
    assertThat(Files.readAllLines(log)).hasSizeLessThan(40);
  }
}
