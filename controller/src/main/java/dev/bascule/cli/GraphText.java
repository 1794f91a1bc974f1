package dev.bascule.cli;

import dev.bascule.container.NodeSight;
import dev.bascule.graph.DotGraph;
import dev.bascule.graph.Sides;
import dev.bascule.graph.TextGraph;
import dev.bascule.graph.Topology;
import dev.bascule.graph.svg.SvgGraph;
import dev.bascule.model.NodeName;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Nodes as they are drawn. */
record GraphText(GraphOptions options, Palette palette, Printable printable) {

  /** For a file. */
  String plain(Map<NodeName, NodeSight> seen) {
    return text(seen, Palette.PLAIN);
  }

  /** For stdout. */
  String shown(Map<NodeName, NodeSight> seen) {
    return text(seen, palette);
  }

  private String text(Map<NodeName, NodeSight> seen, Palette colours) {
    List<Topology> nodes =
        seen.entrySet().stream()
            .map(node -> topology(node.getKey(), node.getValue()).printed(printable::line))
            .toList();
    boolean difference = options.show() == GraphOptions.Show.DIFFERENCE;
    return switch (options.form()) {
      case TEXT ->
          TextGraph.render(nodes, difference, (state, line) -> coloured(colours, state, line));
      case DOT -> DotGraph.render(nodes);
      case SVG -> SvgGraph.render(printable.line(title(seen)), nodes, difference);
    };
  }

  private static String coloured(Palette colours, String state, String line) {
    return switch (state) {
      case "added" -> colours.green(line);
      case "removed" -> colours.red(line);
      case "changed" -> colours.yellow(line);
      default -> line;
    };
  }

  private String title(Map<NodeName, NodeSight> seen) {
    String nodes =
        seen.keySet().stream().limit(5).map(NodeName::toString).collect(Collectors.joining(", "))
            + (seen.size() > 5 ? " …" : "");
    return switch (options.show()) {
      case OBSERVED -> "The network of " + nodes;
      case DESIRED -> "The network of " + nodes + " as it is wanted";
      case DIFFERENCE -> "What would change in the network of " + nodes;
    };
  }

  private Topology topology(NodeName node, NodeSight sight) {
    Sides sides = Sides.of(node, sight);
    return switch (options.show()) {
      case OBSERVED -> sides.observed();
      case DESIRED -> sides.desired();
      case DIFFERENCE -> sides.difference();
    };
  }
}
