package dev.bascule.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Topologies as trees that one reads in a terminal: from what leads out of a node inwards.
 *
 * <pre>
 * hn1
 * └─ eth0  uplink
 *    └─ br0  bridge  10.0.0.5/24, gateway 10.0.0.1
 *       └─ veth101.0  VLAN 10
 *          └─ container 101 eth0  OpenVZ  10.0.0.101/24
 * </pre>
 *
 * In a difference each line begins with its mark, and what differs ends with a word for it.
 */
public final class TextGraph {
  private final Topology topology;
  private final boolean difference;
  private final BinaryOperator<String> colour;
  private final StringBuilder out = new StringBuilder();
  private final Set<String> shown = new HashSet<>();

  private TextGraph(Topology topology, boolean difference, BinaryOperator<String> colour) {
    this.topology = topology;
    this.difference = difference;
    this.colour = colour;
  }

  /** Without colours. */
  public static String render(List<Topology> nodes, boolean difference) {
    return render(nodes, difference, (state, line) -> line);
  }

  /**
   * The text.
   *
   * @param difference whether lines have marks
   * @param colour given a state's word and a line, gives the line in that state's colour
   */
  public static String render(
      List<Topology> nodes, boolean difference, BinaryOperator<String> colour) {
    return nodes.stream()
        .map(node -> new TextGraph(node, difference, colour).text())
        .collect(Collectors.joining("\n"));
  }

  private String text() {
    String summary = topology.summary();
    String what = !difference ? "" : summary.isEmpty() ? "  in sync" : "  " + summary;
    line(State.IN_SYNC, topology.node() + what);
    List<Vertex> roots = roots();
    for (int i = 0; i < roots.size(); i++) {
      // What hangs on a loop of links is not below any root, but below itself.
      boolean last = i == roots.size() - 1;
      branch(roots.get(i), "", null, last);
    }
    if (topology.vertices().isEmpty()) {
      line(State.IN_SYNC, "└─ nothing");
    }
    return out.toString();
  }

  private List<Vertex> roots() {
    Set<String> below = new HashSet<>();
    List<Vertex> first =
        topology.vertices().stream()
            .filter(vertex -> topology.to(vertex.id()).isEmpty())
            .filter(vertex -> !vertex.holdsOthers() || unjoined(vertex))
            .filter(vertex -> vertex.kind() != Kind.INSIDE)
            .toList();
    first.forEach(vertex -> reach(vertex.id(), below));
    List<Vertex> looped =
        topology.vertices().stream()
            .filter(vertex -> !vertex.holdsOthers() && vertex.kind() != Kind.INSIDE)
            .filter(vertex -> !below.contains(vertex.id()))
            .filter(vertex -> reach(vertex.id(), below))
            .toList();
    return Stream.concat(first.stream(), looped.stream()).toList();
  }

  private boolean reach(String id, Set<String> below) {
    if (!below.add(id)) {
      return false;
    }
    topology.from(id).forEach(edge -> reach(edge.to(), below));
    return true;
  }

  /** Whether a container or a namespace has an interface that hangs on nothing, or none at all. */
  private boolean unjoined(Vertex holder) {
    List<Vertex> inside = topology.inside(holder);
    return inside.isEmpty() || inside.stream().anyMatch(this::hangsOnNothing);
  }

  private boolean hangsOnNothing(Vertex link) {
    return topology.to(link.id()).isEmpty();
  }

  private void branch(Vertex vertex, String indent, @Nullable Edge way, boolean last) {
    boolean again = !shown.add(vertex.id());
    State by = way == null ? State.IN_SYNC : way.state();
    // What has moved is changed where it is told of; the second time its line is about the place.
    boolean place = vertex.state() == State.IN_SYNC || (again && by != State.IN_SYNC);
    State state = place ? by : vertex.state();
    String words =
        again ? name(vertex) + "  (see above)" : described(vertex, way, word(vertex, state, way));
    line(state, indent + (last ? "└─ " : "├─ ") + words);
    if (again) {
      return;
    }
    List<Edge> edges = topology.from(vertex.id());
    List<Vertex> held =
        vertex.holdsOthers()
            ? topology.inside(vertex).stream().filter(this::hangsOnNothing).toList()
            : List.of();
    String deeper = indent + (last ? "   " : "│  ");
    int left = edges.size() + held.size();
    for (Edge edge : edges) {
      left--;
      Vertex to = topology.vertex(edge.to()).orElseThrow();
      branch(to, deeper, edge, left == 0);
    }
    for (Vertex link : held) {
      left--;
      branch(link, deeper, null, left == 0);
    }
  }

  private String name(Vertex vertex) {
    Vertex holder = vertex.inside() == null ? null : topology.vertex(vertex.inside()).orElse(null);
    return holder == null ? Names.of(vertex) : Names.of(holder) + " " + vertex.name();
  }

  private static String word(Vertex vertex, State state, @Nullable Edge way) {
    if (way == null || way.join() != Edge.Join.PORT || vertex.state() != State.CHANGED) {
      return state.word();
    }
    return switch (way.state()) {
      case ADDED -> "joins";
      case REMOVED -> "leaves";
      default -> state.word();
    };
  }

  private String described(Vertex vertex, @Nullable Edge way, String word) {
    String label = way == null ? "" : way.label();
    String what =
        vertex.inside() == null
            ? vertex.what()
            : topology.vertex(vertex.inside()).map(Vertex::what).orElse("");
    boolean routed = vertex.kind() == Kind.HOST_END && topology.to(vertex.id()).isEmpty();
    String lines = vertex.lines().stream().map(this::marked).collect(Collectors.joining(", "));
    String marked = word.isEmpty() ? "" : "(" + word + ")";
    return Stream.of(name(vertex), what, label, routed ? "on no bridge" : "", lines, marked)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  private String marked(Line line) {
    boolean marked = difference && line.state() != State.IN_SYNC;
    return (marked ? String.valueOf(line.state().mark()) : "") + line.text();
  }

  private void line(State state, String text) {
    String marked = difference ? state.mark() + " " + text : text;
    out.append(colour.apply(state.word(), marked.stripTrailing())).append('\n');
  }
}
