package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.RouteWords;
import dev.bascule.network.persist.Wanted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes out of the files the addresses and routes that a link had and is to have no longer. */
final class Withdrawal {
  private static final Set<String> OF_ADDRESS =
      Set.of(
          "address",
          "netmask",
          "broadcast",
          "network",
          "pointopoint",
          "endpoint",
          "scope",
          "preferred-lifetime",
          "dad-attempts",
          "dad-interval");

  private final Document document;
  private final Wanted wanted;
  private final Spelling spelling;
  private final InterfaceName link;

  Withdrawal(Document document, Wanted wanted, Spelling spelling) {
    this.document = document;
    this.wanted = wanted;
    this.spelling = spelling;
    this.link = wanted.link().name();
  }

  void run() {
    Set<Row> gone = new HashSet<>();
    for (Said.SaidRoute route : Said.of(document, link).routes()) {
      if (wanted.gone().contains(RouteWords.key(route.route())) && gone.add(route.row())) {
        take(route.stanza(), route.row());
      }
    }
    for (Said.SaidAddress address : Said.of(document, link).addresses()) {
      if (wanted.gone().contains(address.key()) && gone.add(address.row())) {
        withdraw(address);
      }
    }
  }

  /** Removes a command with the one that undoes it, or a gateway with its metric. */
  private void take(Stanza stanza, Row row) {
    Row fresh = row;
    if (!Stanza.isCommand(row)) {
      stanza.first("metric").ifPresent(stanza.file()::remove);
    }
    for (Row other : Stanza.isCommand(row) ? stanza.commands() : List.<Row>of()) {
      if (!Stanza.isUp(other) && undone(other.value()).equals(undone(row.value()))) {
        stanza.file().remove(other);
      }
    }
    stanza.file().remove(fresh);
  }

  private static String undone(String command) {
    return command
        .replaceFirst("\\b(add|replace|append|del|delete)\\b", "")
        .replaceAll("\\s+", " ");
  }

  private void withdraw(Said.SaidAddress address) {
    Stanza stanza =
        document.stanzas().stream()
            .filter(now -> now.options().contains(address.row()))
            .findFirst()
            .orElseThrow();
    boolean several = stanza.all("address").size() > 1;
    if (Stanza.isCommand(address.row())) {
      take(stanza, address.row());
    } else if (several && spelling.second()) {
      stanza.file().remove(address.row());
    } else {
      withdrawAll(stanza);
    }
  }

  private void withdrawAll(Stanza stanza) {
    boolean only = stanza.options().stream().allMatch(row -> OF_ADDRESS.contains(row.key()));
    boolean alone = document.stanzas(link).size() == 1;
    stanza.options().stream()
        .filter(row -> OF_ADDRESS.contains(row.key()))
        .forEach(stanza.file()::remove);
    if (only && stanza.isAliasOf(link)) {
      new Selections(document).drop(stanza.name());
    }
    if (only && !alone) {
      Takeover.removeWithBlank(stanza.file(), stanza.header());
    } else {
      String raw = stanza.header().raw();
      stanza.file().replace(stanza.header(), raw.replaceFirst("static(?=\\s*$)", "manual"));
    }
  }
}
