package dev.bascule.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Topologies in the language of Graphviz; containers' links stand in their containers' labels. */
public final class DotGraph {
  private static final String HEAD =
      """
      digraph bascule {
        rankdir=LR
        node [shape=box, fontname="monospace", fontsize=10]
        edge [arrowhead=none, fontname="monospace", fontsize=9]
      """;

  private final StringBuilder out = new StringBuilder();

  private DotGraph() {}

  /** One digraph, each node a cluster. */
  public static String render(List<Topology> nodes) {
    DotGraph graph = new DotGraph();
    graph.out.append(HEAD);
    nodes.forEach(graph::node);
    return graph.out.append("}\n").toString();
  }

  private void node(Topology node) {
    String summary = node.summary();
    out.append("  subgraph ").append(quoted("cluster " + node.node())).append(" {\n");
    out.append("    label=")
        .append(quoted(node.node() + (summary.isEmpty() ? "" : ": " + summary)))
        .append("\n");
    node.vertices().stream()
        .filter(vertex -> vertex.kind() != Kind.INSIDE)
        .forEach(vertex -> vertex(node, vertex));
    node.edges().forEach(edge -> edge(node, edge));
    out.append("  }\n");
  }

  private void vertex(Topology node, Vertex vertex) {
    Stream<String> own =
        Stream.concat(
            Stream.of(joined(" ", mark(vertex.state()), Names.of(vertex)), vertex.what()),
            vertex.lines().stream().map(DotGraph::text));
    Stream<String> inside = node.inside(vertex).stream().map(DotGraph::inside);
    String word = vertex.state().word();
    String label =
        Stream.of(own, inside, Stream.of(word.isEmpty() ? "" : "(" + word + ")"))
            .flatMap(lines -> lines)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    out.append("    ")
        .append(id(node, vertex))
        .append(" [label=")
        .append(quoted(label))
        .append(shape(vertex.kind()))
        .append(look(vertex.state()))
        .append("]\n");
  }

  private static String inside(Vertex link) {
    String lines = link.lines().stream().map(DotGraph::text).collect(Collectors.joining(", "));
    return joined(" ", mark(link.state()), link.name() + (lines.isEmpty() ? "" : ": " + lines));
  }

  private static String text(Line line) {
    return joined(" ", mark(line.state()), line.text());
  }

  private static String joined(String between, String first, String second) {
    return first.isEmpty() ? second : first + between + second;
  }

  private static String mark(State state) {
    return state == State.IN_SYNC ? "" : String.valueOf(state.mark());
  }

  private void edge(Topology node, Edge edge) {
    String label = joined(" ", mark(edge.state()), edge.label());
    out.append("    ")
        .append(end(node, edge.from()))
        .append(" -> ")
        .append(end(node, edge.to()))
        .append(" [label=")
        .append(quoted(label))
        .append(edge.join() == Edge.Join.PAIR ? ", arrowhead=none, penwidth=2" : "")
        .append(look(edge.state()))
        .append("]\n");
  }

  /** A container's link is part of its container. */
  private static String end(Topology node, String id) {
    Vertex vertex = node.vertex(id).orElseThrow();
    String holder = vertex.inside();
    return id(node, holder == null ? vertex : node.vertex(holder).orElseThrow());
  }

  private static String id(Topology node, Vertex vertex) {
    return quoted(node.node() + " " + vertex.id());
  }

  private static String shape(Kind kind) {
    return switch (kind) {
      case BRIDGE -> ", penwidth=2";
      case HOST_END -> ", shape=ellipse";
      case CONTAINER, NAMESPACE -> ", style=rounded";
      default -> "";
    };
  }

  private static String look(State state) {
    return switch (state) {
      case ADDED -> ", color=\"#1a7f37\", fontcolor=\"#1a7f37\"";
      case REMOVED -> ", color=\"#cf222e\", fontcolor=\"#cf222e\", style=dashed";
      case CHANGED -> ", color=\"#9a6700\", fontcolor=\"#9a6700\"";
      case IN_SYNC -> "";
    };
  }

  // Graphviz reads entities of HTML in texts.
  private static String quoted(String text) {
    String plain = text.replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + plain.replace("\n", "\\n") + '"';
  }
}
