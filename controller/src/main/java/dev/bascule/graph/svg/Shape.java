package dev.bascule.graph.svg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All of a drawing that its places depend on, and none of its texts.
 *
 * @param boxes width and height of each
 * @param wires from which box and height to which, and the width of the label
 */
record Shape(List<Size> boxes, List<End> wires) {

  /** Of a box. */
  record Size(double width, double height) {}

  /** Of a wire; its row is negative where it ends at the box itself. */
  record End(int from, double fromRow, int to, double toRow, double label) {}

  static Shape of(Drawing drawing) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Size> sizes = new ArrayList<>();
    for (Box box : drawing.boxes()) {
      numbers.put(box.id(), sizes.size());
      sizes.add(new Size(box.width(), box.height()));
    }
    List<End> ends = new ArrayList<>();
    // Two wires that are the same are one line.
    for (Wire wire : drawing.wires().stream().distinct().toList()) {
      int from = Objects.requireNonNull(numbers.get(wire.from()));
      int to = Objects.requireNonNull(numbers.get(wire.to()));
      String label = wire.shownLabel();
      ends.add(
          new End(
              from,
              row(drawing.boxes().get(from), wire.fromLink()),
              to,
              row(drawing.boxes().get(to), wire.toLink()),
              label.isEmpty() ? 0 : TextSize.width(label, Box.SMALL)));
    }
    return new Shape(sizes, ends);
  }

  private static double row(Box box, String link) {
    return box.id().equals(link) ? -1 : box.anchor(link);
  }
}
