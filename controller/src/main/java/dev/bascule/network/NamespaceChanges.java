package dev.bascule.network;

import dev.bascule.model.Change.Verb;
import dev.bascule.network.NetworkChange.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Namespaces that come and go, and what changes in them. */
final class NamespaceChanges {
  private NamespaceChanges() {}

  static List<NetworkChange> between(NetworkState from, NetworkState to) {
    List<NetworkChange> changes = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(from.namespaces().keySet());
    names.addAll(to.namespaces().keySet());
    for (String name : names) {
      NetworkState before = from.namespaces().get(name);
      NetworkState after = to.namespaces().get(name);
      if (before == null) {
        changes.add(new NetworkChange(Verb.CREATE, "netns " + name, List.of(), Effect.SAFE));
      }
      if (after == null) {
        changes.add(new NetworkChange(Verb.REMOVE, "netns " + name, List.of(), Effect.SAFE));
        continue;
      }
      NetworkState known = before == null ? onlyLoopback(after) : before;
      for (NetworkChange inside : NetworkChanges.between(known, after, null)) {
        String target = inside.target() + " in " + name;
        changes.add(
            new NetworkChange(
                inside.verb(), target, inside.details(), inside.effect(), inside.layer()));
      }
    }
    return changes;
  }

  private static NetworkState onlyLoopback(NetworkState state) {
    return NetworkState.EMPTY.withLinks(
        state.links().stream().filter(l -> l.kind() instanceof LinkKind.Loopback).toList());
  }
}
