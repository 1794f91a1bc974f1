package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.SourceFile;

/** Reads hosts written on the command line: {@code -i 'hn1,hn2:2222,'}. */
final class HostListInventory {
  private HostListInventory() {}

  static void read(String list, InventoryDraft draft) {
    Position start = new SourceFile("-i", list).start();
    int from = 0;
    for (String part : list.split(",", -1)) {
      String name = part.strip();
      Position at = start.plus(from + part.indexOf(name));
      if (!name.isEmpty()) {
        HostTerm term = HostTerm.parse(name, at, draft.reading());
        term.names().forEach(host -> draft.addHost(draft.ungrouped(), host, term.port(), at));
      }
      from += part.length() + 1;
    }
  }
}
