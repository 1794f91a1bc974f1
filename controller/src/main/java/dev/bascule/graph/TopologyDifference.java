package dev.bascule.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lies between two topologies of a node, as one topology with states. */
public final class TopologyDifference {
  private final Topology before;
  private final Topology after;

  private TopologyDifference(Topology before, Topology after) {
    this.before = before;
    this.after = after;
  }

  /** From what is there to what is wanted. */
  public static Topology between(Topology before, Topology after) {
    TopologyDifference difference = new TopologyDifference(before, after);
    List<Edge> edges = difference.edges();
    return new Topology(after.node(), changed(difference.vertices(), edges), edges);
  }

  private List<Vertex> vertices() {
    List<Vertex> all = new ArrayList<>();
    for (Vertex vertex : after.vertices()) {
      all.add(
          before
              .vertex(vertex.id())
              .map(was -> merged(was, vertex))
              .orElseGet(() -> vertex.wholly(State.ADDED)));
    }
    for (Vertex vertex : before.vertices()) {
      if (after.vertex(vertex.id()).isEmpty()) {
        all.add(vertex.wholly(State.REMOVED));
      }
    }
    return all;
  }

  /** A port that is moved is changed, and so is what holds a link that is changed. */
  private static List<Vertex> changed(List<Vertex> vertices, List<Edge> edges) {
    Map<String, Vertex> byId = new LinkedHashMap<>();
    vertices.forEach(vertex -> byId.put(vertex.id(), vertex));
    for (Edge edge : edges) {
      if (edge.join() == Edge.Join.PORT && edge.state() != State.IN_SYNC) {
        touch(byId, isMaster(byId, edge.from()) ? edge.to() : edge.from());
      }
    }
    for (Edge edge : edges) {
      if (edge.join() == Edge.Join.PAIR && differs(byId, edge.from())) {
        Vertex inside = byId.get(edge.to());
        touch(byId, inside == null ? null : inside.inside());
      }
    }
    for (Vertex vertex : vertices) {
      if (vertex.state() != State.IN_SYNC) {
        touch(byId, vertex.inside());
      }
    }
    return List.copyOf(byId.values());
  }

  private static boolean isMaster(Map<String, Vertex> byId, String id) {
    Vertex vertex = byId.get(id);
    return vertex != null && vertex.kind() == Kind.BRIDGE;
  }

  private static boolean differs(Map<String, Vertex> byId, String id) {
    Vertex vertex = byId.get(id);
    return vertex != null && vertex.kind() == Kind.HOST_END && vertex.state() != State.IN_SYNC;
  }

  private static void touch(Map<String, Vertex> byId, @Nullable String id) {
    Vertex vertex = id == null ? null : byId.get(id);
    if (vertex != null && vertex.state() == State.IN_SYNC) {
      byId.put(vertex.id(), vertex.with(vertex.what(), vertex.lines(), State.CHANGED));
    }
  }

  private static Vertex merged(Vertex was, Vertex is) {
    List<Line> lines = new ArrayList<>();
    for (Line line : is.lines()) {
      lines.add(new Line(line.text(), has(was, line.text()) ? State.IN_SYNC : State.ADDED));
    }
    for (Line line : was.lines()) {
      if (!has(is, line.text())) {
        lines.add(new Line(line.text(), State.REMOVED));
      }
    }
    boolean same =
        was.what().equals(is.what())
            && lines.stream().allMatch(line -> line.state() == State.IN_SYNC);
    return is.with(to(was.what(), is.what()), lines, same ? State.IN_SYNC : State.CHANGED);
  }

  private static boolean has(Vertex vertex, String text) {
    return vertex.lines().stream().anyMatch(line -> line.text().equals(text));
  }

  private static String to(String was, String is) {
    return was.equals(is) ? is : shown(was) + " → " + shown(is);
  }

  private static String shown(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private List<Edge> edges() {
    List<Edge> all = new ArrayList<>();
    for (Edge edge : after.edges()) {
      Optional<Edge> was = before.edges().stream().filter(edge::isLike).findFirst();
      all.add(
          was.map(old -> merged(old, edge)).orElseGet(() -> edge.with(edge.label(), State.ADDED)));
    }
    for (Edge edge : before.edges()) {
      if (after.edges().stream().noneMatch(edge::isLike)) {
        all.add(edge.with(edge.label(), State.REMOVED));
      }
    }
    return all;
  }

  private static Edge merged(Edge was, Edge is) {
    boolean same = was.label().equals(is.label());
    return is.with(to(was.label(), is.label()), same ? State.IN_SYNC : State.CHANGED);
  }
}
