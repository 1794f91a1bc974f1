package dev.bascule.graph;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A vertex of a topology.
 *
 * @param id the same for the same thing before and after: {@code link br0}, {@code openvz 101},
 *     {@code openvz 101 eth0}
 * @param name as users know it
 * @param what in words: {@code bridge}, {@code VLAN 10 on eth0}, {@code OpenVZ, not running}
 * @param inside the id of the container or namespace that it is in; null where it is the node's
 */
public record Vertex(
    String id,
    Kind kind,
    String name,
    String what,
    @Nullable String inside,
    List<Line> lines,
    State state) {
  public Vertex {
    lines = List.copyOf(lines);
  }

  /** The same as a part of a difference. */
  Vertex with(String otherWhat, List<Line> otherLines, State other) {
    return new Vertex(id, kind, name, otherWhat, inside, otherLines, other);
  }

  /** The same, wholly of one state. */
  Vertex wholly(State other) {
    return with(what, lines.stream().map(line -> new Line(line.text(), other)).toList(), other);
  }

  /** The same with other ids and its texts made harmless. */
  Vertex printed(Map<String, String> ids, UnaryOperator<String> shown) {
    List<Line> texts =
        lines.stream().map(line -> new Line(shown.apply(line.text()), line.state())).toList();
    String holder = inside == null ? null : ids.getOrDefault(inside, shown.apply(inside));
    return new Vertex(
        ids.getOrDefault(id, id), kind, shown.apply(name), shown.apply(what), holder, texts, state);
  }

  /** Whether it is a container or a namespace. */
  public boolean holdsOthers() {
    return kind == Kind.CONTAINER || kind == Kind.NAMESPACE;
  }
}
