package dev.bascule.graph.svg;

import java.util.ArrayList;
import java.util.List;

/** A drawing with places, in pixels from its upper left corner. */
record Placed(Drawing drawing, double width, double height, List<At> boxes, List<Path> paths) {

  /** A box and its upper left corner. */
  record At(Box box, double x, double y) {}

  /** A point. */
  record Point(double x, double y) {}

  /**
   * A wire and its corners, two at least.
   *
   * @param label the upper left corner of its label
   */
  record Path(Wire wire, List<Point> points, Point label) {
    Path {
      points = List.copyOf(points);
    }
  }

  /** The same places for a drawing of the same {@link Shape}. */
  Placed with(Drawing other) {
    List<At> at = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      at.add(new At(other.boxes().get(i), boxes.get(i).x(), boxes.get(i).y()));
    }
    // Two wires that are the same are one line.
    List<Wire> wires = other.wires().stream().distinct().toList();
    List<Path> lines = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      lines.add(new Path(wires.get(i), paths.get(i).points(), paths.get(i).label()));
    }
    return new Placed(other, width, height, at, lines);
  }

  Placed {
    boxes = List.copyOf(boxes);
    paths = List.copyOf(paths);
  }
}
