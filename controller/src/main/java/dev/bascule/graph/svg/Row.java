package dev.bascule.graph.svg;

import dev.bascule.graph.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of text in a box.
 *
 * @param indent in signs
 * @param link the id of the link whose wire ends at this line; null for none
 */
record Row(String text, int indent, State state, @Nullable String link) {
  private static final int LONGEST = 46;

  /** With the mark of its state. */
  String shown() {
    String mark = state == State.IN_SYNC ? "" : SvgText.mark(state) + " ";
    return mark + text;
  }

  /** One or more rows: a long text goes on below, further in. */
  static List<Row> wrapped(String text, int indent, State state) {
    List<Row> rows = new ArrayList<>();
    String rest = text;
    int in = indent;
    while (rest.length() > LONGEST) {
      int blank = rest.lastIndexOf(' ', LONGEST);
      int cut = blank > LONGEST / 2 ? blank : LONGEST;
      rows.add(new Row(rest.substring(0, cut), in, state, null));
      rest = rest.substring(cut).strip();
      in = indent + 2;
    }
    rows.add(new Row(rest, in, state, null));
    return rows;
  }
}
