package dev.bascule.report.page;

import static dev.bascule.report.page.HtmlText.escaped;

import dev.bascule.report.NodeReport;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A cell per node, by outcome. */
record Matrix(RunReport run, Cases cases, PicturePack pictures, Writer out) {
  // More names than these hide what is to be seen; the cells then show letters alone.
  private static final int MOST_NAMES = 300;

  /** The counts, each a link to its cells. */
  void counts() throws IOException {
    for (Look look : Look.values()) {
      List<NodeReport> nodes = nodes(look);
      if (!nodes.isEmpty()) {
        out.write(
            "<li><a class=\"tile %s\" href=\"#-is-%s\" data-o=\"%s\"><i aria-hidden=\"true\">%s</i> <b>%d</b> %s</a></li>\n"
                .formatted(
                    look.tone().style(),
                    look.key(),
                    look.key(),
                    look.letter(),
                    nodes.size(),
                    look.title(run.command())));
      }
    }
  }

  /** The cells. */
  void cells() throws IOException {
    for (Look look : Look.values()) {
      List<NodeReport> nodes = nodes(look);
      if (!nodes.isEmpty()) {
        group(look, nodes);
      }
    }
  }

  private void group(Look look, List<NodeReport> nodes) throws IOException {
    String small = nodes.size() > MOST_NAMES ? " small" : "";
    out.write(
        "<section class=\"group %s%s\" id=\"-is-%s\" data-o=\"%s\" aria-labelledby=\"-of-%s\">\n"
            .formatted(look.tone().style(), small, look.key(), look.key(), look.key()));
    out.write(
        "<h3 id=\"-of-%s\">%s <span class=\"count\">%d</span></h3>\n<ul class=\"cells\">\n"
            .formatted(look.key(), look.title(run.command()), nodes.size()));
    for (NodeReport node : nodes) {
      cell(look, node);
    }
    out.write("</ul>\n</section>\n");
  }

  private void cell(Look look, NodeReport node) throws IOException {
    String name = escaped(node.node().text());
    String picture = pictures.place(node.node());
    out.write("<li><a id=\"" + name + "\" href=\"#-case-" + cases.of(node).number() + "\"");
    out.write(picture.isEmpty() ? "" : " data-p=\"" + picture + "\"");
    out.write(" data-t=\"" + node.took().toMillis() + "\">");
    out.write(
        "<i aria-hidden=\"true\">" + look.letter() + "</i> <span>" + name + "</span></a></li>\n");
  }

  private List<NodeReport> nodes(Look look) {
    return run.nodes().stream()
        .filter(node -> RunReport.name(node.outcome()).equals(look.key()))
        .toList();
  }
}
