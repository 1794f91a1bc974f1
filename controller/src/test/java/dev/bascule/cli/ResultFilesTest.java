package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.report.Exposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that name a file for the result of plan, drift and apply. */
class ResultFilesTest {
  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file(
        "site.yml",
        """
        - hosts: all
          max_fail_percentage: 100
          tasks:
            - copy: {content: "hello\\n", dest: "%s/[=inventory_hostname]"}
        """
            .formatted(Files.createDirectory(folder.resolve("nodes"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "drift", "apply --yes"})
  void both_are_written_also_where_a_node_fails(String command) throws IOException {
    Bascule.Result result = run(command + " --junit r.xml --metrics r.prom", "n1,down-1");
    assertThat(result.code()).isEqualTo(4);
    Exposition read = Exposition.read(Files.readString(folder.resolve("r.prom")));
    assertThat(read.value("bascule_run_exit_code")).isEqualTo("4");
    assertThat(read.value("bascule_run_nodes", "outcome", "unreachable")).isEqualTo("1");
    assertThat(read.value("bascule_node_checked", "node", "n1")).isEqualTo("1");
    assertThat(folder.resolve("r.xml"))
        .content()
        .contains("<testsuite name=\"bascule " + command.split(" ")[0] + "\" tests=\"2\"")
        .contains("name=\"down-1\"", "<error type=\"unreachable\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("r.prom"))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void metrics_say_what_the_check_was_about() throws IOException {
    run("drift --metrics r.prom --limit n1 --tags all", "n1,n2");
    String about =
        "{command=\"drift\",playbooks=\"SITE\",inventories=\"HOSTS\",limit=\"n1\",tags=\"all\"}"
            .replace("SITE", bascule.path("site.yml").toString())
            .replace("HOSTS", bascule.path("hosts.yml").toString());
    assertThat(path("r.prom")).content().contains("\nbascule_run_exit_code" + about + " ");
  }

  @Test
  void an_apply_that_is_declined_has_a_result_too() {
    bascule.atTerminal("n\n");
    run("apply --junit r.xml", "n1");
    assertThat(path("r.xml")).content().contains("<failure type=\"drifted\"");
  }

  @Test
  void what_cannot_be_written_is_refused_before_any_node_is_contacted() {
    Bascule.Result result = run("drift --junit no/such/r.xml", "n1");
    assertThat(result.err())
        .isEqualTo(
            """
            bascule drift: option '--junit': no/such/r.xml cannot be written: there is no folder no/such
              hint: name a plain file in a folder that is there
            """);
    assertThat(result.code()).isEqualTo(74);
    assertThat(result.out()).isEmpty();
    assertThat(nodes.connected).isEmpty();
  }

  @Test
  void one_file_for_two_forms_is_refused_whatever_its_names() throws IOException {
    Files.createSymbolicLink(path("link"), Path.of("nodes/../r"));
    Bascule.Result result = run("drift --junit r --metrics link", "n1");
    assertThat(result.err())
        .isEqualTo(
            """
            bascule drift: options '--junit' and '--metrics' name the same file
              hint: give each a file of its own
            """);
    assertThat(result.code()).isEqualTo(64);
    assertThat(nodes.connected).isEmpty();
  }

  @Test
  void where_the_input_has_problems_the_file_stays_as_it_was() throws IOException {
    Files.writeString(path("r.xml"), "old");
    assertThat(run("drift --junit r.xml -l nowhere", "n1").code()).isEqualTo(1);
    assertThat(path("r.xml")).hasContent("old");
  }

  @Test
  void a_file_that_cannot_be_written_at_the_end_is_told_and_the_other_one_is_there()
      throws IOException {
    Path gone = Files.createDirectory(path("gone"));
    // The run itself takes the folder away.
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - command: {cmd: rmdir %s}
        """
            .formatted(gone));
    Bascule.Result result = run("apply --yes --junit gone/r.xml --metrics r.prom", "n1");
    assertThat(result.err())
        .contains(
            """
            bascule apply: option '--junit': gone/r.xml cannot be written: there is no folder gone
              hint: the file is as it was before the run
            """);
    assertThat(result.out()).endsWith("1 node: 1 changed\n");
    assertThat(result.code()).isEqualTo(74);
    assertThat(path("r.prom")).exists();
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Bascule.Result run(String command, String hosts) {
    StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
    for (String host : hosts.split(",")) {
      inventory.append("    ").append(host).append(": {ansible_connection: local}\n");
    }
    try {
      bascule.file("hosts.yml", inventory.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    String line = command + " -i " + bascule.path("hosts.yml") + " " + bascule.path("site.yml");
    return bascule.run(line.split(" "));
  }
}
