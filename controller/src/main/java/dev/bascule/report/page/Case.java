package dev.bascule.report.page;

import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.List;

/**
 * One end that one or more nodes came to, shown once.
 *
 * @param number from 0, in the order of its first node
 * @param html what the report says of it
 * @param nodes in the report's order
 * @param notes what differs from node to node and is no reason to show all of it again
 */
record Case(int number, Look look, String html, List<NodeName> nodes, List<Note> notes) {

  /** A sentence about one node. */
  record Note(NodeName node, String text) {}

  static Case begin(int number, Look look, String html) {
    return new Case(number, look, html, new ArrayList<>(), new ArrayList<>());
  }
}
