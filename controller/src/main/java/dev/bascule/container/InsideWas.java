package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an interface inside had before it was changed, as far as changes of it can take that along.
 *
 * @param up whether it was
 * @param addresses all of them
 * @param ways over it, by a gateway or to one address; and the default routes over others that the
 *     wanted one takes the place of. Those that an address brings by itself are not among them
 */
public record InsideWas(boolean up, List<Cidr> addresses, List<Inside.Way> ways) {
  // They go into commands, and a container says what it likes.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");
  private static final Pattern PREFIX = Pattern.compile("default|[0-9a-f.:]+(/[0-9]+)?");

  public InsideWas {
    addresses = List.copyOf(addresses);
    ways = List.copyOf(ways);
  }

  static InsideWas of(Inside inside, InsideWish wish) {
    String name = wish.name().text();
    return new InsideWas(
        inside.device(name).map(Inside.Device::up).orElse(false),
        inside.device(name).map(Inside.Device::addresses).orElse(List.of()),
        inside.ways().stream()
            .filter(InsideWas::isPlain)
            .filter(
                way ->
                    name.equals(way.dev())
                        ? way.isDefault() || way.via() != null || isHost(way)
                        : way.isDefault() && isReplaced(way, wish))
            .toList());
  }

  /** Whether it reached an address over the interface of that name without a gateway. */
  public boolean reaches(IpAddress address, String name) {
    return ways.stream()
        .anyMatch(
            way ->
                way.via() == null
                    && name.equals(way.dev())
                    && Cidr.parse(way.destination())
                        .filter(to -> to.isHost() && to.address().equals(address))
                        .isPresent());
  }

  private static boolean isPlain(Inside.Way way) {
    return way.dev() != null
        && NAME.matcher(way.dev()).matches()
        && PREFIX.matcher(way.destination()).matches()
        && (way.isDefault() || Cidr.parse(way.destination()).isPresent());
  }

  private static boolean isHost(Inside.Way way) {
    return Cidr.parse(way.destination()).filter(Cidr::isHost).isPresent();
  }

  private static boolean isReplaced(Inside.Way way, InsideWish wish) {
    return wish.gateways().stream().anyMatch(gateway -> gateway.isV6() == way.isV6());
  }
}
