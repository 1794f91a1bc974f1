package dev.bascule.report.page;

import dev.bascule.event.Outcome;
import dev.bascule.report.NodeReport;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the nodes of a run came to; nodes that came to the same share a case. Holds no more text
 * than fits into the page, however many nodes there are.
 */
final class Cases {
  private static final int ALL = 4 << 20;
  private static final int ONE = 64 << 10;
  private static final int LEAST = 1 << 10;

  private final Map<Ending, Case> byEnding = new LinkedHashMap<>();
  private final Map<String, Case> byNode = new LinkedHashMap<>();
  private int room = ALL;

  private record Ending(Look look, String html) {}

  private Cases() {}

  /** Of a run; those that want to be looked at come first, so that they get the room. */
  static Cases of(RunReport run, TextReport text, Printable printable) {
    Cases cases = new Cases();
    for (Look look : Look.values()) {
      for (NodeReport node : run.nodes()) {
        if (RunReport.name(node.outcome()).equals(look.key())) {
          cases.add(look, node, text.one(node, run), printable);
        }
      }
    }
    return cases;
  }

  private void add(Look look, NodeReport node, String text, Printable printable) {
    String html = StyledText.html(text, Math.min(ONE, Math.max(room, LEAST)));
    Ending key = new Ending(look, html);
    Case found = byEnding.get(key);
    if (found == null) {
      found = Case.begin(byEnding.size(), look, html);
      byEnding.put(key, found);
      room -= html.length();
    }
    found.nodes().add(node.node());
    byNode.put(node.node().text(), found);
    if (node.outcome() instanceof Outcome.Changed it) {
      for (String note : it.notes()) {
        found.notes().add(new Case.Note(node.node(), printable.line(note)));
      }
    }
  }

  List<Case> all() {
    return new ArrayList<>(byEnding.values());
  }

  Case of(NodeReport node) {
    return Objects.requireNonNull(byNode.get(node.node().text()));
  }
}
