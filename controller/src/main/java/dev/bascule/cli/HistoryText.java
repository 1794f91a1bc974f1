package dev.bascule.cli;

import dev.bascule.history.PastRun;
import dev.bascule.model.Secrets;
import dev.bascule.report.OutcomeWords;
import dev.bascule.report.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Runs of the past as text. What is in a team's database was written by others: it is made harmless
 * once more.
 *
 * @param controller this machine
 * @param zone in which times are shown, with their offset
 */
record HistoryText(String controller, Instant now, ZoneId zone) {
  private static final Printable PRINTABLE = new Printable(new Secrets());

  /** One line for each run. */
  String runs(List<PastRun> runs) {
    return table(
        runs, run -> List.of(run.id(), time(run.began()), run.who(), run.command(), result(run)));
  }

  /** One line for each run over a node. */
  String runsOf(String node, List<PastRun.OfNode> runs) {
    if (runs.isEmpty()) {
      return "no run over " + PRINTABLE.line(node) + " is kept\n";
    }
    return table(
        runs,
        of ->
            List.of(
                of.run().id(),
                time(of.run().began()),
                of.run().who(),
                of.run().command(),
                words(of.node())));
  }

  private static String words(PastRun.Node node) {
    String message = node.message() == null ? "" : node.message().lines().findFirst().orElse("");
    return OutcomeWords.spoken(node.outcome()) + (message.isEmpty() ? "" : ": " + message);
  }

  private <T> String table(List<T> rows, Function<T, List<String>> cells) {
    List<List<String>> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(cells.apply(row).stream().map(PRINTABLE::line).toList()));
    Map<Integer, Integer> widths = new HashMap<>();
    for (List<String> line : lines) {
      for (int i = 0; i + 1 < line.size(); i++) {
        widths.merge(i, line.get(i).length(), Math::max);
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      for (int i = 0; i + 1 < line.size(); i++) {
        int width = widths.getOrDefault(i, 0);
        out.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
      }
      out.append(line.get(line.size() - 1)).append('\n');
    }
    return out.toString();
  }

  /** How a run ended, in words. */
  String result(PastRun run) {
    StringJoiner parts = new StringJoiner(", ");
    run.counts().forEach((outcome, count) -> parts.add(count + " " + OutcomeWords.spoken(outcome)));
    String nodes = run.nodes() == 1 ? "1 node" : run.nodes() + " nodes";
    return switch (run.state(controller, now)) {
      case ENDED -> parts.length() == 0 ? "no node" : parts.toString();
      case RUNNING -> "running on " + nodes;
      case LOST -> "lost, with " + nodes + (parts.length() == 0 ? "" : ": " + parts);
    };
  }

  /** All that is known of a run. */
  String run(PastRun.Whole whole) {
    PastRun run = whole.run();
    StringBuilder out = new StringBuilder();
    line(out, "run", run.id());
    line(out, "command", command(run));
    line(out, "by", run.who() + ", Bascule " + run.version());
    line(out, "began", time(run.began()));
    line(out, "ended", ended(run));
    line(out, "nodes", result(run));
    if (run.resumedBy() != null) {
      line(out, "resumed", "by run " + run.resumedBy());
    }
    if (!whole.files().isEmpty()) {
      out.append("files\n");
      whole
          .files()
          .forEach(
              file ->
                  out.append("  ")
                      .append(PRINTABLE.line(file.sha256()))
                      .append("  ")
                      .append(PRINTABLE.line(file.path()))
                      .append('\n'));
    }
    whole.nodes().forEach(node -> node(out, node));
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append(name)
        .append(" ".repeat(9 - name.length()))
        .append(PRINTABLE.line(value))
        .append('\n');
  }

  private static String command(PastRun run) {
    StringJoiner words = new StringJoiner(" ");
    words.add("bascule").add(run.command());
    run.arguments().forEach(argument -> words.add(quoted(argument)));
    return words.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./*-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private String ended(PastRun run) {
    Instant end = run.ended();
    if (end == null) {
      return run.state(controller, now) == PastRun.State.RUNNING
          ? "not yet"
          : "lost: its program is gone; bascule resume " + run.id() + " asks the nodes";
    }
    return time(end)
        + " ("
        + took(Duration.between(run.began(), end))
        + "), exit "
        + run.exitCode();
  }

  private static void node(StringBuilder out, PastRun.Node node) {
    out.append('\n').append(PRINTABLE.line(node.node())).append(": ");
    String shown = node.shown();
    if (shown == null) {
      out.append(OutcomeWords.spoken(node.outcome())).append('\n');
    } else {
      out.append(PRINTABLE.lines(shown)).append(shown.endsWith("\n") ? "" : "\n");
    }
  }

  private static String took(Duration took) {
    long seconds = took.toSeconds();
    return seconds >= 100
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  /** With its offset, since nobody knows later where it was read. */
  String time(Instant moment) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT)
        .withZone(zone)
        .format(moment);
  }
}
