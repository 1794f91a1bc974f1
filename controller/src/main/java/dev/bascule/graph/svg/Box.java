package dev.bascule.graph.svg;

import dev.bascule.graph.Kind;
import dev.bascule.graph.State;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is drawn for a vertex with all that is folded into it, or for many guests of one kind.
 *
 * @param kind of a group that of its cells
 * @param what below the title, empty for none
 * @param cells the boxes of a group; empty for one of its own
 */
record Box(
    String id, Kind kind, String title, String what, List<Row> rows, State state, List<Box> cells) {
  static final double PADDING = 10;
  static final double TITLE = 13;
  static final double TEXT = 12;
  static final double SMALL = 11;
  static final double LINE = 16;
  private static final double NARROWEST = 70;

  Box {
    rows = List.copyOf(rows);
    cells = List.copyOf(cells);
  }

  boolean isGroup() {
    return !cells.isEmpty();
  }

  /** Whether it is a container, a namespace or a group of such. */
  boolean isGuest() {
    return kind == Kind.CONTAINER || kind == Kind.NAMESPACE;
  }

  /** With the mark of its state. */
  String shownTitle() {
    return state == State.IN_SYNC ? title : SvgText.mark(state) + " " + title;
  }

  /** What it is, and the word for its state. */
  String shownWhat() {
    return Stream.of(what, state.word())
        .filter(part -> !part.isEmpty())
        .reduce((one, other) -> one + " · " + other)
        .orElse("");
  }

  double width() {
    if (isGroup()) {
      return grid().width() + 2 * PADDING;
    }
    double texts =
        rows.stream()
            .mapToDouble(row -> TextSize.width(" ".repeat(row.indent()) + row.shown(), TEXT))
            .max()
            .orElse(0);
    double heads =
        Math.max(TextSize.width(shownTitle(), TITLE), TextSize.width(shownWhat(), SMALL));
    return Math.max(NARROWEST, Math.ceil(Math.max(texts, heads))) + 2 * PADDING;
  }

  double height() {
    if (isGroup()) {
      return head() + grid().height() + PADDING;
    }
    return head() + rows.size() * LINE + (rows.isEmpty() ? 0 : 4) + 4;
  }

  /** The height of the title and what is below it. */
  double head() {
    return PADDING + LINE + (shownWhat().isEmpty() ? 0 : LINE) + (isGroup() ? 6 : 0);
  }

  /** The base line of a row. */
  double baseline(int row) {
    return head() + 4 + row * LINE + TEXT - 1;
  }

  /** Where the wire of a link ends; the middle where no row is its own. */
  double anchor(String link) {
    for (int i = 0; i < rows.size(); i++) {
      if (link.equals(rows.get(i).link())) {
        return baseline(i) - TEXT / 2 + 2;
      }
    }
    return height() / 2;
  }

  Grid grid() {
    return Grid.of(cells);
  }

  /** A class of the document's style. */
  String style() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
