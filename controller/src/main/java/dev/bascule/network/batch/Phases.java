package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts the steps of all kinds of objects into the order in which traffic stands still least. */
final class Phases {
  private final NetworkState from;
  private final NetworkState to;
  private final AddressSteps addresses;
  private final LinkSteps links;
  private final RouteSteps routes;
  private final SysctlSteps sysctls;
  private final OtherSteps others;

  Phases(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
    this.addresses = new AddressSteps(from, to);
    this.links = new LinkSteps(from, to);
    this.routes = new RouteSteps(from, to);
    this.sysctls = new SysctlSteps(from, to);
    this.others = new OtherSteps(from, to);
  }

  /** All but what may only come when everything else is there. */
  List<NetworkOp> main() {
    List<NetworkOp> ops = new ArrayList<>(Handover.of(from, to));
    newNamespaces(ops);
    ops.addAll(links.made());
    ops.addAll(links.changed());
    ops.addAll(sysctls.early());
    ops.addAll(links.up());
    ops.addAll(links.enslaved());
    ops.addAll(addresses.added());
    ops.addAll(links.released());
    ops.addAll(addresses.rebuilt());
    ops.addAll(routes.put());
    ops.addAll(others.made());
    ops.addAll(addresses.removed());
    ops.addAll(routes.removed());
    ops.addAll(others.removed());
    inNamespaces(ops);
    ops.addAll(links.down());
    ops.addAll(links.removed());
    oldNamespaces(ops);
    ops.addAll(sysctls.late());
    return ops;
  }

  /** What a new holder does when it has all it needs. */
  List<NetworkOp> end() {
    List<NetworkOp> ops = new ArrayList<>(others.clients());
    ops.addAll(addresses.announced());
    return ops;
  }

  /** The links that lose addresses for a moment, and with the last one all their IPv4 routes. */
  Set<InterfaceName> rebuilt() {
    Set<InterfaceName> links = new TreeSet<>();
    addresses.rebuilt().forEach(op -> links.addAll(Touched.by(op)));
    return links;
  }

  private void newNamespaces(List<NetworkOp> ops) {
    for (String name : to.namespaces().keySet()) {
      if (!from.namespaces().containsKey(name)) {
        ops.add(new NetworkOp.AddNamespace(name));
      }
    }
  }

  private void oldNamespaces(List<NetworkOp> ops) {
    for (String name : from.namespaces().keySet()) {
      if (!to.namespaces().containsKey(name)) {
        ops.add(new NetworkOp.DeleteNamespace(name));
      }
    }
  }

  private void inNamespaces(List<NetworkOp> ops) {
    for (Map.Entry<String, NetworkState> entry : to.namespaces().entrySet()) {
      NetworkState before =
          from.namespaces().getOrDefault(entry.getKey(), onlyLoopback(entry.getValue()));
      for (NetworkOp op : Batch.between(before, entry.getValue())) {
        ops.add(new NetworkOp.Inside(entry.getKey(), op));
      }
    }
  }

  private static NetworkState onlyLoopback(NetworkState state) {
    List<Link> loopback =
        state.links().stream()
            .filter(link -> link.kind() instanceof LinkKind.Loopback)
            // As it is made.
            .map(link -> link.withUp(true))
            .toList();
    return NetworkState.EMPTY.withLinks(loopback).withRules(state.rules());
  }
}
