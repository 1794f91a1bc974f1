package dev.bascule.graph;

import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A node's topology.
 *
 * @param vertices in the order of their kinds, then by name with numbers counted
 * @param edges in the order of the vertices that they join; each of its ends is a vertex
 */
public record Topology(NodeName node, List<Vertex> vertices, List<Edge> edges) {
  private static final Comparator<Vertex> ORDER =
      Comparator.comparing(Vertex::kind)
          .thenComparing(Vertex::name, NaturalOrder.INSTANCE)
          .thenComparing(Vertex::id);

  public Topology {
    vertices = vertices.stream().sorted(ORDER).toList();
    Map<String, Integer> places = new HashMap<>();
    for (Vertex vertex : vertices) {
      if (places.put(vertex.id(), places.size()) != null) {
        throw new IllegalArgumentException("two vertices of one id: " + vertex.id());
      }
    }
    for (Edge edge : edges) {
      if (!places.containsKey(edge.from()) || !places.containsKey(edge.to())) {
        throw new IllegalArgumentException("an edge without its end: " + edge);
      }
    }
    edges =
        edges.stream()
            .sorted(
                Comparator.<Edge>comparingInt(edge -> places.getOrDefault(edge.from(), 0))
                    .thenComparingInt(edge -> places.getOrDefault(edge.to(), 0))
                    .thenComparing(Edge::join))
            .toList();
  }

  /**
   * The same as it may be shown.
   *
   * @param shown makes a text from a node harmless; it may make two texts the same, whose vertices
   *     stay two
   */
  public Topology printed(UnaryOperator<String> shown) {
    Map<String, String> ids = new HashMap<>();
    Set<String> used = new HashSet<>();
    for (Vertex vertex : vertices) {
      String id = shown.apply(vertex.id());
      String unused = id;
      for (int i = 2; !used.add(unused); i++) {
        unused = id + " #" + i;
      }
      ids.put(vertex.id(), unused);
    }
    return new Topology(
        node,
        vertices.stream().map(vertex -> vertex.printed(ids, shown)).toList(),
        edges.stream().map(edge -> edge.printed(ids, shown)).toList());
  }

  /** The vertex of an id. */
  public Optional<Vertex> vertex(String id) {
    return vertices.stream().filter(vertex -> vertex.id().equals(id)).findFirst();
  }

  /** The links inside of a container or a namespace. */
  public List<Vertex> inside(Vertex holder) {
    return vertices.stream().filter(vertex -> holder.id().equals(vertex.inside())).toList();
  }

  /** The edges that lead from a vertex. */
  public List<Edge> from(String id) {
    return edges.stream().filter(edge -> edge.from().equals(id)).toList();
  }

  /** The edges that lead to a vertex. */
  public List<Edge> to(String id) {
    return edges.stream().filter(edge -> edge.to().equals(id)).toList();
  }

  /** How many things are added, removed and changed, in words; empty where nothing differs. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    for (State state : List.of(State.ADDED, State.REMOVED, State.CHANGED)) {
      long count =
          vertices.stream()
              .filter(vertex -> vertex.state() == state && !isToldByAnother(vertex))
              .count();
      if (count > 0) {
        parts.add(count + " " + state.word());
      }
    }
    if (parts.isEmpty() && edges.stream().anyMatch(edge -> edge.state() != State.IN_SYNC)) {
      parts.add("ports change");
    }
    return String.join(", ", parts);
  }

  /**
   * Whether a vertex is one thing with others that differ: the node's end of a pair with the end
   * inside, a container with its interfaces.
   */
  private boolean isToldByAnother(Vertex vertex) {
    if (vertex.holdsOthers()) {
      return inside(vertex).stream().anyMatch(this::differs);
    }
    return vertex.kind() == Kind.HOST_END
        && from(vertex.id()).stream()
            .flatMap(edge -> vertex(edge.to()).stream())
            .anyMatch(end -> end.inside() != null && end.state() == vertex.state());
  }

  /** Whether an end inside, or the node's end of its pair, is not as it was. */
  private boolean differs(Vertex link) {
    return link.state() != State.IN_SYNC
        || to(link.id()).stream()
            .flatMap(edge -> vertex(edge.from()).stream())
            .anyMatch(end -> end.kind() == Kind.HOST_END && end.state() != State.IN_SYNC);
  }
}
