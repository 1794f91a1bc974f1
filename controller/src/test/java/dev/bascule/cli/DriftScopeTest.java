package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checks are compared with each other, on a node that is this machine's shell. */
class DriftScopeTest {
  @TempDir Path folder;
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(new Nodes());
    bascule.environment.put("BASCULE_HISTORY", bascule.path("history.db"));
    bascule.file(
        "hosts.yml", "all: {hosts: {n1: {ansible_connection: local}}, vars: {greeting: hello}}\n");
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "[=greeting]\\n", dest: "%s"}
        """
            .formatted(bascule.path("file")));
    bascule.file("other.yml", "greeting: other\n");
    Files.writeString(folder.resolve("file"), "other\n");
  }

  @Test
  void the_same_drift_is_said_to_be_there_since_the_same_moment_each_time() throws IOException {
    assertThat(since("drift")).isEqualTo(since("drift"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"greeting=other", "{\"greeting\": \"other\"}", "@other.yml"})
  void a_check_with_other_variables_ends_no_drift_of_this_one(String extra) throws IOException {
    String first = since("drift").path("first_seen").asText();
    String given = extra.startsWith("@") ? "@" + bascule.path(extra.substring(1)) : extra;
    assertThat(run("plan", "-e", given).code()).isZero();
    assertThat(since("drift").path("first_seen").asText()).isEqualTo(first);
  }

  @Test
  void drift_with_variables_is_known_since_the_first_check_with_the_same() throws IOException {
    JsonNode first = since("drift", "-e", "greeting=hey");
    assertThat(since("drift", "-e", "greeting=hey")).isEqualTo(first);
    JsonNode other = since("drift", "-e", "greeting=hi");
    assertThat(other.path("first_seen")).isNotEqualTo(first.path("first_seen"));
    assertThat(other.path("last_in_sync").isNull()).isTrue();
  }

  private JsonNode since(String... command) throws IOException {
    String json =
        run(Stream.concat(Stream.of(command), Stream.of("-o", "json")).toArray(String[]::new))
            .out();
    return new ObjectMapper().readTree(json).path("nodes").path(0).path("since").path(0);
  }

  private Bascule.Result run(String... command) {
    List<String> line =
        Stream.concat(
                Stream.of(command),
                Stream.of("-i", bascule.path("hosts.yml"), bascule.path("site.yml")))
            .toList();
    return bascule.run(line.toArray(String[]::new));
  }
}
