package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Family;
import dev.bascule.network.Route;
import dev.bascule.network.persist.Netmask;
import dev.bascule.network.persist.RouteWords;
import dev.bascule.network.persist.Unsafe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code route-} or {@code route6-} file: arguments of {@code ip route}, or {@code ADDRESS0=}
 * lines.
 */
final class RouteFile {
  private final TextLines file;
  private final InterfaceName link;
  private final Family family;

  RouteFile(TextLines file, InterfaceName link, Family family) {
    this.file = file;
    this.link = link;
    this.family = family;
  }

  static boolean isNumbered(TextLines file) {
    return file.lines().stream().anyMatch(line -> line.matches("\\s*ADDRESS[0-9]+=.*"));
  }

  boolean says(Route route) {
    String key = RouteWords.key(route);
    if (isNumbered(file)) {
      return numbers().stream()
          .anyMatch(n -> numbered(n).filter(r -> RouteWords.key(r).equals(key)).isPresent());
    }
    return file.lines().stream()
        .anyMatch(line -> read(line).filter(r -> RouteWords.key(r).equals(key)).isPresent());
  }

  private Optional<Route> read(String line) {
    String bare = line.strip();
    return bare.isEmpty() || bare.startsWith("#")
        ? Optional.empty()
        : RouteWords.parse(List.of(bare.split("\\s+", -1)), family, link);
  }

  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    Assignments settings = new Assignments(file);
    for (int n = 0; settings.get("ADDRESS" + n).isPresent(); n++) {
      numbers.add(n);
    }
    return numbers;
  }

  private Optional<Route> numbered(int n) {
    Assignments settings = new Assignments(file);
    String address = settings.get("ADDRESS" + n).orElse("");
    String mask = settings.get("NETMASK" + n).flatMap(Netmask::prefix).map(p -> "/" + p).orElse("");
    List<String> words = new ArrayList<>(List.of(address + mask));
    settings.get("GATEWAY" + n).ifPresent(via -> words.addAll(List.of("via", via)));
    return RouteWords.parse(words, family, link);
  }

  void add(Route route) {
    if (!isNumbered(file)) {
      file.lines().add(RouteWords.text(route));
      return;
    }
    boolean plain =
        route.table().equals("main")
            && route.metric() == 0
            && route.src() == null
            && route.via() != null
            && !route.isDefault();
    if (!plain) {
      throw new Unsafe(
          file.path().text(),
          "its ADDRESS0= format cannot say '" + RouteWords.text(route) + "'",
          "write the file as arguments of ip route");
    }
    int n = numbers().size();
    Cidr destination = Cidr.of(route.destination());
    file.lines().add("ADDRESS" + n + "=" + destination.address());
    file.lines().add("NETMASK" + n + "=" + Netmask.dotted(destination));
    file.lines().add("GATEWAY" + n + "=" + route.via());
  }

  /** Takes out those that are to go; an empty file goes. */
  void remove(Set<String> gone) {
    if (!file.isThere()) {
      return;
    }
    if (isNumbered(file)) {
      removeNumbered(gone);
    } else {
      file.lines()
          .removeIf(line -> read(line).map(RouteWords::key).filter(gone::contains).isPresent());
    }
    if (file.lines().stream().allMatch(String::isBlank)) {
      file.remove();
    }
  }

  private void removeNumbered(Set<String> gone) {
    Assignments settings = new Assignments(file);
    for (int n : numbers()) {
      while (numbered(n).map(RouteWords::key).filter(gone::contains).isPresent()) {
        int last = numbers().size() - 1;
        for (String key : List.of("ADDRESS", "NETMASK", "GATEWAY")) {
          String value = settings.get(key + last).orElse("");
          settings.remove(key + last);
          if (last != n) {
            settings.set(key + n, value);
          }
        }
      }
    }
  }
}
