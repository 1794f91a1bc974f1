package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the question who did it costs, and that it takes nothing from what was found. */
class WhoTest {
  @TempDir Path folder;
  private final List<String> scripts = Collections.synchronizedList(new ArrayList<>());
  private boolean mute;
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(new Listening(new Nodes()));
    bascule.file("hosts.yml", "all: {hosts: {n1: {ansible_connection: local}}}\n");
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "hello\\n", dest: "%s"}
        """
            .formatted(bascule.path("file")));
  }

  @Test
  void a_node_in_sync_is_asked_nothing_more() throws IOException {
    Files.writeString(folder.resolve("file"), "hello\n");
    assertThat(run("drift").code()).isZero();
    assertThat(scripts).containsExactly("probe");
  }

  @Test
  void one_that_drifted_is_asked_once_more_over_the_same_connection() throws IOException {
    Files.writeString(folder.resolve("file"), "other\n");
    assertThat(run("drift").out()).containsPattern("\n  file\n    changed 20..-");
    assertThat(scripts).containsExactly("probe", "who");
  }

  @Test
  void since_when_it_differs_is_known_by_the_checks_before() throws IOException {
    bascule.environment.put("BASCULE_HISTORY", bascule.path("history.db"));
    String moment = "20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}";
    Path file = Files.writeString(folder.resolve("file"), "hello\n");
    run("drift");
    Files.writeString(file, "other\n");
    assertThat(run("drift").out())
        .containsPattern("\n  file\n    since " + moment + " \\(in sync at [-0-9: ]+\\)\n");
    assertThat(run("drift", "--no-who", "-o", "json").out())
        .containsPattern(
            "\"since\":\\[\\{\"target\":\"[^\"]*file\",\"first_seen\":\"[^\"]+Z\",\"last_in_sync\":\"");
  }

  @Test
  void the_history_keeps_the_same_drift_as_the_same_text() throws IOException {
    bascule.environment.put("BASCULE_HISTORY", bascule.path("history.db"));
    Files.writeString(folder.resolve("file"), "other\n");
    assertThat(run("drift").out()).contains("changed 20");
    assertThat(bascule.run("history", "show", "20").out())
        .contains("+hello")
        .doesNotContain("changed 20");
  }

  @Test
  void a_plan_does_not_ask_nor_does_a_check_that_is_told_not_to() throws IOException {
    Files.writeString(folder.resolve("file"), "other\n");
    assertThat(run("plan").code()).isEqualTo(2);
    assertThat(run("drift", "--no-who").out()).doesNotContain("changed 20");
    assertThat(scripts).containsExactly("probe", "probe");
  }

  @Test
  void a_node_that_does_not_answer_it_has_drifted_all_the_same() throws IOException {
    Files.writeString(folder.resolve("file"), "other\n");
    mute = true;
    Bascule.Result result = run("drift", "-v");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("n1: drifted\n").doesNotContain("changed 20");
    assertThat(result.err()).contains("n1: does not say who did it: the connection broke");
  }

  private Bascule.Result run(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("-i", bascule.path("hosts.yml"), bascule.path("site.yml")));
    return bascule.run(words.toArray(String[]::new));
  }

  private final class Listening implements Transport {
    private final Nodes nodes;

    Listening(Nodes nodes) {
      this.nodes = nodes;
    }

    @Override
    public Connection connect(NodeName node, ConnectionSettings settings)
        throws TransportException {
      return new Heard(nodes.connect(node, settings));
    }

    @Override
    public void close() {
      nodes.close();
    }
  }

  private final class Heard implements Connection {
    private final Connection connection;

    Heard(Connection connection) {
      this.connection = connection;
    }

    @Override
    public ScriptResult run(Script script, Duration deadline) throws TransportException {
      scripts.add(script.name());
      if (mute && script.name().equals("who")) {
        throw new TransportException(Kind.LOST, "the connection broke", null, null);
      }
      return connection.run(script, deadline);
    }

    @Override
    public boolean isLocal() {
      return connection.isLocal();
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
