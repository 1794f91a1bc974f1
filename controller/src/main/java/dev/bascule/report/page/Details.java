package dev.bascule.report.page;

import static dev.bascule.report.page.HtmlText.escaped;

import dev.bascule.model.NodeName;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;

/** What each case says. */
record Details(Cases cases, String command, Writer out) {
  private static final int MOST_NAMES = 20;
  private static final int MOST_NOTES = 20_000;

  void write() throws IOException {
    int room = MOST_NOTES;
    for (Case it : cases.all()) {
      article(it);
      room -= notes(it, room);
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

  private int notes(Case it, int room) throws IOException {
    if (it.notes().isEmpty()) {
      return 0;
    }
    out.write("<ul class=\"notes\">\n");
    for (Case.Note note : it.notes().subList(0, Math.min(room, it.notes().size()))) {
      String node = escaped(note.node().text());
      out.write("<li data-n=\"%s\"><b>%s:</b> ".formatted(node, node));
      out.write(escaped(note.text().length() > 500 ? note.text().substring(0, 500) : note.text()));
      out.write("</li>\n");
    }
    out.write("</ul>\n");
    return it.notes().size();
  }

  private static String names(Case it) {
    String names =
        it.nodes().stream()
            .limit(MOST_NAMES)
            .map(NodeName::text)
            .map(name -> "<a href=\"#" + escaped(name) + "\">" + escaped(name) + "</a>")
            .collect(Collectors.joining(", "));
    int more = it.nodes().size() - MOST_NAMES;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
