package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Lifetime;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads /proc/net/route, if_inet6 and ipv6_route, for nodes without {@code ip}: main tables only,
 * no lifetimes. Of other tables /proc/net/fib_trie tells no more than that they are there.
 */
final class ProcTables {
  private static final int UP = 1;
  private static final int GATEWAY = 2;
  private static final int REJECT = 0x200;
  private static final int ANYCAST_6 = 0x00100000;
  private static final int LOCAL_6 = 0x80000000;
  private static final String NOTHING_6 = "0".repeat(32);
  private static final Map<String, String> SCOPES =
      Map.of("00", "global", "10", "host", "20", "link", "40", "site");

  private final List<Route> routes = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();

  ProcTables(List<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(":", 2);
      // Not at backslashes, which the name of a link may hold.
      List<String> words =
          parts.length == 2 ? List.of(parts[1].strip().split("\\s+", -1)) : List.of();
      switch (parts[0]) {
        case "/proc/net/route" -> addRoute4(words);
        case "/proc/net/ipv6_route" -> addRoute6(words);
        case "/proc/net/if_inet6" -> addAddress6(words);
        case "/proc/net/fib_trie" -> unread.add(words.get(words.size() - 1));
        default -> {}
      }
    }
  }

  List<Route> routes() {
    return routes;
  }

  /** The numbers of other tables with routes. */
  List<String> unread() {
    return unread;
  }

  List<Address> addresses() {
    return addresses;
  }

  // Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
  private void addRoute4(List<String> words) {
    boolean whole =
        words.size() >= 8
            && Stream.of(1, 2, 7).allMatch(at -> words.get(at).matches("[0-9A-F]{8}"))
            && words.get(3).matches("[0-9A-F]{4}");
    if (!whole) {
      return;
    }
    int flags = Integer.parseInt(words.get(3), 16);
    int length = Long.bitCount(Long.parseLong(words.get(7), 16));
    boolean gateway = (flags & GATEWAY) != 0;
    if ((flags & UP) != 0) {
      String to = length == 0 ? "default" : address4(words.get(1)) + "/" + length;
      IpAddress via = gateway ? address4(words.get(2)) : null;
      String scope = gateway ? "global" : "link";
      long metric = Words.number(words.get(6), 0);
      add(Family.V4, (flags & REJECT) != 0, to, via, words.get(0), metric, scope);
    }
  }

  // destination length source length gateway metric references use flags device
  private void addRoute6(List<String> words) {
    if (words.size() < 10 || words.get(0).startsWith("ff") || words.get(9).equals("lo")) {
      return;
    }
    int flags = (int) Long.parseLong(words.get(8), 16);
    int length = Integer.parseInt(words.get(1), 16);
    if ((flags & UP) != 0 && (flags & (LOCAL_6 | ANYCAST_6)) == 0) {
      String to = length == 0 ? "default" : address6(words.get(0)) + "/" + length;
      IpAddress via = words.get(4).equals(NOTHING_6) ? null : address6(words.get(4));
      long metric = Long.parseLong(words.get(5), 16);
      add(Family.V6, (flags & REJECT) != 0, to, via, words.get(9), metric, "global");
    }
  }

  private void add(
      Family family,
      boolean reject,
      String to,
      @Nullable IpAddress via,
      String dev,
      long metric,
      String scope) {
    boolean nowhere = dev.equals("*");
    InterfaceName link = nowhere ? null : Words.link(dev).orElse(null);
    String type = reject ? "unreachable" : nowhere ? "blackhole" : "unicast";
    routes.add(
        new Route(
            family, type, to, "main", via, link, null, metric, scope, "boot", false, Map.of(),
            List.of()));
  }

  // address index length scope flags device
  private void addAddress6(List<String> words) {
    Optional<InterfaceName> link = words.size() < 6 ? Optional.empty() : Words.link(words.get(5));
    link.ifPresent(
        name -> {
          Cidr local = new Cidr(address6(words.get(0)), Integer.parseInt(words.get(2), 16));
          String scope = SCOPES.getOrDefault(words.get(3), "global");
          addresses.add(
              new Address(
                  name,
                  local,
                  null,
                  null,
                  scope,
                  null,
                  Set.of(),
                  Lifetime.FOREVER,
                  Lifetime.FOREVER));
        });
  }

  /** As the kernel prints it: in the byte order of the machine, little in all that run OpenVZ. */
  private static IpAddress address4(String hex) {
    return IpAddress.of(
        IntStream.of(6, 4, 2, 0)
            .mapToObj(at -> Integer.toString(Integer.parseInt(hex.substring(at, at + 2), 16)))
            .collect(Collectors.joining(".")));
  }

  private static IpAddress address6(String hex) {
    return IpAddress.of(
        IntStream.range(0, 8)
            .mapToObj(at -> hex.substring(4 * at, 4 * at + 4))
            .collect(Collectors.joining(":")));
  }
}
