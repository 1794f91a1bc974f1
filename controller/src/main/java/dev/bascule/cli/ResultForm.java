package dev.bascule.cli;

import dev.bascule.report.EndedRun;
import dev.bascule.report.JunitReport;
import dev.bascule.report.MetricsReport;
import java.io.IOException;
import java.io.Writer;

/** The forms in which a result is written into a file, each with the option that names it. */
enum ResultForm {
  JUNIT("--junit", "Write the result as JUnit's XML into this file, too: each node is a test case"),
  METRICS("--metrics", "Write the result as metrics for node_exporter's textfile collector, too"),
  HTML(
      "--html",
      "Write the run as one HTML page, too: nodes, what differs, pictures and the last runs");

  private final String option;
  private final String description;

  ResultForm(String option, String description) {
    this.option = option;
    this.description = description;
  }

  String option() {
    return option;
  }

  /** For help and docs/commands.md. */
  String description() {
    return description;
  }

  /** Permissions like {@code rw-r--r--} whatever the umask says; empty for what the umask says. */
  String permissions() {
    // node_exporter runs as a user of its own, and a timer's umask may be 077.
    return this == METRICS ? "rw-r--r--" : "";
  }

  // A switch and no methods as values: a start of the program must not load what writes.
  void write(EndedRun run, RunRequest request, Writer out) throws IOException {
    switch (this) {
      case JUNIT -> JunitReport.write(run, out);
      case METRICS -> MetricsReport.write(run, out);
      case HTML -> RunPage.write(run, request, out);
    }
  }
}
