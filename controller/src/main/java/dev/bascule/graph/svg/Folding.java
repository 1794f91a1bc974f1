package dev.bascule.graph.svg;

import dev.bascule.graph.Edge;
import dev.bascule.graph.Edge.Join;
import dev.bascule.graph.Kind;
import dev.bascule.graph.Line;
import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import dev.bascule.graph.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes boxes of a topology: what is inside of a guest is rows of its box, and so is the node's end
 * of its pair.
 */
final class Folding {
  private final Topology topology;
  // By the id of the node's end, the link inside that it leads to.
  private final Map<String, Vertex> folded = new HashMap<>();

  Folding(Topology topology) {
    this.topology = topology;
    topology.vertices().stream().filter(v -> v.kind() == Kind.HOST_END).forEach(this::fold);
  }

  private void fold(Vertex end) {
    List<Edge> pairs = topology.from(end.id());
    if (pairs.size() == 1 && pairs.get(0).join() == Join.PAIR) {
      topology.vertex(pairs.get(0).to()).ifPresent(inside -> folded.put(end.id(), inside));
    }
  }

  List<Box> boxes() {
    return topology.vertices().stream()
        .filter(vertex -> vertex.kind() != Kind.INSIDE && !folded.containsKey(vertex.id()))
        .map(this::box)
        .toList();
  }

  private Box box(Vertex vertex) {
    List<Row> rows = new ArrayList<>();
    vertex.lines().forEach(line -> rows.addAll(Row.wrapped(line.text(), 0, line.state())));
    topology.inside(vertex).forEach(link -> rows.addAll(rows(link)));
    return new Box(
        vertex.id(), vertex.kind(), title(vertex), vertex.what(), rows, vertex.state(), List.of());
  }

  private static String title(Vertex vertex) {
    return vertex.kind() == Kind.CONTAINER ? "container " + vertex.name() : vertex.name();
  }

  private List<Row> rows(Vertex link) {
    List<Row> rows = new ArrayList<>();
    List<Vertex> ends =
        topology.to(link.id()).stream()
            .filter(edge -> folded.containsKey(edge.from()))
            .flatMap(edge -> topology.vertex(edge.from()).stream())
            .toList();
    String names =
        ends.stream().map(end -> " ↔ " + end.name()).reduce("", (one, other) -> one + other);
    boolean moved = ends.stream().anyMatch(end -> end.state() == State.CHANGED);
    State state = link.state() == State.IN_SYNC && moved ? State.CHANGED : link.state();
    rows.add(new Row(link.name() + names, 0, state, link.id()));
    link.lines().forEach(line -> rows.addAll(Row.wrapped(line.text(), 2, line.state())));
    for (Vertex end : ends) {
      for (Line line : end.lines()) {
        rows.addAll(Row.wrapped(end.name() + ": " + line.text(), 2, line.state()));
      }
      if (topology.to(end.id()).isEmpty()) {
        rows.add(new Row(end.name() + ": on no bridge", 2, whole(end.state()), null));
      }
    }
    return rows;
  }

  private static State whole(State state) {
    return state == State.CHANGED ? State.IN_SYNC : state;
  }

  List<Wire> wires() {
    List<Wire> wires = new ArrayList<>();
    for (Edge edge : topology.edges()) {
      if (!folded.containsKey(edge.from())) {
        Vertex end = folded.getOrDefault(edge.to(), topology.vertex(edge.to()).orElseThrow());
        wires.add(
            new Wire(
                holder(edge.from()),
                edge.from(),
                holder(end.id()),
                end.id(),
                edge.join(),
                edge.label(),
                edge.state()));
      }
    }
    return wires;
  }

  private String holder(String id) {
    String inside = topology.vertex(id).orElseThrow().inside();
    return inside == null ? id : inside;
  }
}
