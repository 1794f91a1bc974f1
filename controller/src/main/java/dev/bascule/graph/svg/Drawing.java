package dev.bascule.graph.svg;

import java.util.List;

/**
 * What is to be drawn of a node, not yet placed.
 *
 * @param wires between the boxes, not between the cells of one
 */
record Drawing(String title, String summary, List<Box> boxes, List<Wire> wires) {
  Drawing {
    boxes = List.copyOf(boxes);
    wires = List.copyOf(wires);
  }
}
