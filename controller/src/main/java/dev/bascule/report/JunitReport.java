package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.model.Change;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import dev.bascule.plan.Plan;
import java.io.IOException;
import java.io.Writer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run in the form of JUnit's XML, as Jenkins and GitLab read it: one suite, and each node a case
 * of it. What differs is a failure; a node that could not be checked, or not be changed as planned,
 * is an error; a node that was not begun is skipped. Written node by node.
 */
public final class JunitReport {
  private final EndedRun run;
  private final Printable printable;
  private final TextReport text;

  private JunitReport(EndedRun run) {
    this.run = run;
    this.printable = new Printable(run.secrets());
    this.text = new TextReport(printable, Palette.PLAIN, run.diffs());
  }

  /** Writes all of it. */
  public static void write(EndedRun run, Writer out) throws IOException {
    new JunitReport(run).write(out);
  }

  /** How a node shows. */
  private enum Kind {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED;

    static Kind of(Outcome outcome) {
      if (outcome instanceof Outcome.InSync || outcome instanceof Outcome.Changed) {
        return PASSED;
      } else if (outcome instanceof Outcome.Drifted || outcome instanceof Outcome.Pending) {
        return FAILURE;
      }
      return outcome instanceof Outcome.Skipped ? SKIPPED : ERROR;
    }
  }

  private void write(Writer out) throws IOException {
    List<NodeReport> nodes = run.report().nodes();
    String name = xml("bascule " + run.report().command());
    String figures =
        " tests=\"%d\" failures=\"%d\" errors=\"%d\" time=\"%s\""
            .formatted(
                nodes.size(), count(Kind.FAILURE), count(Kind.ERROR), Seconds.text(run.took()));
    String moment = run.began().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.write("<testsuites name=\"" + name + "\"" + figures + ">\n");
    out.write("<testsuite name=\"" + name + "\"" + figures);
    out.write(" skipped=\"" + count(Kind.SKIPPED) + "\" timestamp=\"" + moment + "\">\n");
    for (NodeReport node : nodes) {
      node(out, node);
    }
    out.write("</testsuite>\n</testsuites>\n");
  }

  private long count(Kind kind) {
    return run.report().nodes().stream().filter(node -> Kind.of(node.outcome()) == kind).count();
  }

  private void node(Writer out, NodeReport node) throws IOException {
    out.write("<testcase classname=\"" + xml("bascule." + run.report().command()) + "\"");
    out.write(" name=\"" + xml(printable.line(node.node().text())) + "\"");
    out.write(" time=\"" + Seconds.text(node.took()) + "\"");
    Kind kind = Kind.of(node.outcome());
    if (kind == Kind.PASSED) {
      passed(out, node);
      return;
    }
    String element = kind.name().toLowerCase(Locale.ROOT);
    out.write(">\n<" + element + " type=\"" + RunReport.name(node.outcome()) + "\"");
    out.write(" message=\"" + xml(message(node)) + "\">");
    out.write(XmlText.element(text.one(node, run.report())));
    for (String line : text.past(node)) {
      out.write("  " + XmlText.element(line) + "\n");
    }
    out.write("</" + element + ">\n</testcase>\n");
  }

  private void passed(Writer out, NodeReport node) throws IOException {
    if (node.outcome() instanceof Outcome.InSync it && it.warnings().isEmpty()) {
      out.write("/>\n");
      return;
    }
    out.write(">\n<system-out>" + XmlText.element(text.one(node, run.report())));
    out.write("</system-out>\n</testcase>\n");
  }

  // What a list of failures shows: one line.
  private String message(NodeReport node) {
    if (node.outcome() instanceof Outcome.Drifted it) {
      return summary(it.plan());
    }
    String[] lines = text.one(node, run.report()).split("\n", 2);
    return lines[0];
  }

  private static String summary(Plan plan) {
    List<Change> changes = plan.tasks().stream().flatMap(t -> t.changes().stream()).toList();
    List<String> parts = new ArrayList<>();
    add(parts, count(changes, Layer.RUNTIME), "now");
    add(parts, count(changes, Layer.PERSISTENT), "in files");
    add(parts, count(changes, Layer.BOTH), "both");
    add(parts, changes.stream().filter(change -> change.verb() == Verb.RUN).count(), "to be run");
    return "not as wanted: " + String.join(", ", parts);
  }

  private static long count(List<Change> changes, Layer layer) {
    return changes.stream()
        .filter(change -> change.verb() != Verb.RUN && change.layer() == layer)
        .count();
  }

  private static void add(List<String> parts, long count, String where) {
    if (count > 0) {
      parts.add(count + " " + where);
    }
  }

  private static String xml(String text) {
    return XmlText.attribute(text);
  }
}
