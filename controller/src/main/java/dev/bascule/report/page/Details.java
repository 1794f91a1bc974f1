package dev.bascule.report.page;

import static dev.bascule.report.page.HtmlText.escaped;

import dev.bascule.model.NodeName;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/** What each case says. */
record Details(Cases cases, String command, Writer out) {
  /** Of a case with more nodes, how many more is said. */
  static final int MOST_NAMES = 20;

  // In bytes, of the page's 6 MB.
  private static final int NOTES = 512 << 10;
  private static final int LONGEST_NOTE = 500;

  void write() throws IOException {
    int room = NOTES;
    for (Case it : cases.all()) {
      article(it);
      room = notes(it.notes(), room);
      out.write("</article>\n");
    }
  }

  private void article(Case it) throws IOException {
    int number = it.number();
    int nodes = it.nodes().size();
    out.write(
        "<article class=\"case %s\" id=\"-case-%d\" aria-labelledby=\"-head-%d\">\n"
            .formatted(it.look().tone().style(), number, number));
    out.write(
        "<h3 id=\"-head-%d\"><i aria-hidden=\"true\">%s</i> <span>%s</span> <small>%s%s</small></h3>\n"
            .formatted(
                number,
                it.look().letter(),
                names(it),
                it.look().title(command),
                nodes == 1 ? "" : ", " + nodes + " nodes"));
    // The first line feed in a pre is not shown.
    out.write("<pre>\n" + it.html() + "</pre>\n");
  }

  /** Writes those that there is room for; gives what is left of it. */
  private int notes(List<Case.Note> notes, int room) throws IOException {
    if (notes.isEmpty()) {
      return room;
    }
    int left = room;
    int written = 0;
    out.write("<ul class=\"notes\">\n");
    while (written < notes.size()) {
      String item = item(notes.get(written));
      int size = HtmlText.size(item);
      if (size > left) {
        int more = notes.size() - written;
        out.write("<li class=\"cut\">… " + more + " more are in the text report</li>\n");
        break;
      }
      out.write(item);
      left -= size;
      written++;
    }
    out.write("</ul>\n");
    return left;
  }

  private static String item(Case.Note note) {
    String node = escaped(note.node().text());
    String text = note.text();
    String shown = text.length() > LONGEST_NOTE ? text.substring(0, LONGEST_NOTE) + "…" : text;
    return "<li data-n=\"%s\"><b>%s:</b> %s</li>\n".formatted(node, node, escaped(shown));
  }

  /** From a node's name to its cell. */
  static String link(NodeName node) {
    String name = escaped(node.text());
    return "<a href=\"#" + name + "\">" + name + "</a>";
  }

  private static String names(Case it) {
    String names =
        it.nodes().stream().limit(MOST_NAMES).map(Details::link).collect(Collectors.joining(", "));
    int more = it.nodes().size() - MOST_NAMES;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
