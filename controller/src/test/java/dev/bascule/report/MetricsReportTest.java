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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  @Test
  void two_checks_that_differ_in_what_they_are_about_are_two_series() throws IOException {
    List<String> none = List.of();
    List<String> site = List.of("site.yml");
    List<String> one = List.of("prod.yml");
    List<Extent> all =
        List.of(
            Extent.of(one, site),
            Extent.of(List.of("test.yml"), site),
            new Extent(one, site, List.of("rack1"), none, none),
            new Extent(one, site, none, List.of("net"), none),
            new Extent(one, site, none, none, List.of("net")));
    Set<String> series = new HashSet<>();
    for (Extent extent : all) {
      String text = write(extent, node("hn-1", new Outcome.InSync()));
      assertThat(Exposition.read(text).value("bascule_node_in_sync", "playbooks", "site.yml"))
          .isEqualTo("1");
      text.lines().filter(line -> line.startsWith("bascule_run_exit_code")).forEach(series::add);
    }
    assertThat(series)
        .containsExactlyInAnyOrder(
            series("inventories=\"prod.yml\""),
            series("inventories=\"test.yml\""),
            series("inventories=\"prod.yml\",limit=\"rack1\""),
            series("inventories=\"prod.yml\",tags=\"net\""),
            series("inventories=\"prod.yml\",skip_tags=\"net\""));
  }

  private static String series(String labels) {
    return "bascule_run_exit_code{command=\"drift\",playbooks=\"site.yml\"," + labels + "} 4";
  }

  private String write(String playbook, NodeReport... nodes) throws IOException {
    return write(Extent.of(List.of("inventory.yml"), List.of(playbook)), nodes);
  }

  private String write(Extent extent, NodeReport... nodes) throws IOException {
    RunReport report = new RunReport("drift", List.of(nodes), false, false);
    StringWriter out = new StringWriter();
    Instant began = Instant.parse("2026-11-20T09:14:03.700Z");
    MetricsReport.write(
        new EndedRun(
            report, ExitCode.UNREACHABLE, began, Duration.ofMillis(1500), extent, secrets, true),
        out);
    return out.toString();
  }
}
