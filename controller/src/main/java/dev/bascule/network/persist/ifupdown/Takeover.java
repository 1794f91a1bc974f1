package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Family;
import dev.bascule.network.persist.Unsafe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Renames one link's stanzas to another's in place: {@code eth0} to {@code br0}, or back. */
final class Takeover {
  // They make a link what it is, or tune the card: they stay with it.
  private static final Pattern OF_LINK =
      Pattern.compile(
          "(bond|vlan|offload|ethernet|link|hardware|driver|tunnel|gre|macvlan)[-_].*|slaves");
  private static final Pattern OF_BRIDGE = Pattern.compile("bridge[-_].*");

  private final Document document;
  private final InterfaceName from;
  private final InterfaceName to;
  private final boolean stays;

  /**
   * A takeover.
   *
   * @param stays whether there still is a link of the old name
   */
  Takeover(Document document, InterfaceName from, InterfaceName to, boolean stays) {
    this.document = document;
    this.from = from;
    this.to = to;
    this.stays = stays;
  }

  /** Whether the old link's stanzas still say something that is not its own. */
  boolean isDue() {
    return document.stanzas(from).stream()
        .anyMatch(stanza -> !stays || stanza.isAliasOf(from) || !isPlaceholder(stanza));
  }

  private static boolean isPlaceholder(Stanza stanza) {
    boolean carries = stanza.first("address").isPresent() || stanza.first("gateway").isPresent();
    return !carries && (stanza.method().equals("manual") || stanza.method().isEmpty());
  }

  /** Does it. */
  void run() {
    List<Stanza> olds = document.stanzas(from);
    Set<Family> families = new LinkedHashSet<>();
    List<String> own = ownOptions(olds);
    boolean pinned = document.stanzas(to).stream().anyMatch(s -> s.first("hwaddress").isPresent());
    List<String> kept = absorb();
    if (!stays && !pinned) {
      dropPin();
    }
    olds.forEach(stanza -> families.add(stanza.family() == null ? Family.V4 : stanza.family()));
    document.stanzas(from).forEach(this::rename);
    aliases();
    List<Stanza> news = document.stanzas(to);
    Stanza first = news.get(0);
    if (!kept.isEmpty()) {
      first.add(kept);
    }
    select(first, families, own);
    elsewhere();
  }

  /** Takes out of the old stanzas what stays with the old link, or goes with it. */
  private List<String> ownOptions(List<Stanza> olds) {
    List<String> own = new ArrayList<>();
    for (Stanza stanza : olds) {
      for (Row row : stanza.options()) {
        boolean command = Stanza.isCommand(row);
        boolean bridge = OF_BRIDGE.matcher(row.key()).matches();
        boolean ovs = OvsOptions.isOurs(row);
        boolean card = OF_LINK.matcher(row.key()).matches();
        if (ovs) {
          stanza.file().remove(row);
        } else if ((command && fate(stanza, row) == Command.Fate.STAYS) || bridge || card) {
          stanza.file().remove(row);
          own.add(row.raw().strip());
        } else if (row.is("hwaddress") || row.is("mtu")) {
          own.add(row.raw().strip());
        }
      }
    }
    return own;
  }

  private Command.Fate fate(Stanza stanza, Row row) {
    Command.Fate fate = Command.fate(row.value(), from);
    if (fate == Command.Fate.UNSURE) {
      throw new Unsafe(
          stanza.file().where(row),
          "it cannot be told what '" + row + "' does once " + to + " has taken over",
          "edit the file by hand, or leave it alone with --persist none");
    }
    return fate;
  }

  /** The address that was pinned on a bridge is the card's own. */
  private void dropPin() {
    for (Stanza stanza : document.stanzas(from)) {
      stanza.all("hwaddress").forEach(stanza.file()::remove);
    }
  }

  /** Removes the new link's own placeholders; what they say beside moves over. */
  private List<String> absorb() {
    List<String> kept = new ArrayList<>();
    for (Stanza stanza : document.stanzas(to)) {
      if (!isPlaceholder(stanza)) {
        continue;
      }
      for (Row row : stanza.options()) {
        if (!OvsOptions.isOurs(row) && !row.is("hwaddress") && !row.is("mtu")) {
          kept.add(row.raw().strip());
        }
        stanza.file().remove(row);
      }
      removeWithBlank(stanza.file(), stanza.header());
    }
    return kept;
  }

  /** A row, and a blank one behind it. */
  static void removeWithBlank(ConfFile file, Row row) {
    int at = file.rows().indexOf(row);
    file.remove(row);
    if (at < file.rows().size() && file.rows().get(at).isBlank()) {
      file.rows().remove(at);
    }
  }

  private void rename(Stanza stanza) {
    for (Row row : stanza.commands()) {
      if (fate(stanza, row) == Command.Fate.MOVES) {
        stanza.file().replace(row, Command.renamed(row.raw(), from, to));
      }
    }
    stanza.file().replace(stanza.header(), Command.renamed(stanza.header().raw(), from, to));
  }

  private void aliases() {
    Pattern alias = Pattern.compile("(?<=[ \t])" + Pattern.quote(from.text()) + "(?=:)");
    for (ConfFile file : document.files()) {
      for (Row row : List.copyOf(file.rows())) {
        boolean selects = row.key().equals("auto") || row.key().startsWith("allow-");
        if (selects && alias.matcher(row.raw()).find()) {
          file.replace(row, alias.matcher(row.raw()).replaceAll(to.text()));
        }
      }
    }
  }

  private void select(Stanza first, Set<Family> families, List<String> own) {
    List<String> before = new ArrayList<>();
    if (stays) {
      boolean next = false;
      for (Family family : families) {
        before.add("iface " + from + " " + Spelling.word(family) + " manual");
        if (!next) {
          own.forEach(line -> before.add(first.indent() + line));
        }
        next = true;
      }
      before.add("");
    }
    Selections selections = new Selections(document);
    if (!stays) {
      selections.giveBack(from.text(), to.text());
    } else if (!document.isSelected(to.text())) {
      before.add("auto " + to);
      selections.mark(from.text(), to.text());
    }
    first.file().insertBefore(first.header(), before);
  }

  /** Commands in other links' stanzas that name the old one. */
  private void elsewhere() {
    for (Stanza stanza : document.stanzas()) {
      for (Row row : stanza.isOf(from) || stanza.isOf(to) ? List.<Row>of() : stanza.commands()) {
        if (Command.mentions(row.value(), from) && fate(stanza, row) == Command.Fate.MOVES) {
          stanza.file().replace(row, Command.renamed(row.raw(), from, to));
        }
      }
    }
  }
}
