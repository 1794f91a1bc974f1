package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The second rung of the way back: the touched links are emptied and built again from the snapshot,
 * whatever is there now. For when the inverse did not lead to the snapshot.
 */
public final class WideText {
  private WideText() {}

  /**
   * Shell text for the functions of {@code net-ops.sh}; goes on at failures and prints them.
   *
   * @param target where the batch led: only from it Open vSwitch's bridges are known that the
   *     snapshot has not
   */
  public static String of(
      NetworkState before, NetworkState target, Set<InterfaceName> touched, Tools tools) {
    StateOps links = new StateOps(before, touched);
    List<NetworkOp> first = new ArrayList<>();
    for (Link link : links.those()) {
      touched.stream()
          .filter(other -> isToLeave(link, other, target.link(other).or(() -> before.link(other))))
          .forEach(other -> first.add(new NetworkOp.Release(link.name(), other)));
    }
    List<NetworkOp> again =
        Stream.of(
                links.make(WideText::canBeMade),
                macs(links),
                links.layer2(),
                links.sysctls(path -> true),
                links.layer3(),
                links.speak())
            .flatMap(List::stream)
            .toList();
    return BatchText.inverse(OvsOps.told(first, target, before), tools)
        + empty(before, target, touched)
        + BatchText.inverse(OvsOps.told(again, before, before), tools);
  }

  // The kernel moves a port from one bridge to another; Open vSwitch refuses one that it has
  // elsewhere, and keeps the one that the kernel gets.
  private static boolean isToLeave(Link link, InterfaceName bridge, Optional<Link> there) {
    if (there.filter(Link::isOfOvs).isPresent()) {
      return there.filter(Link::isOvsBridge).isPresent()
          && !link.isOfOvs()
          && !bridge.equals(link.master());
    }
    return link.master() == null && !bridge.equals(link.name());
  }

  /**
   * Links that are not in the snapshot go, unless others hang on them: ports before their bridges.
   * The rest loses its addresses.
   */
  private static String empty(
      NetworkState before, NetworkState target, Set<InterfaceName> touched) {
    Comparator<InterfaceName> bridgesLast =
        Comparator.comparing(name -> target.link(name).filter(Link::hasPorts).isPresent());
    return new TreeSet<>(touched)
        .stream()
            .sorted(bridgesLast)
            .map(name -> call(name, before.link(name).isPresent() ? "net_flush" : "net_delete"))
            .collect(Collectors.joining());
  }

  private static String call(InterfaceName link, String function) {
    return Words.shell(
            List.of("net_do", "-0 wide: " + function + " " + link, function, link.text()))
        + "\n";
  }

  private static List<NetworkOp> macs(StateOps links) {
    List<NetworkOp> ops = new ArrayList<>();
    for (Link link : links.those()) {
      if (link.mac() != null && link.macPinned() && canBeMade(link)) {
        ops.add(new NetworkOp.SetMac(link.name(), link.mac()));
      } else if (link.mac() != null && link.isOvsBridge()) {
        ops.add(new NetworkOp.FollowPorts(link.name(), link.mac()));
      }
    }
    return ops;
  }

  private static boolean canBeMade(Link link) {
    return link.hasPorts()
        || link.isOfOvs()
        || link.kind() instanceof LinkKind.Vlan
        || link.kind() instanceof LinkKind.Macvlan;
  }
}
