package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Route;
import dev.bascule.network.persist.RouteWords;
import dev.bascule.network.persist.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the files say of one link what is wanted of it; what they say already stays. */
final class Agreement {
  private final Document document;
  private final Wanted wanted;
  private final Spelling spelling;
  private final InterfaceName link;

  Agreement(Document document, Wanted wanted, Spelling spelling) {
    this.document = document;
    this.wanted = wanted;
    this.spelling = spelling;
    this.link = wanted.link().name();
  }

  /** Does it. */
  void run() {
    boolean bare = wanted.addresses().isEmpty() && wanted.routes().isEmpty();
    boolean made = !(wanted.link().kind() instanceof LinkKind.Hardware);
    if (document.stanzas(link).isEmpty()) {
      boolean plain = wanted.link().kind() instanceof LinkKind.Loopback;
      boolean card = !made && !OvsOptions.isPort(wanted.link());
      if (plain || (bare && card) || wanted.link().kind() instanceof LinkKind.Other) {
        return;
      }
      begin();
    }
    new Withdrawal(document, wanted, spelling).run();
    addresses();
    routes();
    if (wanted.link().bridge().isPresent()) {
      new BridgeOptions(document, wanted, spelling).run();
    }
    new OvsOptions(document, wanted).run();
    mtu();
  }

  private void begin() {
    boolean four = wanted.addresses().stream().anyMatch(a -> a.family() == Family.V4);
    Family family = four || wanted.addresses().isEmpty() ? Family.V4 : Family.V6;
    List<String> lines = new ArrayList<>();
    lines.addAll(OvsOptions.selecting(wanted.link()));
    String method = wanted.dhcp() ? "dhcp" : "manual";
    lines.add("iface " + link + " inet" + (family == Family.V6 ? "6 " : " ") + method);
    Birth.lines(wanted.link(), spelling).forEach(line -> lines.add("    " + line));
    new Place(document, link).append(lines);
  }

  private void addresses() {
    Said said = Said.of(document, link);
    for (Address address : wanted.addresses()) {
      boolean given = wanted.dhcp() && wanted.were().contains(Wanted.key(address));
      if (!said.saysAddress(Wanted.key(address)) && !(given && fromDhcp())) {
        add(address);
      }
    }
  }

  private boolean fromDhcp() {
    return document.stanzas(link).stream().anyMatch(stanza -> stanza.method().equals("dhcp"));
  }

  private void add(Address address) {
    List<Stanza> all = document.stanzas(link);
    Optional<Stanza> empty = all.stream().filter(s -> takes(s, address.family())).findFirst();
    Optional<Stanza> full =
        all.stream().filter(s -> spelling.second() && hasRoom(s)).reduce((one, next) -> next);
    if (empty.isPresent()) {
      fill(empty.get(), address);
    } else if (full.isPresent() && address.peer() == null) {
      Stanza stanza = full.get();
      List<Row> rows = stanza.all("address");
      String line = stanza.indent() + "address " + address.local();
      stanza.file().insertAfter(rows.get(rows.size() - 1), List.of(line));
    } else {
      further(all.get(all.size() - 1), address);
    }
  }

  /** Whether a stanza of the family has no address yet and can have one. */
  private boolean takes(Stanza stanza, Family family) {
    boolean manual = stanza.method().equals("manual") || stanza.method().isEmpty();
    boolean fits = stanza.family() == family || stanza.family() == null;
    return manual && fits && stanza.first("address").isEmpty() && !stanza.isAliasOf(link);
  }

  private static boolean hasRoom(Stanza stanza) {
    boolean masked = stanza.first("netmask").isPresent() || stanza.first("pointopoint").isPresent();
    return !masked && stanza.first("address").isPresent();
  }

  private void fill(Stanza stanza, Address address) {
    Row header = stanza.header();
    List<String> lines = spelling.lines(address);
    Row now = header;
    if (stanza.method().equals("manual")) {
      String raw = header.raw();
      int at = raw.lastIndexOf("manual");
      now = stanza.file().replace(header, raw.substring(0, at) + "static" + raw.substring(at + 6));
    }
    stanza.file().insertAfter(now, lines.stream().map(one -> stanza.indent() + one).toList());
  }

  private void further(Stanza last, Address address) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add("iface " + link + " " + Spelling.word(address.family()) + " static");
    spelling.lines(address).forEach(line -> lines.add(last.indent() + line));
    last.file().insertAfter(last.last(), lines);
  }

  private void routes() {
    for (Route route : wanted.routes()) {
      boolean given = fromDhcp() && wanted.were().contains(RouteWords.key(route));
      if (!given && !Said.of(document, link).saysRoute(route)) {
        add(route);
      }
    }
  }

  private void add(Route route) {
    List<Stanza> all = document.stanzas(link);
    List<Stanza> fitting = all.stream().filter(s -> s.family() == route.family()).toList();
    Optional<Stanza> first =
        fitting.stream()
            .filter(s -> s.method().equals("static") && s.first("gateway").isEmpty())
            .filter(s -> !s.isAliasOf(link))
            .findFirst();
    if (isGateway(route) && first.isPresent()) {
      List<String> lines = new ArrayList<>(List.of("gateway " + route.via()));
      if (RouteWords.metric(route) != (route.family() == Family.V6 ? 1024 : 0)) {
        lines.add("metric " + route.metric());
      }
      first.get().add(lines);
      return;
    }
    Stanza stanza = fitting.isEmpty() ? all.get(all.size() - 1) : fitting.get(fitting.size() - 1);
    String six = route.family() == Family.V6 ? "-6 " : "";
    stanza.add(List.of("up ip " + six + "route replace " + RouteWords.text(route)));
  }

  /** Whether a {@code gateway} line says it in full, with every version. */
  private boolean isGateway(Route route) {
    return route.isDefault()
        && route.via() != null
        && route.src() == null
        && route.table().equals("main")
        && route.type().equals("unicast")
        && route.more().keySet().stream().allMatch(name -> name.equals("pref"))
        && wanted.addresses().stream().anyMatch(a -> a.local().contains(route.via()));
  }

  private void mtu() {
    Link target = wanted.link();
    List<Stanza> all = document.stanzas(link);
    Optional<Stanza> saying = all.stream().filter(s -> s.first("mtu").isPresent()).findFirst();
    boolean by =
        all.stream()
            .flatMap(stanza -> stanza.commands().stream())
            .anyMatch(row -> row.value().matches(".*\\bmtu " + target.mtu() + "\\b.*"));
    boolean changed = wanted.was() == null || wanted.was().mtu() != target.mtu();
    if (saying.isPresent()) {
      Row row = saying.get().first("mtu").orElseThrow();
      if (changed && !row.value().equals("" + target.mtu())) {
        String raw = row.indent() + "mtu " + target.mtu() + row.end();
        saying.get().file().replace(row, raw);
      }
    } else if (target.mtu() != 1500 && !by && !all.isEmpty()) {
      boolean loopback = target.kind() instanceof LinkKind.Loopback;
      if (!loopback) {
        all.get(0).add(List.of("mtu " + target.mtu()));
      }
    }
  }
}
