package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.FileEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file while it is edited. Bytes are read as ISO 8859-1, which keeps each of them. */
final class ConfFile {
  private final AbsolutePath path;
  private final @Nullable FileContent before;
  private final List<Row> rows = new ArrayList<>();
  private final boolean endsBlank;

  ConfFile(AbsolutePath path, @Nullable FileContent before) {
    this.path = path;
    this.before = before;
    if (before != null) {
      read(new String(before.bytes(), StandardCharsets.ISO_8859_1));
    }
    this.endsBlank = !rows.isEmpty() && rows.get(rows.size() - 1).isBlank();
  }

  private void read(String text) {
    int line = 1;
    for (int at = 0; at < text.length(); ) {
      int end = lineEnd(text, at);
      boolean comment = text.substring(at, end).stripLeading().startsWith("#");
      while (!comment && end < text.length() && text.startsWith("\\\n", end - 2)) {
        end = lineEnd(text, end);
      }
      String raw = text.substring(at, end);
      rows.add(new Row(raw, line));
      line += (int) raw.chars().filter(c -> c == '\n').count();
      at = end;
    }
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  AbsolutePath path() {
    return path;
  }

  List<Row> rows() {
    return rows;
  }

  /** {@code /etc/network/interfaces:12}. */
  String where(Row row) {
    return row.number() == 0 ? path.text() : path + ":" + row.number();
  }

  /** As most of its lines end. */
  String lineEnd() {
    return rows.stream().map(Row::end).filter(end -> !end.isEmpty()).findFirst().orElse("\n");
  }

  /** Puts lines at a place; they end as the file's do. */
  void insert(int at, List<String> lines) {
    if (at > 0 && rows.get(at - 1).end().isEmpty()) {
      rows.set(at - 1, new Row(rows.get(at - 1).raw() + lineEnd(), rows.get(at - 1).number()));
    }
    for (int i = 0; i < lines.size(); i++) {
      rows.add(at + i, new Row(lines.get(i) + lineEnd(), 0));
    }
  }

  void insertBefore(Row row, List<String> lines) {
    insert(rows.indexOf(row), lines);
  }

  void insertAfter(Row row, List<String> lines) {
    insert(rows.indexOf(row) + 1, lines);
  }

  /** Puts a row in another's place. */
  Row replace(Row row, String raw) {
    Row other = new Row(raw, row.number());
    rows.set(rows.indexOf(row), other);
    return other;
  }

  void remove(Row row) {
    rows.remove(row);
  }

  /** What has become of it; empty where it is the same. */
  Optional<FileEdit> edit() {
    // The blank line that parted what is gone from what stays.
    while (!endsBlank && !rows.isEmpty() && rows.get(rows.size() - 1).isBlank()) {
      rows.remove(rows.size() - 1);
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(row.raw()));
    FileContent after = FileContent.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (before == null ? after.size() == 0 : before.equals(after)) {
      return Optional.empty();
    }
    boolean gone = text.toString().isBlank() && before != null && before.size() > 0;
    return Optional.of(new FileEdit(path, before, gone ? null : after));
  }
}
