package dev.bascule.network;

import dev.bascule.model.Change.Detail;
import dev.bascule.model.Change.Verb;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkChange.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The difference of two states as a plan shows it. */
public final class NetworkChanges {
  private final NetworkState from;
  private final NetworkState to;
  private final Effects effects;
  private final List<NetworkChange> changes = new ArrayList<>();

  private NetworkChanges(NetworkState from, NetworkState to, @Nullable ControlPath control) {
    this.from = from;
    this.to = to;
    this.effects = new Effects(from, to, control);
  }

  /**
   * Compares.
   *
   * @param control null where no session can be cut
   */
  public static List<NetworkChange> between(
      NetworkState from, NetworkState to, @Nullable ControlPath control) {
    NetworkChanges all = new NetworkChanges(from, to, control);
    all.links();
    all.addresses();
    all.routes();
    all.rules();
    all.neighbours();
    all.clients();
    all.sysctls();
    all.changes.addAll(NamespaceChanges.between(from, to));
    return List.copyOf(all.changes);
  }

  private void links() {
    changes.addAll(LinkChanges.between(from, to, effects));
  }

  private void addresses() {
    List<Address> gone = missing(from.addresses(), to.addresses());
    for (Address made : missing(to.addresses(), from.addresses())) {
      Optional<Address> old =
          gone.stream().filter(other -> other.local().equals(made.local())).findFirst();
      old.ifPresent(gone::remove);
      String target = "address " + made.local();
      String link = made.link().text();
      if (old.isPresent()) {
        add(Verb.UPDATE, target, moved(old.get(), made), effects.address(old.get()));
      } else {
        add(Verb.CREATE, target, List.of(new Detail("link", null, link)), Effect.SAFE);
      }
    }
    for (Address address : gone) {
      List<Detail> details = List.of(new Detail("link", address.link().text(), null));
      add(Verb.REMOVE, "address " + address.local(), details, effects.address(address));
    }
  }

  private static List<Address> missing(List<Address> of, List<Address> in) {
    List<Address> missing = new ArrayList<>(of);
    missing.removeIf(address -> in.stream().anyMatch(other -> Sameness.same(address, other)));
    return missing;
  }

  private static List<Detail> moved(Address old, Address made) {
    if (!old.link().equals(made.link())) {
      return List.of(new Detail("link", old.link().text(), made.link().text()));
    }
    String before = AddressText.of(Sameness.settled(old));
    return List.of(new Detail("as", before, AddressText.of(Sameness.settled(made))));
  }

  private void routes() {
    List<Route> gone = shown(from, to);
    for (Route made : shown(to, from)) {
      Optional<Route> old =
          gone.stream().filter(other -> Sameness.sameKey(other, made)).findFirst();
      old.ifPresent(gone::remove);
      if (old.isPresent()) {
        Effect effect = effects.route(old.get(), made);
        add(Verb.UPDATE, RouteText.target(made), RouteText.details(old.get(), made), effect);
      } else {
        add(Verb.CREATE, RouteText.target(made), RouteText.details(null, made), Effect.SAFE);
      }
    }
    for (Route route : gone) {
      Effect effect = effects.route(route, null);
      add(Verb.REMOVE, RouteText.target(route), RouteText.details(route, null), effect);
    }
  }

  private static List<Route> shown(NetworkState of, NetworkState in) {
    List<Route> shown = new ArrayList<>(of.routes());
    shown.removeIf(
        route ->
            in.routes().stream().anyMatch(other -> Sameness.same(route, other))
                || ConnectedRoutes.implied(of, route));
    return shown;
  }

  private void rules() {
    List<Rule> gone = new ArrayList<>(from.rules());
    gone.removeAll(to.rules());
    List<Rule> made = new ArrayList<>(to.rules());
    made.removeAll(from.rules());
    for (Rule rule : made) {
      Optional<Rule> old =
          gone.stream()
              .filter(other -> other.priority() == rule.priority())
              .filter(other -> other.family() == rule.family())
              .findFirst();
      old.ifPresent(gone::remove);
      Verb verb = old.isPresent() ? Verb.UPDATE : Verb.CREATE;
      Detail words = new Detail("rule", old.map(Rule::words).orElse(null), rule.words());
      add(verb, "rule " + rule.priority(), List.of(words), Effect.SAFE);
    }
    for (Rule rule : gone) {
      Detail words = new Detail("rule", rule.words(), null);
      add(Verb.REMOVE, "rule " + rule.priority(), List.of(words), Effect.SAFE);
    }
  }

  private void neighbours() {
    List<Neighbour> gone = new ArrayList<>(from.neighbours());
    gone.removeAll(to.neighbours());
    List<Neighbour> made = new ArrayList<>(to.neighbours());
    made.removeAll(from.neighbours());
    for (Neighbour entry : made) {
      Optional<Neighbour> old =
          gone.stream().filter(other -> other.address().equals(entry.address())).findFirst();
      old.ifPresent(gone::remove);
      String before = old.map(other -> other.link().text()).orElse(null);
      Verb verb = old.isPresent() ? Verb.UPDATE : Verb.CREATE;
      add(verb, name(entry), List.of(new Detail("link", before, entry.link().text())), Effect.SAFE);
    }
    for (Neighbour entry : gone) {
      List<Detail> details = List.of(new Detail("link", entry.link().text(), null));
      add(Verb.REMOVE, name(entry), details, Effect.SAFE);
    }
  }

  private static String name(Neighbour entry) {
    return (entry.isProxy() ? "proxy neighbour " : "neighbour ") + entry.address();
  }

  private void clients() {
    List<DhcpClient> gone = new ArrayList<>(from.dhcpClients());
    gone.removeAll(to.dhcpClients());
    List<DhcpClient> made = new ArrayList<>(to.dhcpClients());
    made.removeAll(from.dhcpClients());
    for (int i = 0; i < Math.max(gone.size(), made.size()); i++) {
      DhcpClient old = i < gone.size() ? gone.get(i) : null;
      DhcpClient next = i < made.size() ? made.get(i) : null;
      DhcpClient one = Objects.requireNonNull(next == null ? old : next);
      InterfaceName touched = old == null ? one.link() : old.link();
      String before = old == null ? null : old.link().text();
      String after = next == null ? null : next.link().text();
      Verb verb = old == null ? Verb.CREATE : next == null ? Verb.REMOVE : Verb.UPDATE;
      List<Detail> details = List.of(new Detail("link", before, after));
      add(verb, "DHCP client " + one.program(), details, effects.link(touched));
    }
  }

  private void sysctls() {
    changes.addAll(SysctlChanges.between(from, to));
  }

  private void add(Verb verb, String target, List<Detail> details, Effect effect) {
    changes.add(new NetworkChange(verb, target, details, effect));
  }
}
