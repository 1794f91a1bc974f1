package dev.bascule.report.page;

import dev.bascule.event.Outcome;
import dev.bascule.report.NodeReport;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the nodes of a run came to; nodes that came to the same share a case. Holds no more text
 * than fits into the page, however many nodes there are.
 */
final class Cases {
  // Of the page's 6 MB, in bytes; pictures, notes and a cell for each node need the rest.
  private static final int ALL = 3 << 20;
  private static final int ONE = 64 << 10;
  private static final int LEAST = 1 << 10;
  // From here on each gets the least only, so that there is something of most.
  private static final int SCARCE = ALL / 3;
  private static final int FRAME = 300;
  private static final String NO_ROOM =
      "<span class=\"cut\">… no room was left here: it is in the text report</span>\n";

  private final Map<Ending, Case> byEnding = new LinkedHashMap<>();
  private final Map<String, Case> byNode = new LinkedHashMap<>();
  private final Set<Look> begun = EnumSet.noneOf(Look.class);
  private int room = ALL;

  private record Ending(Look look, String html) {}

  private Cases() {}

  /** Of a run; those that want to be looked at come first, so that they get the room. */
  static Cases of(RunReport run, TextReport text, Printable printable) {
    Cases cases = new Cases();
    for (Look look : Look.values()) {
      for (NodeReport node : run.nodes()) {
        if (RunReport.name(node.outcome()).equals(look.key())) {
          cases.add(look, node, text.one(node, run)).addAll(notes(node, text, printable));
        }
      }
    }
    return cases;
  }

  private List<Case.Note> add(Look look, NodeReport node, String text) {
    Case found = found(look, StyledText.html(text, room > SCARCE ? ONE : LEAST));
    if (found.nodes().size() < Details.MOST_NAMES) {
      room -= Details.link(node.node()).length();
    }
    found.nodes().add(node.node());
    byNode.put(node.node().text(), found);
    return found.notes();
  }

  // The first of each look is always shown: what most nodes come to is short.
  private Case found(Look look, String html) {
    Case known = byEnding.get(new Ending(look, html));
    if (known != null) {
      return known;
    }
    int size = HtmlText.size(html) + FRAME;
    boolean fits = begun.add(look) || size <= room;
    room -= fits ? size : 0;
    String shown = fits ? html : NO_ROOM;
    return byEnding.computeIfAbsent(
        new Ending(look, shown), key -> Case.begin(byEnding.size(), look, shown));
  }

  // What was measured, and since when it differs: no reason to show all of it again.
  private static List<Case.Note> notes(NodeReport node, TextReport text, Printable printable) {
    List<String> notes = new ArrayList<>();
    if (node.outcome() instanceof Outcome.Changed it) {
      it.notes().forEach(note -> notes.add(printable.line(note)));
    }
    for (String line : text.past(node, ZoneOffset.UTC)) {
      // What is indented goes with the line before it.
      boolean more = line.startsWith(" ") && !notes.isEmpty();
      String before = more ? notes.remove(notes.size() - 1) : "";
      notes.add(more ? before + (before.contains(": ") ? "; " : ": ") + line.strip() : line);
    }
    return notes.stream().map(note -> new Case.Note(node.node(), note)).toList();
  }

  List<Case> all() {
    return new ArrayList<>(byEnding.values());
  }

  Case of(NodeReport node) {
    return Objects.requireNonNull(byNode.get(node.node().text()));
  }
}
