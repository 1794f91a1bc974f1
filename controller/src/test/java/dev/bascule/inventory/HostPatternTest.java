package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of patterns that name nothing; which hosts they name is in the golden tests. */
class HostPatternTest {
  private final Problems problems = new Problems();
  private final Inventory inventory =
      InventoryCase.named("patterns/shallow").load(new Secrets(), problems);

  @TempDir Path directory;

  private String problemsOf(String pattern) {
    Position at = new Position(new SourceFile("site.yml", "  hosts: " + pattern), 1, 10);
    inventory.select(pattern, at, problems);
    return shown();
  }

  private String shown() {
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @Test
  void every_term_that_names_nothing_is_an_error_with_the_nearest_name() {
    assertThat(problemsOf("hardware_node:!retried,&berlin"))
        .isEqualTo(
            """
            site.yml:1:10: error[unmatched-pattern]: no host and no group is named 'hardware_node:!retried'
                hosts: hardware_node:!retried,&berlin
                       ^
              hint: groups here: all, berlin, dc-1, empty, hardware_nodes, paris, retired, ungrouped
            """);
    assertThat(problemsOf("hardware_node:!retried"))
        .endsWith(
            """
            site.yml:1:10: error[unmatched-pattern]: no host and no group is named 'hardware_node'
                hosts: hardware_node:!retried
                       ^
              hint: did you mean 'hardware_nodes'?
            site.yml:1:24: error[unmatched-pattern]: no host and no group is named 'retried'
                hosts: hardware_node:!retried
                                     ^
              hint: did you mean 'retired'?
            """);
  }

  @Test
  void a_glob_or_an_expression_that_names_nothing_is_an_error() {
    assertThat(problemsOf("x*,~y"))
        .contains("error[unmatched-pattern]: no host and no group matches 'x*'\n")
        .contains("error[unmatched-pattern]: no host and no group matches '~y'\n");
  }

  @Test
  void a_subscript_outside_of_the_group_says_how_many_hosts_it_has() {
    assertThat(problemsOf("berlin[3]"))
        .isEqualTo(
            """
            site.yml:1:10: error[unmatched-pattern]: 'berlin[3]' names no host: berlin has 3
                hosts: berlin[3]
                       ^
              hint: the first is [0], the last [-1] or [2]
            """);
    assertThat(problemsOf("berlin[-4],berlin[2:1]"))
        .contains("'berlin[-4]' names no host")
        .contains("'berlin[2:1]' names no host");
  }

  @Test
  void a_bad_regular_expression_is_an_error() {
    assertThat(problemsOf("~hn(0,all"))
        .isEqualTo(
            """
            site.yml:1:10: error[pattern-syntax]: '~hn(0' is not a regular expression: Unclosed group
                hosts: ~hn(0,all
                       ^
              hint: a comma or colon ends a term, in a regular expression too
            """);
  }

  @Test
  void a_port_and_an_empty_term_and_jinja_are_errors() {
    assertThat(problemsOf("hn01:22")).contains("'hn01:22' has a port; a pattern names hosts");
    assertThat(problemsOf("all,!")).contains("error[pattern-syntax]: '!' without a name");
    assertThat(problemsOf("{{ group }}")).contains("error[jinja]: '{{' is Jinja");
  }

  @Test
  void an_empty_pattern_is_an_error() {
    assertThat(problemsOf(" , "))
        .contains("error[pattern-syntax]: a host pattern without a name")
        .contains("hint: write 'all' for all");
  }

  @Test
  void a_limit_that_names_nothing_is_an_error_with_the_nearest_name() {
    HostPattern.limit(List.of("berlni"), inventory, problems);
    assertThat(shown())
        .isEqualTo(
            """
            --limit:1:1: error[unmatched-limit]: no host and no group is named 'berlni'
              berlni
              ^
              hint: did you mean 'berlin'?
            """);
  }

  @Test
  void a_limit_that_leaves_no_host_is_an_error() {
    HostPattern.limit(List.of("berlin:&paris"), inventory, problems);
    assertThat(shown())
        .isEqualTo(
            """
            --limit:1:1: error[unmatched-limit]: this leaves no host
              berlin:&paris
              ^
              hint: see: inventory --graph
            """);
  }

  @Test
  void a_name_in_a_limit_file_that_is_unknown_is_an_error_in_that_file() throws IOException {
    Path file = Files.writeString(directory.resolve("retry"), "hn01\n# retired\nhn77\n");
    HostPattern.limit(List.of("@" + file), inventory, problems);
    assertThat(shown().replace(directory + "/", ""))
        .startsWith("retry:3:1: error[unmatched-limit]: no host and no group is named 'hn77'\n");
  }

  @Test
  void a_limit_file_that_is_missing_is_an_error() {
    HostPattern.limit(List.of("@" + directory.resolve("none")), inventory, problems);
    assertThat(shown())
        .contains("error[file-unreadable]")
        .contains("none:1:1: ")
        .contains("this file does not exist");
  }

  @Test
  void an_unknown_host_is_an_error_with_the_nearest_name() {
    assertThat(HostPattern.exactly("hn1", inventory, problems)).isEmpty();
    assertThat(shown())
        .isEqualTo(
            """
            --host:1:1: error[unknown-host]: no host is named 'hn1'
              hn1
              ^
              hint: did you mean 'hn01'?
            """);
  }

  @Test
  void a_known_host_is_found_by_its_exact_name() {
    assertThat(HostPattern.exactly("hn01", inventory, problems))
        .map(Host::toString)
        .contains("hn01");
    assertThat(problems.all()).isEmpty();
  }
}
