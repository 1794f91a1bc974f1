package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.FileEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All files while they are edited. Stanzas are found anew each time they are asked for. */
final class Document {
  private static final Set<String> STARTS =
      Set.of(
          "iface",
          "mapping",
          "auto",
          "source",
          "source-directory",
          "rename",
          "no-auto-down",
          "no-scripts",
          "template");

  private final Map<AbsolutePath, ConfFile> files;
  private final Map<AbsolutePath, List<Inclusion>> inclusions;

  /** Files that a row includes, in their order. */
  record Inclusion(Row row, List<AbsolutePath> paths) {}

  /** The files by path, the first is the root. */
  Document(Map<AbsolutePath, ConfFile> files, Map<AbsolutePath, List<Inclusion>> inclusions) {
    this.files = new LinkedHashMap<>(files);
    this.inclusions = inclusions;
  }

  List<ConfFile> files() {
    return List.copyOf(files.values());
  }

  ConfFile root() {
    return files.values().iterator().next();
  }

  /** A file that is new, or is there already. */
  ConfFile file(AbsolutePath path) {
    return files.computeIfAbsent(path, some -> new ConfFile(some, null));
  }

  static boolean startsStanza(Row row) {
    return STARTS.contains(row.key()) || row.key().startsWith("allow-");
  }

  /** All stanzas, in the order in which they are read. */
  List<Stanza> stanzas() {
    List<Stanza> all = new ArrayList<>();
    Set<AbsolutePath> seen = new HashSet<>();
    collect(root(), all, seen);
    files.values().stream().filter(file -> seen.add(file.path())).forEach(f -> own(f, all));
    return all;
  }

  private void collect(ConfFile file, List<Stanza> all, Set<AbsolutePath> seen) {
    if (!seen.add(file.path())) {
      return;
    }
    List<Inclusion> open = inclusions.getOrDefault(file.path(), List.of());
    List<Stanza> own = new ArrayList<>();
    own(file, own);
    for (Inclusion inclusion : open) {
      int at = file.rows().indexOf(inclusion.row());
      while (!own.isEmpty() && file.rows().indexOf(own.get(0).header()) < at) {
        all.add(own.remove(0));
      }
      inclusion.paths().forEach(path -> collect(file(path), all, seen));
    }
    all.addAll(own);
  }

  private static void own(ConfFile file, List<Stanza> all) {
    Row header = null;
    List<Row> options = new ArrayList<>();
    for (Row row : file.rows()) {
      if (startsStanza(row)) {
        if (header != null) {
          all.add(new Stanza(file, header, options));
        }
        header = row.key().equals("iface") ? row : null;
        options = new ArrayList<>();
      } else if (header != null && !row.isNothing()) {
        options.add(row);
      }
    }
    if (header != null) {
      all.add(new Stanza(file, header, options));
    }
  }

  /** The stanzas of a link and its aliases. */
  List<Stanza> stanzas(InterfaceName link) {
    return stanzas().stream().filter(stanza -> stanza.isOf(link)).toList();
  }

  /** The rows that select links, such as {@code auto}, and name this one. */
  List<Selection> selections(String name) {
    List<Selection> all = new ArrayList<>();
    for (ConfFile file : files.values()) {
      for (Row row : file.rows()) {
        boolean selects = row.key().equals("auto") || row.key().startsWith("allow-");
        boolean marks = row.key().equals("no-auto-down") || row.key().equals("no-scripts");
        if ((selects || marks) && row.arguments().contains(name)) {
          all.add(new Selection(file, row));
        }
      }
    }
    return all;
  }

  /** A row that names links, and its file. */
  record Selection(ConfFile file, Row row) {
    /** Whether links are brought up by it. */
    boolean bringsUp() {
      return row.key().equals("auto") || row.key().startsWith("allow-");
    }
  }

  /** Whether a boot brings a link up, or a card's appearance does. */
  boolean isSelected(String name) {
    return selections(name).stream().anyMatch(Selection::bringsUp);
  }

  /** What has to be written. */
  List<FileEdit> edits() {
    return files.values().stream().flatMap(file -> file.edit().stream()).toList();
  }
}
