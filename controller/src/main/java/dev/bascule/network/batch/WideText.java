package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.List;
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

  /** Shell text for the functions of {@code net-ops.sh}; goes on at failures and prints them. */
  public static String of(NetworkState before, Set<InterfaceName> touched, Tools tools) {
    StateOps links = new StateOps(before, touched);
    List<NetworkOp> first = new ArrayList<>();
    for (Link link : links.those()) {
      if (link.master() == null) {
        touched.stream()
            .filter(other -> !other.equals(link.name()))
            .forEach(other -> first.add(new NetworkOp.Release(link.name(), other)));
      }
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
    return BatchText.inverse(OvsOps.told(first, before, before), tools)
        + empty(before, touched)
        + BatchText.inverse(OvsOps.told(again, before, before), tools);
  }

  /**
   * Links that are not in the snapshot go, unless others hang on them; the rest loses its
   * addresses.
   */
  private static String empty(NetworkState before, Set<InterfaceName> touched) {
    return new TreeSet<>(touched)
        .stream()
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
