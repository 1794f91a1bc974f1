package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.persist.Wanted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A bridge's options, in the first of its stanzas. */
final class BridgeOptions {
  private final Document document;
  private final Wanted wanted;
  private final Spelling spelling;
  private final InterfaceName link;
  private final LinkKind.Bridge kind;

  BridgeOptions(Document document, Wanted wanted, Spelling spelling) {
    this.document = document;
    this.wanted = wanted;
    this.spelling = spelling;
    this.link = wanted.link().name();
    this.kind = wanted.link().bridge().orElseThrow();
  }

  void run() {
    first();
    ports();
    boolean stp = said("bridge_stp").map(BridgeOptions::isOn).orElse(!kind.stp());
    if (stp != kind.stp()) {
      set("bridge_stp", kind.stp() ? "on" : "off");
    }
    if (said("bridge_fd").filter(word -> isDelay(word) || isIdle()).isEmpty()) {
      BigDecimal seconds = BigDecimal.valueOf(kind.forwardDelay(), 2).stripTrailingZeros();
      set("bridge_fd", seconds.toPlainString());
    }
    mac();
    boolean aware = said("bridge_vlan_aware").map(BridgeOptions::isOn).orElse(false);
    if (aware != kind.vlanFiltering()) {
      set("bridge_vlan_aware", kind.vlanFiltering() ? "yes" : "no");
    }
    new VlanCommands(document, wanted).run();
  }

  /** The bridge is made by the first stanza that has its ports; a later one would come too late. */
  private void first() {
    Stanza first = document.stanzas(link).get(0);
    for (Stanza later : document.stanzas(link)) {
      if (later.header() != first.header() && later.first("bridge_ports").isPresent()) {
        List<Row> rows =
            later.options().stream().filter(row -> row.key().startsWith("bridge")).toList();
        rows.forEach(later.file()::remove);
        document.stanzas(link).get(0).add(rows.stream().map(row -> row.raw().strip()).toList());
      }
    }
  }

  private static boolean isOn(String word) {
    return Set.of("on", "yes", "1", "true").contains(word);
  }

  private boolean isDelay(String word) {
    boolean number = word.matches("[0-9]{1,3}(\\.[0-9]+)?");
    BigDecimal delay = BigDecimal.valueOf(kind.forwardDelay(), 2);
    return number && new BigDecimal(word).compareTo(delay) == 0;
  }

  // Without STP nothing waits for the delay, and not every node's brctl can set it at boot: a file
  // that says another one than the kernel has is no reason to edit it.
  private boolean isIdle() {
    Link was = wanted.was();
    Optional<LinkKind.Bridge> before = was == null ? Optional.empty() : was.bridge();
    return !kind.stp()
        && before
            .map(LinkKind.Bridge::forwardDelay)
            .filter(d -> d == kind.forwardDelay())
            .isPresent();
  }

  private Optional<String> said(String option) {
    return document.stanzas(link).stream().flatMap(s -> s.value(option).stream()).findFirst();
  }

  private void set(String option, String value) {
    for (Stanza stanza : document.stanzas(link)) {
      Optional<Row> row = stanza.first(option);
      if (row.isPresent()) {
        String text = row.get().indent() + row.get().key() + " " + value + row.get().end();
        stanza.file().replace(row.get(), text);
        return;
      }
    }
    document.stanzas(link).get(0).add(List.of(spelling.bridge(option) + " " + value));
  }

  private void ports() {
    Optional<String> said = said("bridge_ports");
    Set<String> ports = new LinkedHashSet<>();
    for (String port : said.orElse("none").split(" ", -1)) {
      boolean lost = InterfaceName.isValid(port) && wanted.left().contains(new InterfaceName(port));
      if (!port.equals("none") && !port.isEmpty() && !lost) {
        ports.add(port);
      }
    }
    wanted.ports().forEach(port -> ports.add(port.text()));
    Set<String> before = new TreeSet<>(List.of(said.orElse("").split(" ", -1)));
    Set<String> now = new TreeSet<>(ports.isEmpty() ? List.of("none") : ports);
    if (!before.equals(now)) {
      set("bridge_ports", ports.isEmpty() ? "none" : String.join(" ", ports));
    }
    if (spelling.second()) {
      condone(said.isEmpty(), ports);
    }
  }

  // ifreload takes every port away that is not named, a container's too, but for these.
  private void condone(boolean fresh, Set<String> ports) {
    String names = String.join("|", ports).replace(".", "\\.");
    String others = ports.isEmpty() ? ".*" : "(?!(" + names + ")$).*";
    Optional<String> said = said("bridge_ports_condone_regex");
    boolean ours = said.map(text -> text.startsWith("(?!") || text.equals(".*")).orElse(fresh);
    if (ours && !said.equals(Optional.of(others))) {
      set("bridge_ports_condone_regex", others);
    }
  }

  private void mac() {
    @Nullable MacAddress mac = wanted.link().mac();
    List<String> says = new ArrayList<>();
    said("bridge_hw").ifPresent(says::add);
    said("hwaddress").ifPresent(text -> says.add(text.replaceFirst("^ether ", "")));
    // What is neither set now nor brought by a port is another one after each boot.
    if (mac == null || (says.isEmpty() && !wanted.setsMac() && !wanted.hasMacOfPort())) {
      return;
    }
    boolean known =
        says.stream().flatMap(text -> MacAddress.parse(text).stream()).anyMatch(mac::equals);
    boolean port = says.stream().anyMatch(name -> isMacOf(name, mac));
    // ifupdown2 passes over bridge-hw, and sets no hwaddress that a port brought along already.
    String option = spelling.second() ? "hwaddress" : "bridge_hw";
    if ((!known && !port) || said(option).isEmpty()) {
      set(option, mac.text());
    }
    if (spelling.second() && !isPinned(mac)) {
      document.stanzas(link).get(0).add(List.of("up ip link set dev " + link + " address " + mac));
    }
  }

  private boolean isPinned(MacAddress mac) {
    return document.stanzas(link).stream()
        .flatMap(stanza -> stanza.commands().stream())
        .anyMatch(row -> Stanza.isUp(row) && row.value().matches(".*link set.* address " + mac));
  }

  private boolean isMacOf(String name, MacAddress mac) {
    return wanted.cards().stream()
        .filter(card -> card.name().text().equals(name))
        .map(Link::mac)
        .anyMatch(mac::equals);
  }
}
