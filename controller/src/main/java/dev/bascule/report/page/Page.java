package dev.bascule.report.page;

import static dev.bascule.report.page.HtmlText.escaped;

import dev.bascule.report.EndedRun;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a run.
 *
 * @param past runs of the same files before this one, the latest last
 * @param program its name and version
 */
public record Page(EndedRun run, List<PastRun> past, Pictures pictures, String program) {
  private static final Pattern PLACE = Pattern.compile("@\\{([a-z]+)}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public Page {
    past = List.copyOf(past);
  }

  /**
   * Writes it, part by part: it may be some megabytes.
   *
   * @throws IOException when it cannot be written
   */
  public void write(Writer out) throws IOException {
    new Writing(this, out).all();
  }

  /** The runs before, and this one. */
  private List<PastRun> runs() {
    List<PastRun> runs = new ArrayList<>(past);
    runs.add(new PastRun(run.began(), run.took(), run.report().counts()));
    return runs;
  }

  /** One writing of it. */
  private static final class Writing {
    private final Page page;
    private final RunReport report;
    private final Instant ended;
    private final Writer out;
    private final String style = Resources.text("page.css");
    private final String script = Resources.text("page.js");
    private final Cases cases;
    private final PicturePack pack = new PicturePack();
    private final Matrix matrix;

    private Writing(Page page, Writer out) {
      this.page = page;
      this.out = out;
      this.report = page.run.report();
      this.ended = page.run.began().plus(page.run.took());
      Printable printable = new Printable(page.run.secrets());
      TextReport text = new TextReport(printable, Palette.COLOUR, page.run.diffs());
      this.cases = Cases.of(report, text, printable);
      this.matrix = new Matrix(report, cases, pack, out);
    }

    private void all() throws IOException {
      draw();
      String markup = Resources.text("page.html");
      Matcher place = PLACE.matcher(markup);
      int from = 0;
      while (place.find()) {
        out.write(markup, from, place.start() - from);
        part(place.group(1));
        from = place.end();
      }
      out.write(markup, from, markup.length() - from);
    }

    private void draw() {
      for (Case it : cases.all()) {
        it.nodes().forEach(node -> page.pictures.svg(node).ifPresent(svg -> pack.add(node, svg)));
      }
    }

    private void part(String name) throws IOException {
      switch (name) {
        case "title" -> out.write(escaped(title()));
        case "stylehash" -> out.write(Resources.hash(style));
        case "scripthash" -> out.write(Resources.hash(script));
        case "style" -> out.write(style);
        case "script" -> out.write(script);
        case "heading" -> out.write(escaped(heading()));
        case "took" -> out.write(seconds());
        case "exit" -> out.write(Integer.toString(page.run.exit().number()));
        case "instant" -> out.write(ended.toString());
        case "time" -> out.write(TIME.format(ended));
        case "counts" -> matrix.counts();
        case "matrix" -> matrix.cells();
        case "details" -> new Details(cases, report.command(), out).write();
        case "history" -> new HistoryPlot(page.runs(), out).write();
        case "pictures" -> pictures();
        case "note" -> out.write(escaped(note()));
        case "program" -> out.write(escaped(page.program));
        default -> throw new IllegalStateException("no part of the page: " + name);
      }
    }

    private String seconds() {
      double seconds = page.run.took().toMillis() / 1000.0;
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private String heading() {
      return switch (report.command()) {
        case "drift" -> "Drift check";
        case "apply" -> "Apply";
        default -> "Plan";
      };
    }

    private String title() {
      return heading() + " " + TIME.format(ended);
    }

    private void pictures() throws IOException {
      int number = 0;
      for (String pack : pack.packs()) {
        out.write("<script type=\"text/plain\" id=\"-pack-" + number++ + "\">" + pack);
        out.write("</script>\n");
      }
    }

    private String note() {
      int left = pack.left();
      String room = left == 0 ? "" : "No room was left for the pictures of " + left + " nodes.";
      return (page.pictures.note() + " " + room).strip();
    }
  }
}
