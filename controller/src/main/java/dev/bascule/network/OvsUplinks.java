package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.batch.NetworkOp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold where Open vSwitch is told something, because its database is read by the next
 * boot: a boot must find the database and the files of before, or both of after. So the node keeps
 * the database back as it does with files, see {@code tx-ovs.sh}.
 */
public final class OvsUplinks {
  // The server writes its database anew, under its own name, ten minutes after the last time.
  private static final Duration LONGEST = Duration.ofMinutes(9);

  private final NetworkState before;
  private final NetworkState target;

  OvsUplinks(NetworkState before, NetworkState target) {
    this.before = before;
    this.target = target;
  }

  /**
   * In which order the database and the files are put in place at the confirmation: {@code leaves}
   * has the database first, {@code joins} the files. Nothing where Open vSwitch is told nothing.
   */
  public static Optional<String> order(Transaction transaction) {
    if (transaction.both().stream().noneMatch(NetworkOp.Ovs.class::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(
        moving(transaction.before(), transaction.target()).isEmpty() ? "joins" : "leaves");
  }

  /**
   * Why it must not be done.
   *
   * @param kept the links that the files of the next boot agree on with the target
   */
  Optional<Transactions.Outcome.Refused> problem(
      List<NetworkOp> batch, Set<InterfaceName> kept, Duration window) {
    if (batch.stream().noneMatch(NetworkOp.Ovs.class::isInstance)) {
      return Optional.empty();
    }
    if (window.compareTo(LONGEST) > 0) {
      return refused(
          "a window of "
              + Windows.seconds(window)
              + " is too long: Open vSwitch writes its database anew after ten minutes, and a boot"
              + " would then find what is not confirmed",
          "make it 9 minutes at most");
    }
    List<Link> leaving = moving(before, target);
    List<Link> joining = moving(target, before);
    if (!leaving.isEmpty() && !joining.isEmpty()) {
      return refused(
          leaving.get(0).name()
              + " leaves a bridge of Open vSwitch and "
              + joining.get(0).name()
              + " joins one: a power cut at the confirmation could leave neither",
          "do it in two plans");
    }
    return Stream.concat(leaving.stream(), joining.stream())
        .filter(port -> carries(port.name()) && !isKept(port, kept))
        .findFirst()
        .flatMap(OvsUplinks::unsaid);
  }

  // Files of another link, which the same plan may change, say nothing of these two.
  private static boolean isKept(Link port, Set<InterfaceName> kept) {
    return kept.contains(port.name()) && port.master() != null && kept.contains(port.master());
  }

  private static Optional<Transactions.Outcome.Refused> unsaid(Link port) {
    return refused(
        "Open vSwitch keeps its ports over a boot, and no file would say that what "
            + port.name()
            + " carries has moved: the node would boot without a network",
        "keep it in the files: persist by ifupdown, not --persist none or persist: false");
  }

  // What leads out, and is a port of Open vSwitch in one state only, or of another bridge of it.
  private static List<Link> moving(NetworkState in, NetworkState out) {
    List<Link> moving = new ArrayList<>();
    for (Link link : in.links()) {
      boolean inside = isPort(in, link);
      Optional<Link> there = out.link(link.name());
      boolean same =
          there.isPresent() && link.master() != null && link.master().equals(there.get().master());
      if (inside && !same && Layers.isUplink(in, link)) {
        moving.add(link);
      }
    }
    return moving;
  }

  private static boolean isPort(NetworkState state, Link link) {
    return link.master() != null
        && !link.isOfOvs()
        && state.link(link.master()).filter(Link::isOvsBridge).isPresent();
  }

  private boolean carries(InterfaceName uplink) {
    return carries(before, uplink) || carries(target, uplink);
  }

  private static boolean carries(NetworkState state, InterfaceName uplink) {
    return state.addressesOf(uplink).stream().anyMatch(address -> !address.isLinkLocal6())
        || state.dhcpClients().stream().anyMatch(client -> client.link().equals(uplink));
  }

  private static Optional<Transactions.Outcome.Refused> refused(String message, String hint) {
    return Optional.of(new Transactions.Outcome.Refused(message, hint));
  }
}
