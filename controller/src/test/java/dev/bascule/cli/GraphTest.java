package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of this machine, which stands for nodes; what hangs on what there is its own affair. */
class GraphTest {
  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file(
        "hosts.yml",
        """
        all:
          vars: {ansible_connection: local}
          hosts:
            n1:
            n2:
            down-1:
        """);
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - name: greeting
              copy: {content: "hello", dest: "%s/x"}
        """
            .formatted(folder));
  }

  @Test
  void nodes_are_drawn_as_text_over_one_connection_each() {
    Bascule.Result result = graph("n1", "n2");
    assertThat(result.out()).startsWith("n1\n").contains("\n\nn2\n");
    assertThat(result.code()).isZero();
    assertThat(nodes.connected).containsExactlyInAnyOrder("n1", "n2");
  }

  @Test
  void the_ending_of_a_file_says_the_form() throws IOException {
    assertThat(graph("n1", "--out", "a.svg").out()).isEmpty();
    assertThat(read("a.svg"))
        .startsWith("<svg xmlns")
        .contains("<title id=\"title\">The network of n1</title>")
        .endsWith("</svg>\n");
    graph("n1", "--out", "a.dot");
    assertThat(read("a.dot")).startsWith("digraph bascule {\n").endsWith("}\n");
    graph("n1", "--out", "a.txt");
    assertThat(read("a.txt")).startsWith("n1\n");
    graph("n1", "-o", "dot", "--out", "a.svg");
    assertThat(read("a.svg")).startsWith("digraph");
    assertThat(names()).containsExactly("a.dot", "a.svg", "a.txt", "hosts.yml", "site.yml");
  }

  @Test
  void a_file_that_cannot_be_written_is_told_and_exits_74() {
    Bascule.Result result = graph("n1", "--out", "no/such/folder.svg");
    assertThat(result.err())
        .contains(
            "bascule graph: no/such/folder.svg cannot be written: there is no folder no/such");
    assertThat(result.code()).isEqualTo(74);
    assertThat(nodes.connected).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | it is a folder",
        "folder | it is a folder",
        "link.svg | it is a symbolic link",
        "nowhere.svg | it is a symbolic link",
        "/dev/null | it is a device, a pipe or a socket",
        "pipe | it is a device, a pipe or a socket",
      })
  void what_is_no_plain_file_is_refused_before_contact_and_left(String out, String why)
      throws Exception {
    Files.createDirectory(folder.resolve("folder"));
    Files.writeString(folder.resolve("kept.svg"), "kept");
    Files.createSymbolicLink(folder.resolve("link.svg"), Path.of("kept.svg"));
    Files.createSymbolicLink(folder.resolve("nowhere.svg"), Path.of("new.svg"));
    new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
    List<String> before = names();
    Bascule.Result result = graph("n1", "--out", out);
    assertThat(result.err())
        .isEqualTo(
            "bascule graph: "
                + out
                + " cannot be written: "
                + why
                + "\n  hint: name a plain file, or leave --out out: then it goes to stdout\n");
    assertThat(result.code()).isEqualTo(74);
    assertThat(nodes.connected).isEmpty();
    assertThat(names()).isEqualTo(before);
    assertThat(folder.resolve("link.svg")).isSymbolicLink().hasContent("kept");
  }

  @Test
  void a_file_is_as_any_new_one_and_takes_the_place_of_one_of_its_name() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "");
    graph("n1", "--out", "a.svg");
    String first = read("a.svg");
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.svg")))
        .isEqualTo(Files.getPosixFilePermissions(other));
    Path hard = Files.createLink(folder.resolve("b.svg"), folder.resolve("a.svg"));
    graph("n1", "-o", "text", "--out", "a.svg");
    assertThat(read("a.svg")).startsWith("n1\n");
    assertThat(hard).hasContent(first);
    assertThat(names()).containsExactly("a.svg", "b.svg", "hosts.yml", "other", "site.yml");
  }

  @Test
  void a_node_that_is_not_reached_exits_4_and_the_others_are_drawn() {
    Bascule.Result result = graph("n1", "down-1");
    assertThat(result.out()).startsWith("n1\n").doesNotContain("down-1");
    assertThat(result.err()).contains("connection refused");
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void where_no_node_was_reached_nothing_is_written() {
    assertThat(graph("down-1", "--out", "a.svg").code()).isEqualTo(4);
    assertThat(folder.resolve("a.svg")).doesNotExist();
  }

  @Test
  void a_playbook_that_wants_nothing_of_the_network_changes_nothing_of_the_picture() {
    Bascule.Result difference = graph("--playbook", bascule.path("site.yml"), "n1");
    assertThat(difference.out()).startsWith("  n1  in sync\n");
    assertThat(difference.code()).isZero();
    Bascule.Result desired =
        graph("--playbook", bascule.path("site.yml"), "n1", "--show", "desired");
    assertThat(desired.out()).startsWith("n1\n");
  }

  @Test
  void a_playbooks_nodes_are_drawn_unless_some_are_named() {
    assertThat(graph("--playbook", bascule.path("site.yml")).code()).isEqualTo(4);
    assertThat(nodes.connected).contains("n1", "n2", "down-1");
    nodes.connected.clear();
    assertThat(graph("--playbook", bascule.path("site.yml"), "n2").code()).isZero();
    assertThat(nodes.connected).containsExactly("n2");
  }

  @Test
  void an_unknown_node_is_a_problem_before_contact() {
    Bascule.Result result = graph("n7");
    assertThat(result.err()).contains("error[").contains("n7");
    assertThat(result.code()).isEqualTo(1);
    assertThat(graph("--playbook", bascule.path("site.yml"), "n7").code()).isEqualTo(1);
    assertThat(nodes.connected).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "graph | NODE is missing",
        "graph n1 --show desired | --show desired needs a playbook",
        "graph n1 --show all | option '--show': 'all' is not observed, desired or difference",
        "graph n1 -o json | option '--output': 'json' is not text, dot or svg",
        "graph root@n1 --playbook x | a playbook's nodes are those of an inventory, not typed ones",
      })
  void a_wrong_command_line_exits_64(String line, String message) {
    Bascule.Result result = bascule.run(line.split(" "));
    assertThat(result.err().lines().findFirst()).contains("bascule graph: " + message);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(64);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Bascule.Result graph(String... arguments) {
    String[] head = {"graph", "-q", "-i", bascule.path("hosts.yml")};
    return bascule.run(Stream.of(head, arguments).flatMap(Stream::of).toArray(String[]::new));
  }
}
