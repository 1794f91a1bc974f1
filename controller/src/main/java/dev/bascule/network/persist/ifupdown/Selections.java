package dev.bascule.network.persist.ifupdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Edits {@code auto} lines and their like. */
final class Selections {
  private final Document document;

  Selections(Document document) {
    this.document = document;
  }

  /** Gives another link the marks of one: {@code no-auto-down}, {@code no-scripts}. */
  void mark(String from, String to) {
    for (Document.Selection selection : document.selections(from)) {
      if (!selection.bringsUp()) {
        Row row = selection.row();
        String raw = row.raw();
        int end = raw.length() - row.end().length();
        selection.file().replace(row, raw.substring(0, end) + " " + to + row.end());
      }
    }
  }

  /** A link goes: another takes its places, where it has none of its own. */
  void giveBack(String from, String to) {
    boolean selected = document.isSelected(to);
    for (Document.Selection selection : document.selections(from)) {
      boolean has = selection.bringsUp() ? selected : selection.row().arguments().contains(to);
      if (has) {
        drop(selection, from);
      } else {
        selection.file().replace(selection.row(), word(selection.row().raw(), from, " " + to));
      }
    }
  }

  /** A link goes for good. */
  void drop(String name) {
    document.selections(name).forEach(selection -> drop(selection, name));
  }

  /** One of its places. */
  void drop(Document.Selection selection, String name) {
    Row row = selection.row();
    List<String> others = new ArrayList<>(row.arguments());
    others.removeIf(name::equals);
    if (others.isEmpty()) {
      selection.file().remove(row);
    } else {
      selection.file().replace(row, word(row.raw(), name, ""));
    }
  }

  private static String word(String raw, String name, String other) {
    String regex = "[ \t]+" + Pattern.quote(name) + "(?=[ \t\r\n\\\\]|$)";
    return raw.replaceFirst(regex, other);
  }
}
