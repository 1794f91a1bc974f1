package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import java.util.List;

/** Takes a link that is no longer out of the files. */
final class Removal {
  private final Document document;
  private final InterfaceName link;

  Removal(Document document, InterfaceName link) {
    this.document = document;
    this.link = link;
  }

  void run() {
    for (Stanza stanza : document.stanzas(link)) {
      if (stanza.isAliasOf(link)) {
        new Selections(document).drop(stanza.name());
      }
      stanza.options().forEach(stanza.file()::remove);
      Takeover.removeWithBlank(stanza.file(), stanza.header());
    }
    new Selections(document).drop(link.text());
    document.stanzas().forEach(this::port);
  }

  /** Other bridges no longer wait for it. */
  private void port(Stanza stanza) {
    for (Row row : stanza.all("bridge_ports")) {
      if (row.arguments().contains(link.text())) {
        List<String> others = row.arguments().stream().filter(w -> !w.equals(link.text())).toList();
        String ports = others.isEmpty() ? "none" : String.join(" ", others);
        stanza.file().replace(row, row.indent() + row.key() + " " + ports + row.end());
      }
    }
  }
}
