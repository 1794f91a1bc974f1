package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a node would still find its controller, and where the controller would find it. */
final class WayBack {
  private final NetworkState before;
  private final NetworkState target;
  private final ControlPath control;

  WayBack(NetworkState before, NetworkState target, ControlPath control) {
    this.before = before;
    this.target = target;
    this.control = control;
  }

  /** The reason why the controller would not get an answer; empty where it would. */
  Optional<String> problem() {
    if (control.remote().equals(control.local()) || control.local().text().startsWith("127.")) {
      return Optional.empty();
    }
    List<IpAddress> candidates = candidates();
    if (candidates.isEmpty()) {
      return Optional.of("no address would be left that the controller could connect to");
    }
    String first = "";
    for (IpAddress candidate : candidates) {
      Optional<String> problem = problem(candidate);
      if (problem.isEmpty()) {
        return problem;
      }
      first = first.isEmpty() ? problem.get() : first;
    }
    return Optional.of(first);
  }

  private Optional<String> problem(IpAddress local) {
    List<IpAddress> remotes = control.remotes(local);
    if (remotes.isEmpty()) {
      return Optional.of("no address of the controller is known that could connect to " + local);
    }
    List<Optional<String>> problems =
        remotes.stream().map(remote -> problem(local, remote)).toList();
    return problems.contains(Optional.<String>empty()) ? Optional.empty() : problems.get(0);
  }

  private Optional<String> problem(IpAddress local, IpAddress remote) {
    Optional<Route> way = Routing.way(target, remote, local);
    String reply = "replies from " + local + " to the controller at " + remote;
    if (way.isEmpty()) {
      return Optional.of(reply + " would have no route");
    }
    InterfaceName dev = way.get().dev();
    if (dev == null) {
      return Optional.empty();
    }
    Link egress = target.link(dev).orElse(null);
    if (egress != null && egress.hasPorts() && target.ports(dev).isEmpty()) {
      return Optional.of(reply + " would go to " + dev + ", which has no port");
    }
    return isReached(dev)
        ? Optional.empty()
        : Optional.of(reply + " would leave by " + dev + ", which does not lead out of the node");
  }

  // By the card of today, or at least by one that leads out.
  private boolean isReached(InterfaceName dev) {
    Set<InterfaceName> under = Layers.below(target, dev);
    Set<InterfaceName> today = new TreeSet<>(Layers.below(before, control.egress()));
    today.addAll(control.below());
    return under.stream().anyMatch(today::contains)
        || under.stream()
            .flatMap(name -> target.link(name).stream())
            .anyMatch(link -> Layers.isUplink(target, link));
  }

  /** The old address first, where it stays; then those of the link that carries replies. */
  List<IpAddress> candidates() {
    Set<IpAddress> found = new LinkedHashSet<>();
    if (holds(control.local())) {
      found.add(control.local());
    }
    Set<InterfaceName> today = Layers.below(before, control.egress());
    List<Address> others = new ArrayList<>();
    for (Address address : target.addresses()) {
      boolean near =
          Layers.below(target, address.link()).stream().anyMatch(today::contains)
              || before.addresses().stream().noneMatch(old -> Sameness.same(old, address));
      boolean far = address.local().address().isLinkLocal() || address.scope().equals("host");
      if (near && !far && isLeading(address.link())) {
        others.add(address);
      }
    }
    others.forEach(address -> found.add(address.local().address()));
    return List.copyOf(found);
  }

  private boolean isLeading(InterfaceName name) {
    return Layers.below(target, name).stream()
        .flatMap(link -> target.link(link).stream())
        .anyMatch(link -> Layers.isUplink(target, link) || control.uses(link.name()));
  }

  private boolean holds(IpAddress address) {
    return target.addresses().stream().anyMatch(held -> held.local().address().equals(address));
  }
}
