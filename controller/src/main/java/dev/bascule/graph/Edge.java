package dev.bascule.graph;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How two vertices hang together. It leads from what is nearer to the outside of the node.
 *
 * @param from an id of a vertex
 * @param to an id of a vertex
 * @param label the VLANs of a port; empty for none
 */
public record Edge(String from, String to, Join join, String label, State state) {

  /** In which way. */
  public enum Join {
    /** One is a port of the other, a bridge or a bond. */
    PORT,
    /** The second stands on the first: a VLAN, a macvlan. */
    ON,
    /** They are the two ends of a pair. */
    PAIR
  }

  /** The same with other ids and its label made harmless. */
  Edge printed(Map<String, String> ids, UnaryOperator<String> shown) {
    return new Edge(
        ids.getOrDefault(from, from), ids.getOrDefault(to, to), join, shown.apply(label), state);
  }

  /** The same as a part of a difference. */
  Edge with(String otherLabel, State other) {
    return new Edge(from, to, join, otherLabel, other);
  }

  /** Whether it joins the same two in the same way. */
  boolean isLike(Edge other) {
    return from.equals(other.from) && to.equals(other.to) && join == other.join;
  }
}
