package dev.bascule.graph.svg;

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

  Placed {
    boxes = List.copyOf(boxes);
    paths = List.copyOf(paths);
  }
}
