package dev.bascule.graph;

import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** How many vertices are added, removed and changed, in words; empty where nothing differs. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    for (State state : List.of(State.ADDED, State.REMOVED, State.CHANGED)) {
      long count = vertices.stream().filter(vertex -> vertex.state() == state).count();
      if (count > 0) {
        parts.add(count + " " + state.word());
      }
    }
    if (parts.isEmpty() && edges.stream().anyMatch(edge -> edge.state() != State.IN_SYNC)) {
      parts.add("ports change");
    }
    return String.join(", ", parts);
  }
}
