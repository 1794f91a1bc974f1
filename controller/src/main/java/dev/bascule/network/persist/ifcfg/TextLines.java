package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.FileEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file while it is edited, as lines without their ends. Bytes are read as ISO 8859-1. */
final class TextLines {
  private final AbsolutePath path;
  private final @Nullable FileContent before;
  private final String end;
  private final List<String> lines = new ArrayList<>();
  private boolean removed;

  TextLines(AbsolutePath path, @Nullable FileContent before) {
    this.path = path;
    this.before = before;
    String text = before == null ? "" : new String(before.bytes(), StandardCharsets.ISO_8859_1);
    this.end = text.contains("\r\n") ? "\r\n" : "\n";
    if (!text.isEmpty()) {
      lines.addAll(List.of(text.split("\n", -1)));
      if (text.endsWith("\n")) {
        lines.remove(lines.size() - 1);
      }
      lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
  }

  AbsolutePath path() {
    return path;
  }

  List<String> lines() {
    return lines;
  }

  boolean isThere() {
    return !removed && (before != null || !lines.isEmpty());
  }

  boolean isNew() {
    return before == null;
  }

  String where(int line) {
    return path + ":" + (line + 1);
  }

  void remove() {
    removed = true;
  }

  /** What has become of it; empty where it is the same. */
  Optional<FileEdit> edit() {
    if (removed || lines.isEmpty()) {
      return removed && before != null
          ? Optional.of(new FileEdit(path, before, null))
          : Optional.empty();
    }
    if (before != null && new TextLines(path, before).lines.equals(lines)) {
      return Optional.empty();
    }
    String text = String.join(end, lines) + end;
    FileContent after = FileContent.of(text.getBytes(StandardCharsets.ISO_8859_1));
    return Optional.of(new FileEdit(path, before, after));
  }
}
