package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.model.Change;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A run as metrics, in the text form 0.0.4 that Prometheus' node_exporter collects from files.
 *
 * <p>Each sample has the labels {@code command}, {@code playbooks} and {@code inventories}, so that
 * files of several checks can lie in one folder; and {@code limit}, {@code tags}, {@code skip_tags}
 * and {@code shard} where it was about a part of the nodes or of the tasks.
 */
public final class MetricsReport {
  private final EndedRun run;
  private final Printable printable;
  private final String labels;
  private final Writer out;

  private MetricsReport(EndedRun run, Writer out) {
    this.run = run;
    this.out = out;
    this.printable = new Printable(run.secrets());
    this.labels = labels();
  }

  // Two runs of which any of these differs are two series.
  private String labels() {
    Extent extent = run.extent();
    String shard = run.report().shard() == null ? "" : run.report().shard().text();
    return "command=\""
        + run.report().command()
        + "\",playbooks=\""
        + words(extent.playbooks())
        + "\",inventories=\""
        + words(extent.inventories())
        + "\""
        + where("limit", words(extent.limits()))
        + where("tags", words(extent.tags()))
        + where("skip_tags", words(extent.skipTags()))
        + where("shard", shard);
  }

  private String words(List<String> words) {
    return label(String.join(" ", words));
  }

  // An empty label is none.
  private static String where(String name, String value) {
    return value.isEmpty() ? "" : "," + name + "=\"" + value + "\"";
  }

  /** Writes all of it. */
  public static void write(EndedRun run, Writer out) throws IOException {
    MetricsReport metrics = new MetricsReport(run, out);
    metrics.run();
    metrics.nodes();
  }

  private void run() throws IOException {
    head("bascule_run_timestamp_seconds", "When the last run began, in seconds since 1970.");
    BigDecimal began = BigDecimal.valueOf(run.began().toEpochMilli(), 3);
    sample("bascule_run_timestamp_seconds", "", began.toPlainString());
    head("bascule_run_duration_seconds", "How long the last run took.");
    sample("bascule_run_duration_seconds", "", Seconds.text(run.took()));
    head("bascule_run_exit_code", "The exit code of the last run.");
    sample("bascule_run_exit_code", "", "" + run.exit().number());
    head("bascule_run_nodes", "Nodes of the last run by their outcome.");
    Map<String, Integer> counts = run.report().counts();
    for (String name : RunReport.NAMES) {
      String more = ",outcome=\"" + name + "\"";
      sample("bascule_run_nodes", more, "" + counts.getOrDefault(name, 0));
    }
  }

  private void nodes() throws IOException {
    List<NodeReport> nodes = run.report().nodes();
    head("bascule_node_in_sync", "1 if the node was found, or made, as wanted; else 0.");
    for (NodeReport node : nodes) {
      sample("bascule_node_in_sync", node(node), isInSync(node.outcome()) ? "1" : "0");
    }
    head("bascule_node_checked", "1 if it is known whether the node is as wanted; else 0.");
    for (NodeReport node : nodes) {
      sample("bascule_node_checked", node(node), isChecked(node.outcome()) ? "1" : "0");
    }
    head("bascule_node_duration_seconds", "How long the work on the node took.");
    for (NodeReport node : nodes) {
      sample("bascule_node_duration_seconds", node(node), Seconds.text(node.took()));
    }
    head(
        "bascule_node_drifted_changes",
        "What is not as wanted, by where it was seen; run is what would be run.");
    for (NodeReport node : nodes) {
      if (isChecked(node.outcome())) {
        changes(node);
      }
    }
  }

  private void changes(NodeReport node) throws IOException {
    List<Change> all =
        node.outcome() instanceof Outcome.Drifted it
            ? it.plan().tasks().stream().flatMap(task -> task.changes().stream()).toList()
            : List.of();
    for (Layer layer : Layer.values()) {
      changes(
          node,
          layer.name().toLowerCase(Locale.ROOT),
          all,
          change -> change.verb() != Verb.RUN && change.layer() == layer);
    }
    changes(node, "run", all, change -> change.verb() == Verb.RUN);
  }

  private void changes(NodeReport node, String layer, List<Change> all, Predicate<Change> which)
      throws IOException {
    String more = node(node) + ",layer=\"" + layer + "\"";
    sample("bascule_node_drifted_changes", more, "" + all.stream().filter(which).count());
  }

  private static boolean isInSync(Outcome outcome) {
    return outcome instanceof Outcome.InSync || outcome instanceof Outcome.Changed;
  }

  private static boolean isChecked(Outcome outcome) {
    return isInSync(outcome) || outcome instanceof Outcome.Drifted;
  }

  private String node(NodeReport node) {
    return ",node=\"" + label(node.node().text()) + "\"";
  }

  // After Printable no line feed is left; the form has no other escapes than these.
  private String label(String text) {
    return printable.line(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void head(String name, String help) throws IOException {
    out.write("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n");
  }

  private void sample(String name, String more, String value) throws IOException {
    out.write(name + "{" + labels + more + "} " + value + "\n");
  }
}
