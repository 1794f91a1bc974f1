package dev.bascule.graph.svg;

import dev.bascule.graph.Kind;
import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts guests that hang on the same links into one box, so that a few lines lead to many. */
final class Grouping {
  private static final int FEWEST = 4;

  private final List<Box> boxes;
  private final List<Wire> wires;

  private Grouping(List<Box> boxes, List<Wire> wires) {
    this.boxes = boxes;
    this.wires = wires;
  }

  static Drawing draw(Topology topology) {
    Folding folding = new Folding(topology);
    Grouping grouping = new Grouping(folding.boxes(), folding.wires());
    return grouping.drawing(topology.node().toString(), topology.summary());
  }

  private Drawing drawing(String title, String summary) {
    Map<List<String>, List<Box>> byKey = new LinkedHashMap<>();
    for (Box box : boxes) {
      List<String> key =
          box.isGuest() && from(box).isEmpty() ? key(box) : List.of("alone", box.id());
      byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(box);
    }
    List<Box> all = new ArrayList<>();
    Map<String, String> groups = new LinkedHashMap<>();
    byKey
        .values()
        .forEach(cells -> all.addAll(cells.size() < FEWEST ? cells : group(cells, groups)));
    return new Drawing(title, summary, all, wires(groups));
  }

  private List<Wire> from(Box box) {
    return wires.stream().filter(wire -> wire.from().equals(box.id())).toList();
  }

  private List<Wire> to(Box box) {
    return wires.stream().filter(wire -> wire.to().equals(box.id())).toList();
  }

  private List<String> key(Box box) {
    return to(box).stream()
        .map(wire -> wire.from() + " " + wire.join() + " " + wire.state())
        .sorted()
        .toList();
  }

  private List<Box> group(List<Box> cells, Map<String, String> groups) {
    Box first = cells.get(0);
    String id = "group " + first.id();
    boolean several = to(first).stream().map(Wire::from).distinct().count() > 1;
    List<Box> labelled = cells.stream().map(cell -> withRows(cell, to(cell), several)).toList();
    cells.forEach(cell -> groups.put(cell.id(), id));
    String word = first.kind() == Kind.CONTAINER ? "containers" : "namespaces";
    return List.of(
        new Box(
            id, first.kind(), cells.size() + " " + word, "", List.of(), State.IN_SYNC, labelled));
  }

  /** What the wires of one that stands alone would say is said in its rows. */
  private static Box withRows(Box cell, List<Wire> wires, boolean several) {
    List<Row> rows = new ArrayList<>();
    for (Row row : cell.rows()) {
      rows.add(row);
      for (Wire wire : wires) {
        if (wire.toLink().equals(row.link())) {
          String from = wire.from().replaceFirst("^link ", "");
          String at = several && !row.text().equals(from) ? "at " + from : "";
          String text = (at + " " + wire.label()).strip();
          if (!text.isEmpty()) {
            rows.addAll(Row.wrapped(text, 2, wire.state()));
          }
        }
      }
    }
    return new Box(
        cell.id(), cell.kind(), cell.title(), cell.what(), rows, cell.state(), List.of());
  }

  private List<Wire> wires(Map<String, String> groups) {
    List<Wire> all = new ArrayList<>();
    Map<List<Object>, List<Wire>> ofGroups = new LinkedHashMap<>();
    for (Wire wire : wires) {
      String group = groups.get(wire.to());
      if (group == null) {
        all.add(wire);
      } else {
        ofGroups
            .computeIfAbsent(
                List.of(wire.from(), group, wire.join(), wire.state()), any -> new ArrayList<>())
            .add(wire);
      }
    }
    ofGroups.forEach((key, same) -> all.add(bundled(same, groups)));
    return all;
  }

  private static Wire bundled(List<Wire> same, Map<String, String> groups) {
    Wire one = same.get(0);
    String group = groups.getOrDefault(one.to(), one.to());
    return new Wire(one.from(), one.fromLink(), group, group, one.join(), label(same), one.state());
  }

  private static String label(List<Wire> same) {
    String vlans =
        same.stream()
            .map(Wire::label)
            .distinct()
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toList(), all -> all.size() == 1 ? all.get(0) : ""));
    String count =
        switch (same.get(0).join()) {
          case PORT -> same.size() + " ports";
          case ON -> same.size() + " on it";
          case PAIR -> same.size() + " ends";
        };
    return vlans.isEmpty() ? count : count + ", " + vlans;
  }
}
