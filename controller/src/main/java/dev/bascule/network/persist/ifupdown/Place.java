package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a link that no file knows yet gets its stanza. */
final class Place {
  private final Document document;
  private final InterfaceName link;

  Place(Document document, InterfaceName link) {
    this.document = document;
    this.link = link;
  }

  /** A file of its own below a source-directory, else the end of the root file. */
  void append(List<String> lines) {
    Optional<AbsolutePath> own = own();
    if (own.isPresent()) {
      document.file(own.get()).insert(0, lines);
      return;
    }
    ConfFile root = document.root();
    List<Row> rows = root.rows();
    boolean open = !rows.isEmpty() && !rows.get(rows.size() - 1).isBlank();
    List<String> all = new ArrayList<>(open ? List.of("") : List.of());
    all.addAll(lines);
    root.insert(rows.size(), all);
  }

  private Optional<AbsolutePath> own() {
    boolean nameFits = link.text().matches("[a-zA-Z0-9_-]+");
    return document.root().rows().stream()
        .filter(row -> nameFits && row.key().equals("source-directory"))
        .map(Row::value)
        .filter(folder -> !folder.matches(".*[*?\\[ ].*"))
        .map(folder -> folder.startsWith("/") ? folder : "/etc/network/" + folder)
        .map(folder -> new AbsolutePath(folder.replaceAll("/+$", "") + "/" + link))
        .filter(path -> document.files().stream().noneMatch(file -> file.path().equals(path)))
        .findFirst();
  }
}
