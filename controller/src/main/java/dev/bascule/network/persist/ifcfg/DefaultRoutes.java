package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import dev.bascule.network.persist.RouteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The routes that the scripts make of keys: the default ones, and the one for link-local addresses.
 * As {@code ifup-eth} and {@code ifup-ipv6} do: {@code GATEWAY} counts where it is in the network
 * of the first address, and {@code IPV6_DEFAULTGW} gets the metric 1.
 */
final class DefaultRoutes {
  private static final String LINK_LOCAL = "169.254.0.0/16";

  private final Assignments file;
  private final Assignments network;
  private final InterfaceName link;

  DefaultRoutes(Assignments file, Assignments network, InterfaceName link) {
    this.file = file;
    this.network = network;
    this.link = link;
  }

  /**
   * Whether the scripts make this route by themselves: its metric is 1000 and the link's number.
   */
  boolean isOfScripts(Route route) {
    boolean plain = route.via() == null && route.src() == null && route.table().equals("main");
    return route.destination().equals(LINK_LOCAL)
        && plain
        && (route.metric() == 0 || route.metric() > 1000)
        && get("NOZEROCONF").isEmpty();
  }

  boolean say(Route route) {
    return said(route.family())
        .filter(one -> RouteWords.key(one).equals(RouteWords.key(route)))
        .isPresent();
  }

  /** Says it by a key; false where none would be heeded. */
  boolean add(Route route) {
    String key = key(route.family());
    if (!route.isDefault() || route.via() == null || file.get(key).isPresent()) {
      return false;
    }
    file.set(key, route.via().text());
    if (!say(route)) {
      file.remove(key);
      return false;
    }
    return true;
  }

  /** Takes out those that are to go, by {@link RouteWords#key}. */
  void withdraw(Set<String> gone) {
    for (Family family : Family.values()) {
      if (said(family).map(RouteWords::key).filter(gone::contains).isPresent()) {
        file.remove(key(family));
      }
    }
  }

  private static String key(Family family) {
    return family == Family.V6 ? "IPV6_DEFAULTGW" : "GATEWAY";
  }

  /** Settings of all links are read first; this link's come on top. */
  private Optional<String> get(String key) {
    return file.get(key).or(() -> network.get(key));
  }

  private Optional<Route> said(Family family) {
    return family == Family.V6 ? six() : four();
  }

  private Optional<Route> four() {
    Optional<IpAddress> via = get("GATEWAY").flatMap(IpAddress::parse);
    boolean reached =
        via.isPresent() && first().filter(address -> address.contains(via.get())).isPresent();
    boolean elsewhere = get("GATEWAYDEV").filter(name -> !name.equals(link.text())).isPresent();
    if (!reached || elsewhere || get("DEFROUTE").filter("no"::equals).isPresent()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(List.of("default", "via", via.get().text()));
    get("SRCADDR").ifPresent(value -> words.addAll(List.of("src", value)));
    get("METRIC").ifPresent(value -> words.addAll(List.of("metric", value)));
    get("WINDOW").ifPresent(value -> words.addAll(List.of("window", value)));
    return RouteWords.parse(words, Family.V4, link);
  }

  private Optional<Cidr> first() {
    return Stream.of("", "0", "1", "2")
        .flatMap(suffix -> Settings.read(file, suffix).stream())
        .findFirst();
  }

  private Optional<Route> six() {
    String text = get("IPV6_DEFAULTGW").orElse("");
    int scope = text.indexOf('%');
    String address = scope < 0 ? text : text.substring(0, scope);
    Optional<String> device =
        scope < 0 ? get("IPV6_DEFAULTDEV") : Optional.of(text.substring(scope + 1));
    if (IpAddress.parse(address).isEmpty()
        || device.filter(name -> !name.equals(link.text())).isPresent()
        || (device.isEmpty() && !isReached(IpAddress.parse(address).get()))) {
      return Optional.empty();
    }
    return RouteWords.parse(List.of("default", "via", address, "metric", "1"), Family.V6, link);
  }

  /** Without a device the kernel looks for the link that has the gateway's network. */
  private boolean isReached(IpAddress via) {
    String all = get("IPV6ADDR").orElse("") + " " + get("IPV6ADDR_SECONDARIES").orElse("");
    return Stream.of(all.strip().split(" +", -1))
        .map(text -> text.contains("/") ? text : text + "/64")
        .flatMap(text -> Cidr.parse(text).stream())
        .anyMatch(one -> one.contains(via));
  }
}
