package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.batch.NetworkOp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        first(transaction.before(), transaction.target()) == null ? "joins" : "leaves");
  }

  /**
   * Why it must not be done.
   *
   * @param files whether files of the next boot change, too
   */
  Optional<Transactions.Outcome.Refused> problem(
      List<NetworkOp> batch, boolean files, Duration window) {
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
    Link leaving = first(before, target);
    Link joining = first(target, before);
    if (leaving != null && joining != null) {
      return refused(
          leaving.name()
              + " leaves a bridge of Open vSwitch and "
              + joining.name()
              + " joins one: a power cut at the confirmation could leave neither",
          "do it in two plans");
    }
    Link moving = leaving == null ? joining : leaving;
    if (moving != null && !files && carries(moving.name())) {
      return refused(
          "Open vSwitch keeps its ports over a boot, and no file would say that what "
              + moving.name()
              + " carries has moved: the node would boot without a network",
          "keep it in the files: persist by ifupdown, not --persist none or persist: false");
    }
    return Optional.empty();
  }

  // What leads out, and is a port of Open vSwitch in one state only, or of another bridge of it.
  private static @Nullable Link first(NetworkState in, NetworkState out) {
    for (Link link : in.links()) {
      boolean inside = isPort(in, link);
      Optional<Link> there = out.link(link.name());
      boolean same =
          there.isPresent() && link.master() != null && link.master().equals(there.get().master());
      if (inside && !same && Layers.isUplink(in, link)) {
        return link;
      }
    }
    return null;
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
