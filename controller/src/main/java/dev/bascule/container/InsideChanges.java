package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs inside of a running container. */
final class InsideChanges {
  private final Inside inside;
  private final InsideWish wanted;
  private final List<InsideChange> changes = new ArrayList<>();

  private InsideChanges(Inside inside, InsideWish wanted) {
    this.inside = inside;
    this.wanted = wanted;
  }

  /** From what is there to what is wanted. */
  static List<InsideChange> between(Inside inside, InsideWish wanted) {
    InsideChanges all = new InsideChanges(inside, wanted);
    all.compare(wanted.addresses());
    return List.copyOf(all.changes);
  }

  private void compare(List<Cidr> addresses) {
    Optional<Inside.Device> there = inside.device(wanted.name().text());
    mac(there);
    if (there.isEmpty() || !there.get().up()) {
      changes.add(new InsideChange.Up(true));
    }
    List<Cidr> seen = there.map(Inside.Device::addresses).orElse(List.of());
    seen.stream()
        .filter(address -> !addresses.contains(address))
        .forEach(address -> changes.add(new InsideChange.Address(address, false)));
    addresses.stream()
        .filter(address -> !seen.contains(address))
        .forEach(address -> changes.add(new InsideChange.Address(address, true)));
    node();
    gateway(false);
    gateway(true);
  }

  private void mac(Optional<Inside.Device> there) {
    MacAddress mac = there.map(Inside.Device::mac).orElse(null);
    MacAddress to = wanted.mac();
    if (to != null && mac != null && !mac.equals(to)) {
      changes.add(new InsideChange.Mac(mac, to));
    }
  }

  private void node() {
    IpAddress node = wanted.nodeAddress();
    if (node == null) {
      return;
    }
    String host = new Cidr(node, node.isV6() ? 128 : 32).toString();
    boolean there =
        inside.ways().stream()
            .anyMatch(
                way ->
                    wanted.name().text().equals(way.dev())
                        && (way.destination().equals(host)
                            || way.destination().equals(node.text())));
    if (!there) {
      changes.add(new InsideChange.OnLink(node, true));
    }
  }

  private void gateway(boolean v6) {
    IpAddress to =
        wanted.gateways().stream().filter(gateway -> gateway.isV6() == v6).findFirst().orElse(null);
    if (to == null && !wanted.exact()) {
      return;
    }
    // There may be others, of other metrics: a router's word makes one of IPv6.
    String dev = wanted.name().text();
    List<Inside.Way> ways =
        inside.ways().stream()
            .filter(Inside.Way::isDefault)
            .filter(each -> each.via() != null && each.via().isV6() == v6)
            .toList();
    if (to == null) {
      ways.stream()
          .filter(way -> dev.equals(way.dev()))
          .forEach(way -> changes.add(new InsideChange.Gateway(way, null)));
      return;
    }
    if (ways.stream().noneMatch(way -> to.equals(way.via()) && dev.equals(way.dev()))) {
      // Of IPv6 one over another interface stays beside it; of IPv4 the new one takes its place.
      Inside.Way from =
          ways.stream().filter(way -> !v6 || dev.equals(way.dev())).findFirst().orElse(null);
      changes.add(new InsideChange.Gateway(from, new Inside.Way("default", to, dev)));
    }
  }
}
