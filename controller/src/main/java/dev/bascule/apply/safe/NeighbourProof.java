package dev.bascule.apply.safe;

import dev.bascule.apply.safe.Sighting.Sight;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.Address;
import dev.bascule.network.Layers;
import dev.bascule.network.NetworkState;
import dev.bascule.network.SafeApply.Proof;
import dev.bascule.network.Transaction;
import dev.bascule.network.Windows;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof {@code neighbours}: another node of the run, whose own change is confirmed or that was
 * in sync, sees this one from its side. What it saw before the change it must see after it; what is
 * new it must see, too. Whom nobody can ask says nothing, and the other proofs decide.
 */
final class NeighbourProof {
  private static final int MOST = 3;
  private static final Duration LOGIN = Duration.ofSeconds(6);
  private static final Duration LOOK = Duration.ofSeconds(12);

  private final Attempt attempt;
  private final boolean wanted;
  private final List<Cidr> before;
  private final List<Cidr> after;
  private @Nullable NodeName chosen;
  private Sighting baseline = Sighting.NONE;
  private String note = "";

  NeighbourProof(Attempt attempt) {
    Transaction transaction = attempt.transaction();
    this.attempt = attempt;
    this.wanted =
        !attempt.manual() && transaction.settings().prove().contains(new Proof.Neighbours());
    this.before = wanted ? addresses(transaction, transaction.before()) : List.of();
    this.after = wanted ? addresses(transaction, transaction.target()) : List.of();
  }

  /** How much of the window it may take. */
  Duration budget() {
    return wanted ? Windows.NEIGHBOURS : Duration.ZERO;
  }

  /** What is worth saying of how it went; empty where it was not wanted. */
  String note() {
    return note;
  }

  private static List<Cidr> addresses(Transaction transaction, NetworkState state) {
    return state.addresses().stream()
        .filter(Sighting::isSeen)
        .filter(
            it ->
                transaction.touched().contains(it.link())
                    || (transaction.control() != null
                        && transaction.control().local().equals(it.local().address())))
        .map(Address::local)
        .distinct()
        .toList();
  }

  /** Looks for a neighbour that sees the node as it is. Nothing of it can fail the change. */
  void before() {
    long until = attempt.line().pace().nanos() + Windows.NEIGHBOURS.toNanos();
    for (NodeName neighbour : few(attempt.line().neighbours().near(attempt.node(), before))) {
      Optional<Sighting> seen = look(neighbour, before, until);
      if (seen.isPresent() && seen.get().any()) {
        chosen = neighbour;
        baseline = seen.get();
        return;
      }
    }
  }

  /**
   * Asks after the change.
   *
   * @return why it must not be confirmed, or nothing
   */
  Optional<String> after() {
    if (!wanted) {
      return Optional.empty();
    }
    List<NodeName> near = candidates();
    long until = attempt.line().pace().nanos() + Windows.NEIGHBOURS.toNanos();
    for (NodeName neighbour : near) {
      Optional<Sighting> seen = look(neighbour, after, until);
      if (seen.isPresent()) {
        boolean same = neighbour.equals(chosen);
        List<String> wrong = wrong(neighbour, seen.get(), same ? baseline : Sighting.NONE);
        if (!wrong.isEmpty()) {
          return Optional.of(
              "neighbour " + neighbour + ", from its own side: " + String.join("; ", wrong));
        } else if (seen.get().any()) {
          note = "neighbour " + neighbour + " sees it from its own side";
          return Optional.empty();
        }
      }
    }
    note = nobody(near);
    return Optional.empty();
  }

  private String nobody(List<NodeName> asked) {
    if (after.isEmpty()) {
      return "no neighbour was asked: what was changed has no address";
    } else if (asked.isEmpty()) {
      return "no neighbour yet: no node that is in sync or confirmed shares a network with it";
    }
    return "no neighbour could say anything: "
        + String.join(", ", asked.stream().map(NodeName::text).toList());
  }

  private List<NodeName> candidates() {
    List<NodeName> near = new ArrayList<>(attempt.line().neighbours().near(attempt.node(), after));
    if (chosen != null && near.remove(chosen)) {
      near.add(0, chosen);
    }
    return few(near);
  }

  private static List<NodeName> few(List<NodeName> all) {
    return all.subList(0, Math.min(MOST, all.size()));
  }

  // Nothing where it could not be asked: that is not this node's fault.
  private Optional<Sighting> look(NodeName neighbour, List<Cidr> addresses, long until) {
    List<Cidr> shared = attempt.line().neighbours().shared(neighbour, addresses);
    try {
      Duration login = shorter(LOGIN, left(until));
      if (login.isNegative() || login.isZero() || shared.isEmpty()) {
        return Optional.empty();
      }
      try (Connection connection = attempt.line().neighbours().open(neighbour, login)) {
        return Optional.of(Sighting.over(connection, shared, shorter(LOOK, left(until))));
      }
    } catch (TransportException e) {
      attempt.note("neighbour " + neighbour + " cannot be asked: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Duration left(long until) {
    return Duration.ofNanos(until - attempt.line().pace().nanos());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private List<String> wrong(NodeName neighbour, Sighting now, Sighting then) {
    List<String> wrong = new ArrayList<>();
    for (Cidr address : attempt.line().neighbours().shared(neighbour, after)) {
      Optional<Sight> is = now.of(address);
      Optional<Sight> was = then.of(address);
      boolean fresh = before.stream().noneMatch(it -> it.address().equals(address.address()));
      Sight least = was.orElse(Sight.SILENT);
      if (fresh) {
        least = leadsThere(address, then) ? Sight.RESOLVES : Sight.SILENT;
      }
      if (is.isPresent() && is.get().compareTo(least) < 0) {
        wrong.add(address.address() + " " + words(is.get(), fresh));
      }
    }
    return wrong;
  }

  // The same prefix is not the same network: a bridge without an uplink may have it on every node.
  private boolean leadsThere(Cidr address, Sighting then) {
    NetworkState target = attempt.transaction().target();
    return target.addresses().stream()
        .filter(it -> it.local().equals(address))
        .anyMatch(it -> Layers.leadsOut(target, it.link()) || saw(it.link(), then));
  }

  private boolean saw(InterfaceName link, Sighting then) {
    return attempt.transaction().before().addressesOf(link).stream()
        .anyMatch(it -> then.of(it.local()).orElse(Sight.SILENT) != Sight.SILENT);
  }

  private static String words(Sight now, boolean fresh) {
    if (fresh) {
      return "answers neither ping nor ARP";
    }
    return now == Sight.RESOLVES
        ? "answered ping before the change, and now only ARP"
        : "was seen before the change, and is not now";
  }
}
