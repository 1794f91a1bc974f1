package dev.bascule.report.page;

import dev.bascule.report.page.Look.Tone;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The last runs: a bar each, stacked by how the nodes ended, and the same as a table. */
final class HistoryPlot {
  private static final int MOST = 60;
  private static final int WIDTH = 720;
  private static final int HEIGHT = 160;
  private static final int LEFT = 44;
  private static final int TOP = 8;
  // One node among thousands is what the plot is there to show.
  private static final double THINNEST = 3;
  // From the axis upwards.
  private static final List<Tone> STACK =
      List.of(Tone.GOOD, Tone.NONE, Tone.CHANGE, Tone.LOST, Tone.BAD);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<PastRun> runs;
  private final Writer out;

  /** Of runs, the latest last. */
  HistoryPlot(List<PastRun> all, Writer out) {
    this.runs = all.subList(Math.max(0, all.size() - MOST), all.size());
    this.out = out;
  }

  void write() throws IOException {
    legend();
    svg();
    table();
  }

  private void legend() throws IOException {
    out.write("<ul class=\"legend\" aria-hidden=\"true\">\n");
    for (Tone tone : STACK) {
      if (runs.stream().anyMatch(run -> counts(run).containsKey(tone))) {
        out.write(
            "<li><svg width=\"14\" height=\"14\"><rect class=\"bar %s\" width=\"14\" height=\"14\"/></svg>%s</li>\n"
                .formatted(tone.style(), tone.words()));
      }
    }
    out.write("</ul>\n");
  }

  private void svg() throws IOException {
    int most = Math.max(1, runs.stream().mapToInt(HistoryPlot::nodes).max().orElse(1));
    out.write(
        "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, TOP + HEIGHT + 26, summary()));
    out.write(Resources.text("patterns.svg"));
    grid(most);
    double step = (double) (WIDTH - LEFT) / Math.max(runs.size(), 12);
    for (int i = 0; i < runs.size(); i++) {
      bar(runs.get(i), LEFT + i * step, step * 0.8, most);
    }
    label("start", LEFT, runs.get(0).began());
    if (runs.size() > 1) {
      double right = LEFT + (runs.size() - 1) * step + step * 0.8;
      label(right > LEFT + 200 ? "end" : "start", Math.max(right, LEFT + 100), latest().began());
    }
    out.write("</svg>\n");
  }

  private PastRun latest() {
    return runs.get(runs.size() - 1);
  }

  private String summary() {
    return runs.size() + " runs, the latest with " + words(latest()) + "; a table of them follows";
  }

  private void grid(int most) throws IOException {
    for (int value : most < 4 ? new int[] {0, most} : new int[] {0, most / 2, most}) {
      double y = TOP + HEIGHT - (double) HEIGHT * value / most;
      out.write(
          String.format(
              Locale.ROOT,
              "<path class=\"line\" d=\"M%d %.1fH%d\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n",
              LEFT,
              y,
              WIDTH,
              LEFT - 6,
              y + 4,
              value));
    }
  }

  private void bar(PastRun run, double x, double width, int most) throws IOException {
    out.write("<g><title>" + YEAR.format(run.began()) + " UTC: " + words(run) + "</title>");
    Map<Tone, Integer> counts = counts(run);
    double thin =
        counts.keySet().stream()
            .filter(tone -> tone != Tone.GOOD)
            .mapToDouble(tone -> Math.max(THINNEST, height(counts, tone, most)))
            .sum();
    double y = TOP + HEIGHT;
    for (Tone tone : STACK) {
      double height = height(counts, tone, most);
      if (height > 0) {
        // Those that were made to be seen are taken from the great majority.
        double all = (double) HEIGHT * nodes(run) / most;
        height = tone == Tone.GOOD ? Math.max(0, all - thin) : Math.max(THINNEST, height);
        y -= height;
        out.write(
            String.format(
                Locale.ROOT,
                "<rect class=\"bar %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                tone.style(),
                x,
                y,
                width,
                height));
      }
    }
    out.write("</g>\n");
  }

  private static double height(Map<Tone, Integer> counts, Tone tone, int most) {
    return (double) HEIGHT * counts.getOrDefault(tone, 0) / most;
  }

  private void label(String anchor, double x, Instant at) throws IOException {
    out.write(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
            x,
            TOP + HEIGHT + 18,
            anchor,
            TIME.format(at)));
  }

  private void table() throws IOException {
    out.write("<details class=\"runs\"><summary>The runs as a table</summary>\n<table>\n");
    out.write("<caption>Nodes of each run by how they ended, the latest run first</caption>\n");
    out.write("<thead><tr><th scope=\"col\">Began (UTC)</th><th scope=\"col\">Took</th>");
    for (Tone tone : STACK) {
      out.write("<th scope=\"col\">" + tone.words() + "</th>");
    }
    out.write("</tr></thead>\n<tbody>\n");
    for (int i = runs.size() - 1; i >= 0; i--) {
      row(runs.get(i));
    }
    out.write("</tbody>\n</table>\n</details>\n");
  }

  private void row(PastRun run) throws IOException {
    out.write("<tr><th scope=\"row\">" + YEAR.format(run.began()) + "</th>");
    double seconds = run.took().toMillis() / 1000.0;
    out.write("<td>" + String.format(Locale.ROOT, "%.1f s", seconds) + "</td>");
    Map<Tone, Integer> counts = counts(run);
    for (Tone tone : STACK) {
      out.write("<td>" + counts.getOrDefault(tone, 0) + "</td>");
    }
    out.write("</tr>\n");
  }

  private static String words(PastRun run) {
    StringJoiner words = new StringJoiner(", ");
    counts(run).forEach((tone, count) -> words.add(count + " " + tone.words()));
    return words.length() == 0 ? "no node" : words.toString();
  }

  private static int nodes(PastRun run) {
    return run.counts().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<Tone, Integer> counts(PastRun run) {
    Map<Tone, Integer> counts = new EnumMap<>(Tone.class);
    run.counts()
        .forEach(
            (name, count) -> {
              if (count > 0) {
                Look.of(name).ifPresent(look -> counts.merge(look.tone(), count, Integer::sum));
              }
            });
    return counts;
  }
}
