package dev.bascule.graph.svg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Boxes in rows and columns, about as wide as a screen is: a bridge of sixty containers would be
 * sixty boxes long.
 *
 * @param column the width of each
 * @param heights of the rows
 */
record Grid(int columns, double column, List<Double> heights) {
  static final double GAP = 12;
  private static final double WISHED_SHAPE = 1.6;

  Grid {
    heights = List.copyOf(heights);
  }

  static Grid of(List<Box> cells) {
    double widest = cells.stream().mapToDouble(Box::width).max().orElse(0);
    List<Double> heights = cells.stream().map(Box::height).toList();
    Grid best = with(1, widest, heights);
    for (int columns = 2; columns <= cells.size(); columns++) {
      Grid next = with(columns, widest, heights);
      if (next.distance() < best.distance()) {
        best = next;
      }
    }
    return best;
  }

  private static Grid with(int columns, double widest, List<Double> cells) {
    List<Double> heights = new ArrayList<>();
    for (int at = 0; at < cells.size(); at += columns) {
      heights.add(Collections.max(cells.subList(at, Math.min(at + columns, cells.size()))));
    }
    return new Grid(columns, widest, heights);
  }

  private double distance() {
    return Math.abs(Math.log(width() / height() / WISHED_SHAPE));
  }

  double width() {
    return columns * (column + GAP) - GAP;
  }

  double height() {
    return heights.stream().mapToDouble(height -> height + GAP).sum() - GAP;
  }

  double x(int cell) {
    return (cell % columns) * (column + GAP);
  }

  double y(int cell) {
    return heights.subList(0, cell / columns).stream().mapToDouble(height -> height + GAP).sum();
  }

  double height(int cell) {
    return heights.get(cell / columns);
  }
}
