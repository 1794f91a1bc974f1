package dev.bascule.report;

import static dev.bascule.report.Plans.at;
import static dev.bascule.report.Plans.drifted;
import static dev.bascule.report.Plans.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.event.Outcome;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import dev.bascule.model.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsReportTest {
  private final Secrets secrets = new Secrets();

  @Test
  void a_run_is_told_as_a_whole_and_node_by_node() throws IOException {
    Exposition read =
        Exposition.read(
            write(
                "site.yml",
                node("hn-1", new Outcome.InSync()),
                drifted(
                    "hn-2",
                    at(Layer.RUNTIME, Verb.UPDATE, "bridge br0"),
                    at(Layer.PERSISTENT, Verb.UPDATE, "/etc/a"),
                    at(Layer.PERSISTENT, Verb.UPDATE, "/etc/b"),
                    at(Layer.RUNTIME, Verb.RUN, "service a")),
                node("hn-3", new Outcome.Unreachable("no route", null))));
    assertThat(read.value("bascule_run_timestamp_seconds", "command", "drift"))
        .isEqualTo("1795166043.700");
    assertThat(read.value("bascule_run_duration_seconds", "playbooks", "site.yml"))
        .isEqualTo("1.500");
    assertThat(read.value("bascule_run_exit_code")).isEqualTo("4");
    assertThat(read.value("bascule_run_nodes", "outcome", "drifted")).isEqualTo("1");
    assertThat(read.value("bascule_run_nodes", "outcome", "failed")).isEqualTo("0");
    assertThat(read.value("bascule_node_in_sync", "node", "hn-1")).isEqualTo("1");
    assertThat(read.value("bascule_node_in_sync", "node", "hn-2")).isEqualTo("0");
    assertThat(read.value("bascule_node_in_sync", "node", "hn-3")).isEqualTo("0");
    assertThat(read.value("bascule_node_checked")).isEqualTo("1|1|0");
    assertThat(read.value("bascule_node_duration_seconds", "node", "hn-2")).isEqualTo("0.120");
    // runtime, persistent, both, run
    assertThat(read.value("bascule_node_drifted_changes", "node", "hn-2")).isEqualTo("1|2|0|1");
    assertThat(read.value("bascule_node_drifted_changes", "node", "hn-1")).isEqualTo("0|0|0|0");
    assertThat(read.value("bascule_node_drifted_changes", "node", "hn-3")).isEmpty();
  }

  @Test
  void labels_are_escaped_and_secrets_masked() throws IOException {
    secrets.add("s3cret!");
    String text = write("a\"b\\c\ns3cret!.yml", node("hn-1", new Outcome.InSync()));
    assertThat(text).doesNotContain("s3cret!");
    assertThat(
            Exposition.read(text)
                .value("bascule_run_exit_code", "playbooks", "a\"b\\c\\x0a********.yml"))
        .isEqualTo("4");
  }

  @Test
  void figures_have_a_point_in_every_locale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Exposition read = Exposition.read(write("a.yml", node("hn-1", new Outcome.InSync())));
      assertThat(read.value("bascule_run_duration_seconds")).isEqualTo("1.500");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void each_metric_is_documented() throws IOException {
    String docs = Files.readString(Path.of("../docs/drift.md"));
    Exposition read = Exposition.read(write("a.yml", node("hn-1", new Outcome.InSync())));
    assertThat(read.names()).hasSize(8).allSatisfy(name -> assertThat(docs).contains("`" + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1\n",
        "# HELP a b\n# TYPE a gauge\na 1",
        "# HELP a b\n# TYPE a gauge\na 1\na 1\n",
        "# HELP a b\n# TYPE a gauge\na{b=\"c\"d\"} 1\n",
        "# HELP a b\n# TYPE a gauge\nb 1\n",
        "# HELP a b\n# TYPE a gauge\na 1,5\n",
      })
  void the_reader_refuses_what_is_not_of_the_form(String text) {
    assertThatThrownBy(() -> Exposition.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private String write(String playbook, NodeReport... nodes) throws IOException {
    RunReport report = new RunReport("drift", List.of(nodes), false, false);
    StringWriter out = new StringWriter();
    Instant began = Instant.parse("2026-11-20T09:14:03.700Z");
    MetricsReport.write(
        new EndedRun(
            report,
            ExitCode.UNREACHABLE,
            began,
            Duration.ofMillis(1500),
            List.of(playbook),
            secrets,
            true),
        out);
    return out.toString();
  }
}
