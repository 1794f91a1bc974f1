package dev.bascule.graph.svg;

import dev.bascule.graph.Edge.Join;
import dev.bascule.graph.State;

/**
 * A line between two boxes.
 *
 * @param fromLink the id of the link that it begins at, which may have a row of the box
 * @param toLink likewise where it ends
 * @param label empty for none
 */
record Wire(
    String from, String fromLink, String to, String toLink, Join join, String label, State state) {

  /** With the mark of its state. */
  String shownLabel() {
    if (state == State.IN_SYNC) {
      return label;
    }
    return SvgText.mark(state) + (label.isEmpty() ? "" : " " + label);
  }
}
