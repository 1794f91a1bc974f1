package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import dev.bascule.network.persist.Netmask;
import dev.bascule.network.persist.RouteWords;
import dev.bascule.network.persist.Unsafe;
import dev.bascule.network.persist.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses and routes of one link, as its files say and shall say. */
final class Settings {
  private final Scripts scripts;
  private final Assignments file;
  private final Wanted wanted;
  private final InterfaceName link;
  private final DefaultRoutes defaults;

  Settings(Scripts scripts, Assignments file, Wanted wanted) {
    this.scripts = scripts;
    this.file = file;
    this.wanted = wanted;
    this.link = wanted.link().name();
    this.defaults = new DefaultRoutes(file, new Assignments(scripts.network()), link);
  }

  void run() {
    withdraw();
    for (Address address : wanted.addresses()) {
      boolean given = isDhcp() && wanted.were().contains(Wanted.key(address));
      if (!given && !says(address)) {
        add(address);
      }
    }
    for (Route route : wanted.routes()) {
      boolean given = isDhcp() && wanted.were().contains(RouteWords.key(route));
      if (!given && !defaults.isOfScripts(route) && !says(route)) {
        add(route);
      }
    }
  }

  private boolean isDhcp() {
    return file.get("BOOTPROTO").filter(value -> value.matches("dhcp|bootp")).isPresent();
  }

  /** Of the suffixes {@code "", "0", "1"} … those in use. */
  private List<String> suffixes() {
    List<String> suffixes = new ArrayList<>();
    if (file.get("IPADDR").isPresent()) {
      suffixes.add("");
    }
    for (int n = 0; n < 256; n++) {
      if (file.get("IPADDR" + n).isPresent()) {
        suffixes.add("" + n);
      }
    }
    return suffixes;
  }

  static Optional<Cidr> read(Assignments file, String suffix) {
    Optional<IpAddress> address = file.get("IPADDR" + suffix).flatMap(IpAddress::parse);
    Optional<Integer> prefix =
        file.get("PREFIX" + suffix).or(() -> file.get("NETMASK" + suffix)).flatMap(Netmask::prefix);
    return address.map(one -> new Cidr(one, prefix.orElse(Netmask.usual(Cidr.of(one.text())))));
  }

  private boolean says(Address address) {
    String key = address.local().toString();
    if (address.family() == Family.V6) {
      return sixes().contains(key);
    }
    boolean own =
        suffixes().stream()
            .anyMatch(s -> read(file, s).filter(address.local()::equals).isPresent());
    return own
        || scripts.aliases(link).stream()
            .map(name -> new Assignments(scripts.file(name)))
            .anyMatch(alias -> read(alias, "").filter(address.local()::equals).isPresent());
  }

  private List<String> sixes() {
    List<String> all = new ArrayList<>();
    file.get("IPV6ADDR").ifPresent(all::add);
    file.get("IPV6ADDR_SECONDARIES").ifPresent(text -> all.addAll(List.of(text.split(" +", -1))));
    all.replaceAll(text -> text.contains("/") ? text : text + "/64");
    all.replaceAll(text -> Cidr.parse(text).map(Cidr::toString).orElse(text));
    return all;
  }

  private void add(Address address) {
    if (address.peer() != null) {
      throw new Unsafe(
          file.file().path().text(),
          "it cannot say an address with a peer: " + address.local(),
          null);
    }
    if (address.family() == Family.V6) {
      addSix(address.local());
      return;
    }
    List<String> used = suffixes();
    int next = used.isEmpty() || used.equals(List.of("")) ? used.size() : number(used) + 1;
    String suffix = used.isEmpty() ? "" : "" + next;
    if (used.isEmpty() && file.get("BOOTPROTO").isEmpty()) {
      file.set("BOOTPROTO", "none");
    }
    file.set("IPADDR" + suffix, address.local().address().text());
    if (file.get("NETMASK").isPresent()) {
      file.set("NETMASK" + suffix, Netmask.dotted(address.local()));
    } else {
      file.set("PREFIX" + suffix, "" + address.local().prefix());
    }
  }

  private static int number(List<String> used) {
    String last = used.get(used.size() - 1);
    return last.isEmpty() ? 0 : Integer.parseInt(last);
  }

  private void addSix(Cidr local) {
    file.set("IPV6INIT", "yes");
    if (file.get("IPV6ADDR").isEmpty()) {
      file.set("IPV6ADDR", local.toString());
      return;
    }
    String others = file.get("IPV6ADDR_SECONDARIES").map(text -> text + " ").orElse("");
    file.set("IPV6ADDR_SECONDARIES", others + local);
  }

  private RouteFile routes(Family family) {
    String prefix = family == Family.V6 ? "route6-" : "route-";
    return new RouteFile(scripts.file(prefix + link), link, family);
  }

  private boolean says(Route route) {
    return defaults.say(route) || routes(route.family()).says(route);
  }

  private void add(Route route) {
    if (!defaults.add(route)) {
      routes(route.family()).add(route);
    }
  }

  private void withdraw() {
    defaults.withdraw(wanted.gone());
    routes(Family.V4).remove(wanted.gone());
    routes(Family.V6).remove(wanted.gone());
    for (String suffix : suffixes()) {
      while (read(file, suffix).map(Cidr::toString).filter(wanted.gone()::contains).isPresent()) {
        withdraw(suffix);
      }
    }
    List<String> left = sixes();
    if (left.removeIf(wanted.gone()::contains)) {
      file.remove("IPV6ADDR");
      file.remove("IPV6ADDR_SECONDARIES");
      left.forEach(text -> addSix(Cidr.of(text)));
    }
    for (String name : scripts.aliases(link)) {
      Assignments alias = new Assignments(scripts.file(name));
      if (read(alias, "").map(Cidr::toString).filter(wanted.gone()::contains).isPresent()) {
        alias.file().remove();
      }
    }
  }

  /** The last address takes the place of one that goes: the scripts stop at a gap. */
  private void withdraw(String suffix) {
    List<String> used = suffixes();
    String last = used.get(used.size() - 1);
    for (String key : List.of("IPADDR", "PREFIX", "NETMASK", "BROADCAST", "NETWORK", "ARPCHECK")) {
      Optional<String> value = file.get(key + last);
      file.remove(key + last);
      if (!last.equals(suffix)) {
        file.remove(value.isEmpty() ? key + suffix : "");
        value.ifPresent(text -> file.set(key + suffix, text));
      }
    }
  }
}
