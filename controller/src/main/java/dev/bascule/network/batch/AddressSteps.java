package dev.bascule.network.batch;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Address;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Sameness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses. Of those in one IPv4 prefix on one link the first is the primary one, and when it goes
 * the others go too: they are added in order and removed in the reverse order, so that what is left
 * at any point is a beginning of the list. Where the first one changes, all of its prefix are put
 * anew. IPv6 lists the newest first: there it is the other way round.
 */
final class AddressSteps {
  private final NetworkState from;
  private final NetworkState to;
  private final List<Address> added = new ArrayList<>();
  private final List<Address> removed = new ArrayList<>();
  private final List<NetworkOp> rebuilt = new ArrayList<>();

  private record Group(InterfaceName link, Family family, String prefix) {}

  AddressSteps(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
    Map<Group, List<Address>> before = groups(from);
    Map<Group, List<Address>> after = groups(to);
    Set<Group> all = new LinkedHashSet<>(after.keySet());
    all.addAll(before.keySet());
    for (Group group : all) {
      compare(before.getOrDefault(group, List.of()), after.getOrDefault(group, List.of()));
    }
  }

  private static Map<Group, List<Address>> groups(NetworkState state) {
    Map<Group, List<Address>> groups = new LinkedHashMap<>();
    List<Address> oldestFirst = new ArrayList<>(state.addresses());
    for (Address address : state.addresses()) {
      if (address.family() == Family.V6) {
        oldestFirst.remove(address);
        oldestFirst.add(0, address);
      }
    }
    for (Address address : oldestFirst) {
      boolean v6 = address.family() == Family.V6;
      Cidr prefix = v6 ? address.local() : ConnectedRoutes.prefixOf(address);
      Group group = new Group(address.link(), address.family(), prefix.toString());
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(address);
    }
    return groups;
  }

  private void compare(List<Address> before, List<Address> after) {
    List<Address> kept = before.stream().filter(address -> in(after, address)).toList();
    boolean samePrimary =
        before.isEmpty() || after.isEmpty() || Sameness.same(before.get(0), after.get(0));
    if (samePrimary && startsWith(after, kept)) {
      added.addAll(after.subList(kept.size(), after.size()));
      List<Address> gone =
          new ArrayList<>(before.stream().filter(address -> !in(after, address)).toList());
      Collections.reverse(gone);
      // Later groups first: the whole of it is the reverse of how it would be added.
      removed.addAll(0, gone);
      return;
    }
    Set<Address> all = new LinkedHashSet<>(after);
    all.addAll(before);
    List<Address> any = new ArrayList<>(all);
    Collections.reverse(any);
    any.forEach(address -> rebuilt.add(new NetworkOp.DeleteAddress(address)));
    after.forEach(address -> rebuilt.add(new NetworkOp.AddAddress(address)));
  }

  private static boolean startsWith(List<Address> list, List<Address> beginning) {
    for (int i = 0; i < beginning.size(); i++) {
      if (i >= list.size() || !Sameness.same(list.get(i), beginning.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean in(List<Address> list, Address address) {
    return list.stream().anyMatch(other -> Sameness.same(other, address));
  }

  List<NetworkOp> added() {
    return added.stream().<NetworkOp>map(NetworkOp.AddAddress::new).toList();
  }

  List<NetworkOp> rebuilt() {
    return List.copyOf(rebuilt);
  }

  List<NetworkOp> removed() {
    return removed.stream().<NetworkOp>map(NetworkOp.DeleteAddress::new).toList();
  }

  /** Tells the neighbours where the addresses are. */
  List<NetworkOp> announced() {
    Map<InterfaceName, Set<IpAddress>> byLink = new LinkedHashMap<>();
    List<Address> all = new ArrayList<>(added);
    rebuilt.stream()
        .filter(NetworkOp.AddAddress.class::isInstance)
        .forEach(op -> all.add(((NetworkOp.AddAddress) op).address()));
    to.addresses().stream().filter(address -> hasNewMac(address.link())).forEach(all::add);
    for (Address address : all) {
      if (!address.isLinkLocal6() && canAnnounce(address.link())) {
        byLink
            .computeIfAbsent(address.link(), link -> new LinkedHashSet<>())
            .add(address.local().address());
      }
    }
    List<NetworkOp> ops = new ArrayList<>();
    byLink.forEach((link, some) -> ops.add(new NetworkOp.Announce(link, List.copyOf(some))));
    return ops;
  }

  private boolean hasNewMac(InterfaceName name) {
    return from.link(name)
        .filter(before -> !Objects.equals(before.mac(), mac(to, name)))
        .isPresent();
  }

  private static @Nullable MacAddress mac(NetworkState state, InterfaceName name) {
    return state.link(name).map(Link::mac).orElse(null);
  }

  private boolean canAnnounce(InterfaceName name) {
    return to.link(name).filter(link -> link.up() && link.mac() != null).isPresent();
  }
}
