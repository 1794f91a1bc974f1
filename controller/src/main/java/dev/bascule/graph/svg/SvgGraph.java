package dev.bascule.graph.svg;

import static dev.bascule.graph.svg.SvgText.escaped;
import static dev.bascule.graph.svg.SvgText.number;

import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import dev.bascule.graph.svg.Placed.Path;
import dev.bascule.graph.svg.Placed.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Topologies as one SVG document: no script, no font and no file beside it; its text can be
 * selected, and it is dark where the reader's screen is.
 */
public final class SvgGraph {
  private static final double MARGIN = 16;
  private static final double FRAME = 18;
  private static final double HEAD = 46;
  private static final double LEGEND = 30;

  private final StringBuilder out = new StringBuilder();
  private final boolean difference;
  // Of the widest frame; the others are as wide.
  private double frame;

  private SvgGraph(boolean difference) {
    this.difference = difference;
  }

  /**
   * The document.
   *
   * @param title what it shows, in a few words
   * @param difference whether the states are told of; then there is a legend
   */
  public static String render(String title, List<Topology> nodes, boolean difference) {
    List<Placed> placed = new ArrayList<>();
    nodes.forEach(node -> placed.add(Layout.place(Grouping.draw(node))));
    return new SvgGraph(difference).document(title, placed);
  }

  /**
   * One node as an element of a page: neither ids nor a style, which the page has.
   *
   * @param node its differences are told of where it has some
   */
  static String inside(Placed node) {
    boolean difference = !node.drawing().summary().isEmpty();
    return new SvgGraph(difference).element(node);
  }

  private String element(Placed node) {
    double width = Math.max(node.width(), difference ? 360 : 0) + 2;
    double height = node.height() + 2 + (difference ? LEGEND : 0);
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="-1 -1 %1$s %2$s" \
        role="img" aria-label="%3$s">
        """
            .formatted(number(width), number(height), escaped(said(node.drawing()))));
    node.paths().forEach(this::path);
    node.boxes().forEach(at -> box(at.box(), at.x(), at.y(), at.box().width(), at.box().height()));
    if (difference) {
      legend(0, node.height() + MARGIN);
    }
    return out.append("</svg>").toString();
  }

  private String document(String title, List<Placed> nodes) {
    frame = difference ? 360 : 200;
    double height = MARGIN + (difference ? LEGEND : 0);
    for (Placed node : nodes) {
      frame = Math.max(frame, frameWidth(node));
      height += frameHeight(node) + MARGIN;
    }
    double width = frame + 2 * MARGIN;
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" \
        role="img" aria-labelledby="title desc">
        <title id="title">%3$s</title>
        <desc id="desc">%4$s</desc>
        <style>
        %5$s</style>
        <rect class="paper" width="%1$s" height="%2$s"/>
        """
            .formatted(
                number(width), number(height), escaped(title), escaped(said(nodes)), SvgStyle.CSS));
    double y = MARGIN;
    for (Placed node : nodes) {
      frame(node, y);
      y += frameHeight(node) + MARGIN;
    }
    if (difference) {
      legend(MARGIN, y);
    }
    return out.append("</svg>\n").toString();
  }

  private String said(List<Placed> nodes) {
    return nodes.stream()
        .map(node -> node.drawing().title() + ": " + said(node.drawing()))
        .collect(Collectors.joining(". "));
  }

  private String said(Drawing drawing) {
    String all =
        drawing.boxes().stream()
            .map(box -> (box.title() + " " + box.shownWhat()).strip())
            .collect(Collectors.joining(", "));
    return (all.isEmpty() ? "nothing" : all)
        + (drawing.summary().isEmpty() ? "" : " (" + drawing.summary() + ")");
  }

  private double frameWidth(Placed node) {
    double head = TextSize.width(head(node), 15) + 2 * FRAME;
    return Math.ceil(Math.max(head, node.width() + 2 * FRAME));
  }

  private static double frameHeight(Placed node) {
    return Math.ceil(node.height() + HEAD + FRAME);
  }

  private String head(Placed node) {
    String summary = node.drawing().summary();
    String what = !difference ? "" : summary.isEmpty() ? ": in sync" : ": " + summary;
    return node.drawing().title() + what;
  }

  private void frame(Placed node, double y) {
    out.append("<g transform=\"translate(").append(number(MARGIN)).append(' ');
    out.append(number(y)).append(")\">\n");
    out.append(
        "<rect class=\"frame\" width=\"%s\" height=\"%s\" rx=\"8\"/>\n"
            .formatted(number(frame), number(frameHeight(node))));
    text("node", FRAME, 28, head(node));
    out.append("<g transform=\"translate(%s %s)\">\n".formatted(number(FRAME), number(HEAD)));
    node.paths().forEach(this::path);
    node.boxes().forEach(at -> box(at.box(), at.x(), at.y(), at.box().width(), at.box().height()));
    out.append("</g>\n</g>\n");
  }

  private void box(Box box, double x, double y, double width, double height) {
    String style = box.isGroup() ? "group" : box.style();
    out.append(
        "<g class=\"%s %s\" transform=\"translate(%s %s)\">\n<title>%s</title>\n"
            .formatted(style, state(box.state()), number(x), number(y), escaped(box.title())));
    out.append(
        "<rect width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
            .formatted(number(width), number(height), box.isGuest() ? "8" : "2"));
    text("name", Box.PADDING, Box.PADDING + Box.TITLE - 2, box.shownTitle());
    if (!box.shownWhat().isEmpty()) {
      text("what", Box.PADDING, Box.PADDING + Box.LINE + Box.SMALL - 1, box.shownWhat());
    }
    for (int i = 0; i < box.rows().size(); i++) {
      Row row = box.rows().get(i);
      double in = Box.PADDING + TextSize.width(" ".repeat(row.indent()), Box.TEXT);
      text("row " + state(row.state()), in, box.baseline(i), row.shown());
    }
    cells(box);
    out.append("</g>\n");
  }

  private void cells(Box group) {
    if (group.isGroup()) {
      Grid grid = group.grid();
      for (int i = 0; i < group.cells().size(); i++) {
        double x = Box.PADDING + grid.x(i);
        double y = group.head() + grid.y(i);
        box(group.cells().get(i), x, y, grid.column(), grid.height(i));
      }
    }
  }

  private void path(Path path) {
    String corners =
        path.points().stream()
            .map(point -> number(point.x()) + "," + number(point.y()))
            .collect(Collectors.joining(" "));
    Wire wire = path.wire();
    String style =
        "wire " + wire.join().name().toLowerCase(Locale.ROOT) + " " + state(wire.state());
    out.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(style, corners));
    if (!wire.shownLabel().isEmpty()) {
      Point at = path.label();
      text("label " + state(wire.state()), at.x() + 4, at.y() + Box.SMALL, wire.shownLabel());
    }
  }

  private void legend(double left, double y) {
    double x = left;
    for (State state : List.of(State.ADDED, State.REMOVED, State.CHANGED)) {
      String words = SvgText.mark(state) + " " + state.word();
      out.append(
          "<g class=\"link %s\" transform=\"translate(%s %s)\"><rect width=\"20\" height=\"14\"/></g>\n"
              .formatted(state(state), number(x), number(y)));
      text("row " + state(state), x + 28, y + 11, words);
      x += 28 + TextSize.width(words, Box.TEXT) + 24;
    }
  }

  private void text(String style, double x, double y, String text) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(style.strip(), number(x), number(y), escaped(text)));
  }

  private static String state(State state) {
    return state.word();
  }
}
