package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import dev.bascule.network.persist.Netmask;
import dev.bascule.network.persist.RouteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which addresses and routes the files give a link. */
record Said(List<SaidAddress> addresses, List<SaidRoute> routes) {
  private static final Set<String> ADDING = Set.of("add", "a", "replace", "append", "change");

  /**
   * An address.
   *
   * @param key as {@link dev.bascule.network.persist.Wanted#key} has it
   * @param row of the address option, or of the command
   */
  record SaidAddress(String key, Family family, Stanza stanza, Row row) {}

  /** A route; its row is a {@code gateway} option, or a command. */
  record SaidRoute(Route route, Stanza stanza, Row row) {}

  /** What they give a link, its aliases included. */
  static Said of(Document document, InterfaceName link) {
    Said said = new Said(new ArrayList<>(), new ArrayList<>());
    for (Stanza stanza : document.stanzas()) {
      boolean own = stanza.isOf(link);
      if (own) {
        said.options(stanza, link);
      }
      for (Row row : stanza.commands()) {
        if (Stanza.isUp(row) && (own || Command.mentions(row.value(), link))) {
          Command.parts(row.value()).forEach(part -> said.command(stanza, row, part, link));
        }
      }
    }
    return said;
  }

  boolean saysAddress(String key) {
    return addresses.stream().anyMatch(address -> address.key().equals(key));
  }

  boolean saysRoute(Route route) {
    String key = RouteWords.key(route);
    return routes.stream().anyMatch(said -> RouteWords.key(said.route()).equals(key));
  }

  private void options(Stanza stanza, InterfaceName link) {
    Optional<String> peer = stanza.value("pointopoint").or(() -> stanza.value("endpoint"));
    for (Row row : stanza.all("address")) {
      for (String word : row.arguments()) {
        address(word, stanza.value("netmask").orElse(""))
            .ifPresent(
                local -> {
                  String key = local + peer.map(p -> " peer " + bare(p)).orElse("");
                  addresses.add(new SaidAddress(key, family(local.address()), stanza, row));
                });
      }
    }
    for (Row row : stanza.all("gateway")) {
      for (String word : row.arguments()) {
        IpAddress.parse(word).ifPresent(via -> gateway(stanza, row, via, link));
      }
    }
  }

  private static String bare(String address) {
    return address.replaceFirst("/.*", "");
  }

  private void gateway(Stanza stanza, Row row, IpAddress via, InterfaceName link) {
    String metric = stanza.value("metric").filter(m -> m.matches("[0-9]{1,9}")).orElse("0");
    Family family = family(via);
    long number = Long.parseLong(metric);
    Route route =
        new Route(
            family,
            "unicast",
            "default",
            "main",
            via,
            link,
            null,
            family == Family.V6 && number == 0 ? 1024 : number,
            "global",
            "boot",
            false,
            Map.of(),
            List.of());
    routes.add(new SaidRoute(route, stanza, row));
  }

  private void command(Stanza stanza, Row row, String part, InterfaceName link) {
    List<String> words = Command.words(part);
    List<String> behind = NetTools.asIp(words);
    String object = Command.object(behind);
    int verb = behind.indexOf(verb(behind));
    if (verb < 0) {
      return;
    }
    List<String> arguments = behind.subList(verb + 1, behind.size());
    Family family = behind.subList(0, verb).contains("-6") ? Family.V6 : Family.V4;
    if (object.equals("route")) {
      RouteWords.parse(arguments, family, link)
          .filter(route -> link.equals(route.dev()))
          .ifPresent(route -> routes.add(new SaidRoute(route, stanza, row)));
    } else if (object.equals("address")) {
      added(stanza, row, arguments, link);
    }
  }

  private static String verb(List<String> words) {
    return words.stream().skip(2).filter(ADDING::contains).findFirst().orElse("");
  }

  private void added(Stanza stanza, Row row, List<String> words, InterfaceName link) {
    int dev = words.indexOf("dev");
    String name = dev >= 0 && dev + 1 < words.size() ? words.get(dev + 1) : "";
    boolean ours =
        name.equals(link.text()) || (stanza.isOf(link) && name.matches("\"?\\$\\{?IFACE\\}?\"?"));
    int peer = words.indexOf("peer");
    String other = peer >= 0 && peer + 1 < words.size() ? words.get(peer + 1) : "";
    for (String word : ours ? words : List.<String>of()) {
      Optional<Cidr> local = word.equals(other) ? Optional.empty() : Cidr.parse(word);
      if (local.isPresent() && !isValueOf(words, word, "broadcast", "brd", "peer")) {
        String key = other.isEmpty() ? local.get().toString() : peered(local.get(), other);
        addresses.add(new SaidAddress(key, family(local.get().address()), stanza, row));
      }
    }
  }

  private static String peered(Cidr local, String peer) {
    int prefix = Cidr.parse(peer).map(Cidr::prefix).orElse(local.prefix());
    return new Cidr(local.address(), prefix) + " peer " + bare(peer);
  }

  private static boolean isValueOf(List<String> words, String word, String... names) {
    int at = words.indexOf(word);
    return at > 0 && List.of(names).contains(words.get(at - 1));
  }

  private static Optional<Cidr> address(String word, String netmask) {
    if (word.contains("/") || netmask.isEmpty()) {
      return Cidr.parse(word)
          .map(one -> word.contains("/") ? one : new Cidr(one.address(), Netmask.usual(one)));
    }
    return IpAddress.parse(word)
        .flatMap(address -> Netmask.prefix(netmask).map(prefix -> Cidr.of(address + "/" + prefix)));
  }

  private static Family family(IpAddress address) {
    return address.isV6() ? Family.V6 : Family.V4;
  }
}
